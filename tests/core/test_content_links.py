"""Items that belong together name each other, each in the reader's language; no draft is ever named."""

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail_localize.models import TranslationSource

from core.models import ContentLink, ContentPage
from institutions.models import ItemPage, ProgrammePage
from tests.factories import pages
from tests.factories.admin import send_form
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(portal):  # noqa: F811
    page = pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))
    for language in ("ar", "en"):
        pages.translate(page, language)
    return page


@pytest.fixture
def shown(client):
    def titles(page):
        answer = client.get(ContentPage.objects.get(pk=page.pk).get_url())
        assert answer.status_code == 200
        main = BeautifulSoup(answer.content, "html.parser").select_one("main")
        heads = [head for head in main.select("h2") if head.find_next_sibling("div", class_="box")]
        return [link.text.strip() for head in heads for link in head.parent.select(".entry-title a")]

    return titles


def link(page, target):
    ContentLink.objects.create(page=page, target=target)


def test_both_pages_show_the_other_one(agency, shown):
    guide, summary = pages.add_item(agency, "Guide"), pages.add_item(agency, "Facile", kind="easy_read")
    link(guide, summary)
    assert shown(guide) == ["Facile"]
    assert shown(summary) == ["Guide"]


def test_each_is_shown_once_however_often_it_is_named(agency, shown):
    guide, other = pages.add_item(agency, "Guide"), pages.add_item(agency, "Autre")
    link(guide, other)
    link(other, guide)
    english = pages.translate(guide, "en", title="English guide")
    assert ContentLink.objects.filter(page=english).count() == 1
    assert shown(guide) == ["Autre"]
    assert shown(other) == ["Guide"]
    assert shown(english) == ["Autre"]


def test_readers_see_it_in_their_language_if_there_is_one(agency, shown):
    guide, other = pages.add_item(agency, "Guide"), pages.add_item(agency, "Autre")
    link(guide, other)
    arabic, english = pages.translate(guide, "ar", title="دليل"), pages.translate(guide, "en", title="English guide")
    pages.translate(other, "ar", title="آخر")
    pages.translate(other, "en", title="Draft of other", live=False)
    assert shown(arabic) == ["آخر"]
    assert shown(english) == ["Autre"]
    assert shown(ContentPage.objects.get(title="آخر")) == ["دليل"]


def test_drafts_and_restricted_pages_are_never_named(agency, shown):
    guide, draft = pages.add_item(agency, "Guide"), pages.add_item(agency, "Brouillon", live=False)
    secret = pages.add_item(agency, "Secret")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    for target in (draft, secret):
        link(guide, target)
    other = pages.add_item(agency, "Autre")
    link(draft, other)
    link(secret, other)
    assert shown(guide) == []
    assert shown(other) == []


def test_a_link_of_a_draft_shows_only_once_it_is_published(agency, shown):
    guide, other = pages.publish(pages.add_item(agency, "Guide")), pages.add_item(agency, "Autre")
    guide.links = [ContentLink(target=other)]
    revision = guide.save_revision()
    assert shown(guide) == shown(other) == []
    revision.publish()
    assert shown(guide) == ["Autre"]
    assert shown(other) == ["Guide"]


def test_the_order_is_the_editors(agency, shown):
    guide = pages.add_item(agency, "Guide")
    others = [pages.add_item(agency, title) for title in ("C", "A", "B")]
    for number, other in enumerate(others):
        ContentLink.objects.create(page=guide, target=other, sort_order=number)
    assert shown(guide) == ["C", "A", "B"]


def test_translations_of_other_types_too(agency, shown):
    guide, programme = pages.add_item(agency, "Guide"), pages.add_page(ProgrammePage, agency, "Programme", action="x")
    link(programme, guide)
    assert shown(guide) == ["Programme"]


def test_an_item_cannot_be_linked_twice_or_to_itself(agency):
    guide, other = pages.add_item(agency, "Guide"), pages.add_item(agency, "Autre")
    link(guide, other)
    for page, target in ((guide, other), (guide, guide)):
        with pytest.raises(IntegrityError), transaction.atomic():
            link(page, target)


def rows(*targets):
    data = {"links-TOTAL_FORMS": str(len(targets))}
    for number, target in enumerate(targets):
        values = {"id": "", "target": str(target), "ORDER": str(number + 1), "DELETE": ""}
        data |= {f"links-{number}-{name}": value for name, value in values.items()}
    return data


def test_the_form_refuses_the_same_item_twice_and_keeps_what_was_typed(admin, agency):
    guide, other = pages.add_item(agency, "Guide"), pages.add_item(agency, "Autre")
    edit = reverse("wagtailadmin_pages:edit", args=[guide.pk])
    answer = send_form(admin, edit, title="Guide changé", **rows(other.pk, other.pk))
    assert answer.status_code == 200
    assert answer.context["form"]["title"].value() == "Guide changé"
    answer = send_form(admin, edit, **rows(other.pk))
    assert answer.status_code == 302
    assert [one.target_id for one in ItemPage.objects.get(pk=guide.pk).get_latest_revision_as_object().links.all()] == [
        other.pk
    ]


def test_the_form_refuses_a_link_to_the_item_itself(admin, agency):
    guide = pages.add_item(agency, "Guide")
    edit = reverse("wagtailadmin_pages:edit", args=[guide.pk])
    answer = send_form(admin, edit, **rows(guide.pk), **{"action-submit": "1"})
    assert answer.status_code == 200
    assert any(answer.context["form"].formsets["links"].errors)


def test_translations_by_segments_carry_the_links(agency):
    guide, other = pages.publish(pages.add_item(agency, "Guide")), pages.add_item(agency, "Autre")
    segments, _created = TranslationSource.update_or_create_from_instance(guide)
    english = agency.get_translations().get(locale__language_code="en").locale
    copy, _created = segments.create_or_update_translation(english, publish=True, fallback=True)
    assert copy.links.count() == 0
    guide = ItemPage.objects.get(pk=guide.pk)
    guide.links = [ContentLink(target=other)]
    guide.save_revision().publish()
    segments, _created = TranslationSource.update_or_create_from_instance(ItemPage.objects.get(pk=guide.pk))
    segments.create_or_update_translation(english, publish=True, fallback=True)
    assert [one.target_id for one in ItemPage.objects.get(pk=copy.pk).links.all()] == [other.pk]


def test_the_number_of_queries_does_not_grow_with_the_links(agency, client, django_assert_max_num_queries):
    guide = pages.add_item(agency, "Guide")
    for number in range(20):
        link(guide, pages.add_item(agency, f"Autre {number}"))
    client.get(guide.get_url())
    with django_assert_max_num_queries(30):
        assert client.get(guide.get_url()).status_code == 200
