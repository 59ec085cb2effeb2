"""What people of one institution read about the pages of another in choosers, explorer, lists and single pages."""

# ruff: noqa: F811 - `world` is a fixture: tests name it as their argument

import json

import pytest
from django.urls import reverse
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from institutions.isolation import acting
from institutions.isolation.scope import own_pages
from institutions.models import ChampionPage
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401
from tests.institutions.isolation.pages_world import SECRET, browser, text, world  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

ROLES = ("editor", "moderator", "handler")


def hidden(body, side):
    """No word of what the side keeps to itself."""
    code = side.institution.code
    return not any(f"{SECRET}{rest}" in body for rest in (f" draft of {code}", f" next title of {code}", f"-{code}-"))


def assert_closed(world, url, data=None, *, owner="editor", seen="draft", **headers):
    """B's own person reads the secret at the address, the portal's too, and nobody of A does."""
    wanted = {"draft": f"{SECRET} draft of beth", "next": f"{SECRET} next title of beth", "name": f"{SECRET}-beth-"}
    assert wanted[seen] in text(world.b.people[owner], url, data, **headers)
    for role in ROLES:
        assert hidden(text(world.a.people[role], url, data, **headers), world.b), role


@pytest.mark.parametrize("seen", ["draft", "next"])
def test_the_window_for_choosing_shows_drafts_to_their_own_people_alone(world, seen):
    assert_closed(world, reverse("wagtailadmin_choose_page_child", args=[world.b.face.pk]), seen=seen)


def test_the_window_for_choosing_shows_public_pages_under_their_public_title(world):
    body = json.loads(text(world.a.editor, reverse("wagtailadmin_choose_page_child", args=[world.b.face.pk])))["html"]
    assert "Open guide of beth" in body
    assert "live + draft" not in body
    assert "live + draft" in text(world.a.editor, reverse("wagtailadmin_choose_page_child", args=[world.a.face.pk]))


def test_the_window_for_choosing_does_not_open_below_a_draft(world):
    url = reverse("wagtailadmin_choose_page_child", args=[world.b.draft.pk])
    assert browser(world.b.editor).get(url).status_code == 200
    assert browser(world.a.editor).get(url).status_code == 404


def test_the_window_for_choosing_starts_where_a_type_can_be_chosen(world):
    url = reverse("wagtailadmin_choose_page")
    body = text(world.a.editor, url, {"page_type": "institutions.itempage"})
    assert "Agence aleph" in body
    # nor where only others have one, which is a draft
    pages.add_page(ChampionPage, world.b.face, f"{SECRET} draft of beth, a champion", live=False)
    only = {"page_type": "institutions.championpage"}
    assert f"{SECRET} draft of beth, a champion" in text(world.b.editor, url, only)
    assert hidden(text(world.a.editor, url, only), world.b)


@pytest.mark.parametrize(("word", "seen"), [("draft", "draft"), ("guide", "next")])
def test_searching_in_the_window(world, word, seen):
    assert_closed(world, reverse("wagtailadmin_choose_page_search"), {"q": word}, seen=seen)


def test_searching_in_the_window_finds_public_pages(world):
    assert "Open guide of beth" in text(world.a.editor, reverse("wagtailadmin_choose_page_search"), {"q": "Open guide"})


def test_ticked_pages(world):
    url = reverse("wagtailadmin_choose_page_chosen_multiple")
    assert_closed(world, url, {"id": [world.b.draft.pk, world.b.live.pk]}, seen="next")
    answer = json.loads(text(world.a.editor, url, {"id": [world.b.draft.pk, world.b.live.pk]}))
    assert [row["adminTitle"] for row in answer["result"]] == ["Open guide of beth"]


@pytest.mark.parametrize("query", ["", "?utm=1"])
def test_a_pasted_address(world, query):
    url = reverse("wagtailadmin_choose_page_external_link")
    data = {"external-link-chooser-url": world.b.live.full_url + query, "external-link-chooser-link_text": "x"}
    french = {"accept-language": "fr"}  # the address of the page is a French one, and Wagtail looks in one language
    assert f"{SECRET} next" in text(world.b.editor, url, data, post=True, **french)
    answer = text(world.a.editor, url, data, post=True, **french)
    assert SECRET not in answer
    assert "Open guide of beth" in answer


def test_the_explorer_opens_no_page_of_others(world):
    assert_closed(world, reverse("wagtailadmin_explore", args=[world.b.face.pk]), seen="draft")
    assert_closed(world, reverse("wagtailadmin_explore", args=[world.b.live.pk]), seen="next")
    assert_closed(world, reverse("wagtailadmin_explore_results", args=[world.b.live.pk]), seen="next")


