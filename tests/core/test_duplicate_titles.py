"""A page of a title that is there already is asked about once, in words, and nothing typed is lost."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, PageLogEntry

from core.analysis.fold import fold
from core.duplicates.titles import ACTION, say_the_same
from core.models import User
from institutions.models import ItemPage
from tests.factories import pages
from tests.factories.admin import send_form
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db
TITLE = "Guide de l’accès à l’information"


@pytest.fixture
def own(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))


@pytest.fixture
def other(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("court", fr="Cour"))


def address(parent):
    return reverse("wagtailadmin_pages:add", args=["institutions", "itempage", parent.pk])


def create(client, parent, title=TITLE, **changes):
    return send_form(client, address(parent), **{"title": title, "slug": "nouveau", "kind": "guide", **changes})


def saved_by_itself(client, where, **changes):
    """What the editor's script sends while somebody writes."""
    from tests.load.forms import fields_of
    from tests.load.people import STREAMS

    data = fields_of(client.get(where).text) | STREAMS | changes
    return client.post(where, data, headers={"Accept": "application/json"})


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Guide de l’accès", "guide de l'acces", True),
        ("Guide du citoyen", "Guide du citoyens", True),
        ("Rapport annuel 2023", "Rapport annuel 2024", False),
        ("Loi n° 31-13", "Loi n° 31-14", False),
        ("الحق في الحصول على المعلومات", "الحقّ في الحصول على المعلومات", True),
        ("Guide du citoyen", "Guide du voisin", False),
    ],
)
def test_titles_that_say_the_same(one, two, same):
    assert say_the_same(fold(one), fold(two)) is same


def test_a_second_page_of_a_title_is_refused_once_and_nothing_typed_is_lost(admin, own):
    pages.add_item(own, TITLE)
    answer = create(admin, own, "Guide de l'acces à l'information", summary="Écrit à la main")
    assert answer.status_code == 200
    assert ItemPage.objects.count() == 1
    assert "There is a page of this title already" in answer.text
    assert f">{TITLE} (Agence)</a>" in answer.text
    assert 'name="is_another"' in answer.text
    assert "This is another one: create it" in answer.text
    assert "Écrit à la main" in answer.text
    assert create(admin, own, "Guide de l'acces à l'information", is_another="on").status_code == 302
    assert ItemPage.objects.count() == 2


def test_a_new_title_is_not_asked_about(admin, own):
    pages.add_item(own, TITLE)
    assert 'name="is_another"' not in admin.get(address(own)).text
    assert create(admin, own, "Tout autre chose").status_code == 302


def test_the_same_title_in_another_language_is_not_asked_about(admin, own):
    pages.add_item(pages.translate(own, "ar"), TITLE)
    assert create(admin, own).status_code == 302


def test_pages_of_the_same_type_elsewhere_and_drafts_by_their_newest_title_count(admin, own, other):
    draft = pages.add_item(other, "Ancien titre", live=False)
    draft.title = TITLE
    draft.save_revision()
    answer = create(admin, own)
    assert answer.status_code == 200
    assert "(Cour · draft)" in answer.text


def test_drafts_that_a_person_may_not_see_are_never_named(client, own, other):
    pages.add_item(other, TITLE, live=False)
    group = Group.objects.create(name="own editors")
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    for codename in ("add_page", "change_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=Page.objects.get(pk=own.pk), permission=permission)
    user = User.objects.create_user(email="own@portal.example", password="a long password")
    user.groups.add(group)
    client.force_login(user)
    assert create(client, own).status_code == 302


def test_what_is_saved_by_itself_is_never_refused_and_the_person_is_asked_when_they_save(admin, own):
    pages.add_item(own, TITLE)
    answer = saved_by_itself(admin, address(own), title=TITLE, slug="nouveau", kind="guide")
    assert answer.json()["success"] is True
    page = ItemPage.objects.get(pk=answer.json()["pk"])
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "There is a page of this title already" in send_form(admin, edit, summary="Encore").text
    assert saved_by_itself(admin, edit, summary="Encore").json()["success"] is True
    assert send_form(admin, edit, is_another="on").status_code == 302


def test_who_has_said_so_is_not_asked_again_and_the_history_tells(admin, own):
    pages.add_item(own, TITLE)
    create(admin, own, is_another="on")
    page = ItemPage.objects.get(slug="nouveau")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert send_form(admin, edit, summary="Plus tard").status_code == 302
    assert PageLogEntry.objects.filter(page=page.pk, action=ACTION).count() == 1
    assert "another one" in admin.get(reverse("wagtailadmin_pages:history", args=[page.pk])).text


def test_translations_and_published_pages_are_not_asked_about(admin, own):
    item = pages.add_item(own, "Source")
    pages.translate(own, "ar")
    copy = pages.translate(item, "ar", title=TITLE, live=False)
    pages.add_item(copy.get_parent().specific, TITLE)
    edit = reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert send_form(admin, edit, summary="x").status_code == 302
    published = pages.publish(pages.add_item(own, "Publié", live=False))
    pages.add_item(own, TITLE)
    edit = reverse("wagtailadmin_pages:edit", args=[published.pk])
    assert send_form(admin, edit, title=TITLE).status_code == 302


def test_two_pages_of_one_title_get_two_addresses_by_themselves(admin, own):
    first = pages.add_item(own, "Guide des marchés")
    sent = {"title": "Guide des marchés", "slug": "guide-des-marchés", "kind": "guide"}
    first.slug = "guide-des-marchés"
    first.save()
    made = saved_by_itself(admin, address(own), **sent).json()
    page = ItemPage.objects.get(pk=made["pk"])
    assert page.slug == "guide-des-marchés-2"
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert send_form(admin, edit, **sent, is_another="on").status_code == 302
    assert page.get_latest_revision_as_object().slug == "guide-des-marchés-2"


def test_a_taken_address_that_somebody_wrote_is_refused_as_ever(admin, own):
    first = pages.add_item(own, "Guide des marchés")
    answer = create(admin, own, "Autre titre", slug=first.slug)
    assert answer.status_code == 200
    assert "slug" in answer.context["form"].errors
