"""Preview links in the admin: the list of a page's links, making one, revoking one."""

import re

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from institutions.models import PreviewLink
from institutions.preview_links.links import address_of, preview_link_create, preview_link_revoke
from tests.factories import pages
from tests.institutions.record.conftest import published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet(told):
    return told


@pytest.fixture
def draft(face):
    page = pages.add_item(face, "Projet de guide", live=False)
    page.save_revision()
    return page


def links_address(page):
    return reverse("page-preview-links", args=[page.pk])


def make(client, page, **fields):
    return client.post(links_address(page), {"note": "The working group", "days": 7} | fields)


def test_an_editor_makes_a_link_whose_address_is_shown_once(at_work, client, editor, draft, told):
    signed_in = at_work(editor)
    answer = make(signed_in, draft)
    secret = re.search(r"/preview/([\w-]{43})/", answer.text).group(1)
    assert "no-store" in answer.headers["Cache-Control"]
    text = signed_in.get(links_address(draft)).text
    assert secret not in text
    assert "The working group" in text
    assert "Never" in text
    client.logout()
    assert client.get(address_of(secret)).status_code == 200
    client.get(address_of(secret))
    text = at_work(editor).get(links_address(draft)).text
    assert "2 times" in text
    link = PreviewLink.objects.get()
    assert (link.created_by, (link.expires_at - link.created_at).days) == (editor, 7)


def test_a_moderator_makes_one_too_and_the_author_is_told(at_work, moderator, editor, draft, told):
    make(at_work(moderator), draft)
    assert PreviewLink.objects.count() == 1
    assert [(kind, people) for kind, people, *_rest in told] == [("preview_made", [editor.email])]


@pytest.mark.parametrize("days", [0, 31, "x", ""])
def test_days_are_checked(at_work, editor, draft, days):
    assert make(at_work(editor), draft, days=days).status_code == 200
    assert not PreviewLink.objects.exists()


def test_strangers_neither_see_nor_make_links(at_work, stranger, editor, draft, guide):
    link, _secret = preview_link_create(page=draft, by=editor, note="Hidden")
    signed_in = at_work(stranger)
    assert signed_in.get(links_address(draft)).status_code == 404
    assert make(signed_in, draft).status_code == 404
    revoke = reverse("page-preview-link-revoke", args=[draft.pk, link.pk])
    assert signed_in.post(revoke).status_code == 404
    answer = signed_in.get(links_address(guide), follow=True)
    assert "Only people who edit or moderate this page can share its draft." in answer.text
    assert PreviewLink.objects.open().count() == 1


def test_revoking_asks_first(at_work, client, editor, draft):
    link, secret = preview_link_create(page=draft, by=editor, note="The press")
    signed_in = at_work(editor)
    address = reverse("page-preview-link-revoke", args=[draft.pk, link.pk])
    assert "Do you want to revoke the link for “The press”?" in signed_in.get(address).text
    assert PreviewLink.objects.open().exists()
    assert "Its address opens nothing any more." in signed_in.post(address, follow=True).text
    client.logout()
    assert client.get(address_of(secret)).status_code == 404
    actions = list(PageLogEntry.objects.filter(page=draft.pk).values_list("action", flat=True))
    assert "institutions.preview_link.create" in actions
    assert "institutions.preview_link.revoke" in actions
    assert (
        "Preview link revoked: The press"
        in at_work(editor).get(reverse("wagtailadmin_pages:history", args=[draft.pk])).text
    )


def test_a_link_is_revoked_once_and_only_on_its_own_page(at_work, editor, draft, guide):
    link, _secret = preview_link_create(page=draft, by=editor)
    signed_in = at_work(editor)
    assert signed_in.post(reverse("page-preview-link-revoke", args=[guide.pk, link.pk])).status_code == 404
    preview_link_revoke(link=link, by=editor)
    preview_link_revoke(link=link, by=editor)
    assert PageLogEntry.objects.filter(action="institutions.preview_link.revoke").count() == 1
    assert "Revoked on" in signed_in.get(links_address(draft)).text


def test_a_page_without_a_version_is_refused_in_a_sentence(at_work, editor, face):
    page = pages.add_item(face, "Sans version", live=False)
    assert "no version that could be shared" in at_work(editor).get(links_address(page), follow=True).text


def test_the_editor_offers_it(at_work, editor, draft):
    assert links_address(draft) in at_work(editor).get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).text


def test_the_list_costs_the_same_for_many_links(at_work, editor, guide, django_assert_max_num_queries):
    page = published(guide)
    signed_in = at_work(editor)
    preview_link_create(page=page, by=editor)
    signed_in.get(links_address(page))
    with django_assert_max_num_queries(40) as few:
        signed_in.get(links_address(page))
    for _number in range(5):
        preview_link_create(page=page, by=editor)
    with django_assert_max_num_queries(len(few)):
        signed_in.get(links_address(page))