def test_the_explorer_leads_to_ones_own(world):
    parent = world.a.face.get_parent()
    body = text(world.a.editor, reverse("wagtailadmin_explore", args=[parent.pk]))
    assert "Agence aleph" in body
    assert "Agence beth" not in body


def test_the_explorer_shows_ancestors_under_their_public_title(world):
    parent = world.a.face.get_parent()
    Page.objects.filter(pk=parent.pk).update(draft_title=f"{SECRET} above")
    assert f"{SECRET} above" in text(world.portal, reverse("wagtailadmin_explore", args=[parent.pk]))
    for address in (
        reverse("wagtailadmin_explore", args=[parent.pk]),
        reverse("wagtailadmin_explore", args=[world.a.face.pk]),
        reverse("wagtailadmin_pages:edit", args=[world.a.draft.pk]),
    ):
        assert f"{SECRET} above" not in text(world.a.editor, address)


@pytest.mark.parametrize("address", ["search", "search_results"])
def test_searching_all_pages(world, address):
    url = reverse(f"wagtailadmin_pages:{address}")
    assert_closed(world, url, {"q": "beth"}, seen="draft")
    assert f"{SECRET} draft of aleph" in text(world.a.editor, url, {"q": "draft"})


@pytest.mark.parametrize("address", ["type_use", "type_use_results"])
def test_the_list_of_a_type_and_the_people_in_its_filters(world, address):
    url = reverse(f"wagtailadmin_pages:{address}", args=["institutions", "itempage"])
    assert_closed(world, url, seen="draft")
    assert_closed(world, reverse("wagtailadmin_pages:type_use", args=["institutions", "itempage"]), seen="name")


def test_the_people_in_the_filters_of_the_explorer(world):
    url = reverse("wagtailadmin_explore", args=[world.a.face.get_parent().pk])
    assert_closed(world, url, seen="name")
    assert f"{SECRET}-aleph-editor" in text(world.a.editor, url)


ONE_PAGE = {
    "edit": ("draft", ()),
    "usage": ("draft", ()),
    "view_draft": ("draft", ()),
    "delete": ("draft", ()),
    "move": ("draft", ()),
    "copy": ("draft", ()),
    "history": ("draft", ()),
    "workflow_history": ("draft", ()),
}


@pytest.mark.parametrize("name", ONE_PAGE)
def test_the_views_of_one_page(world, name):
    assert_closed(world, reverse(f"wagtailadmin_pages:{name}", args=[world.b.draft.pk]))


@pytest.mark.parametrize("name", ["revisions_view", "revisions_revert"])
def test_an_old_version(world, name):
    page = world.b.draft
    assert_closed(world, reverse(f"wagtailadmin_pages:{name}", args=[page.pk, page.latest_revision_id]))
    # nor by way of a page of one's own
    url = reverse(f"wagtailadmin_pages:{name}", args=[world.a.draft.pk, page.latest_revision_id])
    assert browser(world.a.editor).get(url).status_code == 404


def test_comparing_versions(world):
    url = reverse("wagtailadmin_pages:revisions_compare", args=[world.b.live.pk, "live", "latest"])
    assert_closed(world, url, seen="next")


def test_the_form_for_moving_does_not_name_the_destination(world):
    url = reverse("wagtailadmin_pages:move_confirm", args=[world.a.draft.pk, world.b.draft.pk])
    body = text(world.a.editor, url)
    assert SECRET + " draft of beth" not in body
    assert "you do not have permission" in body
    assert "Are you sure" in text(
        world.a.editor, reverse("wagtailadmin_pages:move_confirm", args=[world.a.draft.pk, world.a.face.pk])
    )


@pytest.mark.parametrize("page", ["draft", "live"])
def test_a_page_is_named_in_ones_own_form_under_its_public_title(world, page):
    """A page that was chosen while it was public, or by a sent number."""
    chosen = getattr(world.b, page)
    for user, title in ((world.b.editor, SECRET), (world.a.editor, "")):
        request = type("Request", (), {"user": user})()
        token = acting._request.set(request)
        try:
            shown = AdminPageChooser().get_value_data(chosen.pk)["display_title"]
        finally:
            acting._request.reset(token)
        assert (SECRET in shown) is bool(title)


def test_own_pages_are_all_there(world):
    body = text(world.a.editor, reverse("wagtailadmin_explore", args=[world.a.face.pk]))
    assert f"{SECRET} draft of aleph" in body
    assert f"{SECRET} next title of aleph" in body
    assert own_pages(world.a.editor).filter(pk=world.a.draft.pk).exists()


def test_who_serves_the_portal_sees_everything(world):
    for side in (world.a, world.b):
        assert f"{SECRET} draft of" in text(world.portal, reverse("wagtailadmin_explore", args=[side.face.pk]))
        assert f"{SECRET} draft of" in text(
            world.portal, reverse("wagtailadmin_choose_page_child", args=[side.face.pk])
        )
