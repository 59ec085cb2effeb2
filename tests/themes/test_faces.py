"""An entity has one page a language: a second one, by hand, by copy or by translation, is refused in words."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Locale

from institutions.models import InstitutionPage, ItemPage
from tests.factories import pages
from tests.factories.admin import send_form
from tests.factories.portal import portal  # noqa: F401
from themes.models import SectorPage, ThemePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def ethics(portal):  # noqa: F811
    """A theme with its page in French."""
    topic = pages.make_topic("ethics", fr="Éthique", en="Ethics")
    pages.add_theme(portal, topic)
    return topic


def create(client, model, parent, entity):
    url = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])
    return send_form(client, url, title="Second", slug="second", entity=str(entity.pk))


def assert_refused(answer):
    assert answer.status_code == 200
    assert "is already the page of this entry" in str(answer.context["form"].errors["entity"])


def test_second_page_of_a_theme(admin, portal, ethics):  # noqa: F811
    assert_refused(create(admin, ThemePage, portal.themes["fr"], ethics))
    assert create(admin, ThemePage, portal.themes["en"], ethics).status_code == 302


def test_second_page_of_a_sector(admin, portal):  # noqa: F811
    sector = pages.make_topic("health", "sector", fr="Santé")
    pages.add_sector(portal, sector)
    assert_refused(create(admin, SectorPage, portal.sectors["fr"], sector))


def test_second_page_of_an_institution(admin, portal):  # noqa: F811
    institution = pages.make_institution("agency", fr="Agence")
    pages.add_institution(portal, institution)
    assert_refused(create(admin, InstitutionPage, portal.institutions["fr"], institution))


@pytest.mark.parametrize("action", [{}, {"action-submit": "1"}])
def test_page_changed_to_a_theme_that_has_one(admin, portal, ethics, action):  # noqa: F811
    other = pages.add_theme(portal, pages.make_topic("gifts", fr="Cadeaux"))
    url = reverse("wagtailadmin_pages:edit", args=[other.pk])
    assert_refused(send_form(admin, url, entity=str(ethics.pk), **action))
    assert send_form(admin, url, **action).status_code == 302


@pytest.mark.parametrize("alias", [{}, {"alias": "on"}])
def test_copy_with_the_pages_of_themes_below(admin, portal, ethics, alias):  # noqa: F811
    page = portal.themes["fr"]
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": str(portal.homes["fr"].pk)} | alias
    answer = admin.post(url, form | {"copy_subpages": "on"})
    assert answer.url == url
    assert any("Copy the page without its subpages" in str(message) for message in get_messages(answer.wsgi_request))
    assert ThemePage.objects.count() == 1
    assert admin.post(url, form).status_code == 302
    assert portal.homes["fr"].get_children().filter(slug="copy").exists()


def translate(client, page, *languages, **fields):
    locales = [str(locale.pk) for locale in Locale.objects.filter(language_code__in=languages)]
    return client.post(
        reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": locales} | fields
    )


def assert_not_translated(answer, title):
    assert answer.status_code == 200
    errors = answer.context["form"].errors["locales"]
    assert f"“{title}” (English) is already the page of the same theme" in errors.as_text()


def test_translation_beside_a_page_made_by_hand(admin, portal, ethics):  # noqa: F811
    pages.add_theme(portal, ethics, "en", title="By hand")
    page = ThemePage.objects.get(face_language="fr")
    assert_not_translated(translate(admin, page, "en", "ar"), "By hand")
    assert ThemePage.objects.count() == 2
    assert translate(admin, page, "ar").status_code == 302
    assert ThemePage.objects.filter(face_language="ar").exists()


def test_translation_of_a_draft_that_names_another_theme(admin, portal, ethics):  # noqa: F811
    other = pages.make_topic("gifts", fr="Cadeaux")
    pages.add_theme(portal, ethics, "en", title="By hand")
    draft = pages.add_theme(portal, other, live=False)
    ThemePage.objects.get(face_language="fr", entity=ethics).delete()
    draft.entity = ethics
    draft.save_revision()
    assert_not_translated(translate(admin, draft, "en"), "By hand")


def test_translation_below_a_page_made_by_hand(admin, portal):  # noqa: F811
    institution = pages.make_institution("agency", fr="Agence", en="Agency")
    item = pages.add_item(pages.add_institution(portal, institution))
    pages.add_institution(portal, institution, "en", title="Made by hand")
    assert_not_translated(translate(admin, item, "en"), "Made by hand")
    assert ItemPage.objects.count() == 1


def test_translation_with_what_is_below(admin, portal, ethics):  # noqa: F811
    below = pages.make_topic("gifts", fr="Cadeaux", parent=ethics)
    page = ThemePage.objects.get()
    pages.add_theme(portal, below, parent=page)
    pages.add_theme(portal, below, "en", title="By hand")
    assert_not_translated(translate(admin, page, "en", include_subtree="on"), "By hand")
    assert translate(admin, page, "en").status_code == 302


def test_form_opens_with_the_language_that_was_asked_for(admin, portal, ethics):  # noqa: F811
    page = ThemePage.objects.get()
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    form = admin.get(f"{url}?select_locale=en").context["form"]
    assert [locale.language_code for locale in form.initial["locales"]] == ["en"]
