"""What people of one institution try to change of the pages of another: nothing happens, and a sentence says why."""

# ruff: noqa: F811 - `world` is a fixture: tests name it as their argument

import pytest
from django.urls import reverse
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Comment, Page, PageLogEntry, PageSubscription, Revision, TaskState, WorkflowState
from wagtail.test.utils.form_data import querydict_from_html

from institutions.isolation.pages_gate import GatedPageViewSet, gated
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401
from tests.institutions.isolation.pages_world import SECRET, browser, text, world  # noqa: F401
from tests.security.forms import STREAMS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

DENIED = "Sorry, you do not have permission to access this area"


def state():
    """Everything about pages in the database."""
    models = (Page, Revision, PageLogEntry, TaskState, WorkflowState, Comment, PageSubscription)
    fields = {Revision: ("pk", "object_id", "user_id"), PageLogEntry: ("pk", "page_id", "action")}
    return {model.__name__: sorted(model.objects.values_list(*fields.get(model, ())), key=str) for model in models}


def filled(user, url, **changes):
    """What the browser of this person would send from the editor."""
    data = querydict_from_html(text(user, url), form_id="page-edit-form")
    data.update({**STREAMS, **changes})  # the script of the page adds the counts of blocks
    return data


def assert_refused(world, url, data=None, *, role="editor", sentence=True):
    before = state()
    body = text(world.a.people[role], url, data, post=True)
    assert state() == before
    assert f"{SECRET} draft of beth" not in body
    assert f"{SECRET} next title of beth" not in body
    if sentence:
        assert DENIED in body


ON_A_PAGE = (
    "edit",
    "preview_on_edit",
    "delete",
    "unpublish",
    "move",
    "set_page_position",
    "copy",
    "set_privacy",
    "lock",
    "unlock",
    "confirm_workflow_cancellation",
)


@pytest.mark.parametrize("name", ON_A_PAGE)
@pytest.mark.parametrize("page", ["draft", "live"])
@pytest.mark.parametrize("role", ["editor", "moderator", "handler"])
def test_nothing_is_done_to_a_page_of_others(world, name, page, role):
    key = getattr(world.b, f"{page}_key")
    assert_refused(world, reverse(f"wagtailadmin_pages:{name}", args=[key]), {"title": "Taken over"}, role=role)


def test_the_same_is_done_by_its_own_people(world):
    edit = reverse("wagtailadmin_pages:edit", args=[world.b.draft_key])
    text(world.b.editor, edit, filled(world.b.editor, edit, title="Changed by its own people"), post=True)
    assert Page.objects.get(pk=world.b.draft_key).draft_title == "Changed by its own people"
    assert DENIED not in text(
        world.b.moderator, reverse("wagtailadmin_pages:lock", args=[world.b.draft_key]), post=True
    )
    assert world.b.draft.locked


def test_a_page_one_locked_before_it_became_anothers_stays_locked(world):
    Page.objects.filter(pk=world.b.draft_key).update(locked=True, locked_by=world.a.moderator)
    assert_refused(world, reverse("wagtailadmin_pages:unlock", args=[world.b.draft_key]), role="moderator")


@pytest.mark.parametrize("name", ["add", "preview_on_add"])
def test_nothing_is_made_below_a_page_of_others(world, name):
    url = reverse(f"wagtailadmin_pages:{name}", args=["institutions", "itempage", world.b.face.pk])
    assert_refused(world, url, {"title": "Planted", "slug": "planted"})
    assert_refused(world, reverse("wagtailadmin_pages:add_subpage", args=[world.b.face.pk]))


def test_a_parent_of_others_cannot_be_chosen(world):
    url = reverse("wagtailadmin_pages:choose_parent", args=["institutions", "itempage"])
    assert_refused(world, url, {"parent_page": world.b.draft_key}, sentence=False)
    assert "Planted" not in text(world.a.editor, url, {"parent_page": world.b.face.pk}, post=True)
    assert browser(world.b.editor).post(url, {"parent_page": world.b.face.pk}).status_code == 302


def test_nothing_is_moved_to_others(world):
    page, target = world.a.draft_key, world.b.face.pk
    assert_refused(world, reverse("wagtailadmin_pages:move_confirm", args=[page, target]))
    assert_refused(world, reverse("wagtailadmin_pages:move_confirm", args=[page, world.b.draft_key]))
    url = reverse("wagtailadmin_pages:move", args=[page])
    assert_refused(world, url, {"new_parent_page": target}, sentence=False)
    assert browser(world.a.editor).post(url, {"new_parent_page": target}).status_code == 200
    assert browser(world.a.editor).post(url, {"new_parent_page": world.a.face.pk}).status_code == 302


@pytest.mark.parametrize("wrong", ["", "0", "x", "draft", "face"])
def test_nothing_is_copied_to_others(world, wrong):
    keys = {"draft": world.b.draft_key, "face": world.b.face.pk}
    url = reverse("wagtailadmin_pages:copy", args=[world.a.draft_key])
    data = {
        "new_title": "Copy",
        "new_slug": f"{SECRET}-draft-of-beth".lower(),
        "new_parent_page": keys.get(wrong, wrong),
    }
    assert_refused(world, url, data, sentence=False)


def test_one_copies_ones_own(world):
    url = reverse("wagtailadmin_pages:copy", args=[world.a.draft_key])
    data = {"new_title": "A copy", "new_slug": "a-copy", "new_parent_page": world.a.face.pk}
    body = text(world.a.editor, url, data, post=True)
    assert Page.objects.filter(draft_title="A copy").exists(), body


ACTIONS = (
    ("copy", {"destination_page_id": "{b}", "keep_live": False, "recursive": False}),
    ("move", {"destination_page_id": "{b}"}),
    ("move", {"destination_page_id": "{b_draft}", "position": "left"}),
    ("create_alias", {"destination_page_id": "{b}"}),
)


@pytest.mark.parametrize(("action", "data"), ACTIONS)
def test_the_api_takes_no_page_of_others_as_the_destination(world, action, data):
    keys = {"b": world.b.face.pk, "b_draft": world.b.draft_key}
    data = {name: value.format(**keys) if isinstance(value, str) else value for name, value in data.items()}
    before = state()
    url = f"/admin/api/main/pages/{world.a.draft_key}/action/{action}/"
    response = browser(world.a.editor).post(url, data, content_type="application/json")
    assert response.status_code in (400, 403, 404)
    assert SECRET not in response.content.decode()
    assert state() == before


@pytest.mark.parametrize(
    "action",
    ["convert_alias", "copy", "delete", "publish", "unpublish", "move", "copy_for_translation", "create_alias"],
)
def test_the_api_does_nothing_to_a_page_of_others(world, action):
    before = state()
    data = {"locale": "ar", "destination_page_id": world.a.face.pk}
    for key in (world.b.draft_key, world.b.live_key):
        url = f"/admin/api/main/pages/{key}/action/{action}/"
        assert browser(world.a.editor).post(url, data, content_type="application/json").status_code == 404
    assert state() == before


def bulk(action, *keys, **more):
    query = "&".join([*(f"id={key}" for key in keys), *(f"{name}={value}" for name, value in more.items())])
    return f"/admin/bulk/wagtailcore/page/{action}/?{query}"


@pytest.mark.parametrize("action", ["delete", "move", "publish"])
def test_many_at_once_leaves_the_pages_of_others_out(world, action):
    keys = (world.a.draft_key, world.b.draft_key, world.b.live_key)
    body = text(world.a.editor, bulk(action, *keys))
    assert f"{SECRET} draft of aleph" in body
    assert f"{SECRET} draft of beth" not in body
    assert f"{SECRET} next title of beth" not in body
    assert "2 of the chosen pages are not yours" in body
    # the portal's own people are still told by name what they may not do
    assert f"{SECRET} draft of beth" in text(world.portal, bulk(action, *keys))


@pytest.mark.parametrize("action", ["delete", "move", "publish"])
def test_many_at_once_of_others_is_refused(world, action):
    assert_refused(world, bulk(action, world.b.draft_key, world.b.live_key))
    assert_refused(world, bulk(action, "all", childOf=world.b.face.pk))
    assert browser(world.a.editor).get(bulk(action, "all", childOf="x")).status_code == 404


def test_many_at_once_are_not_moved_to_others(world):
    assert_refused(world, bulk("move", world.a.draft_key), {"chooser": world.b.face.pk}, sentence=False)


def test_one_deletes_ones_own_drafts_at_once(world):
    text(world.a.editor, bulk("delete", world.a.draft_key, world.b.draft_key), post=True)
    assert not Page.objects.filter(pk=world.a.draft_key).exists()
    assert Page.objects.filter(pk=world.b.draft_key).exists()


@pytest.fixture
def waiting(world):
    """The draft of each side waits for its moderators; each side's task by code."""
    found = {}
    for side in (world.a, world.b):
        page = side.draft
        found[side.institution.code] = page.get_workflow().start(page, side.editor).current_task_state
    return found


@pytest.mark.parametrize("name", ["workflow_action", "collect_workflow_action_data"])
def test_what_waits_at_others_is_neither_shown_nor_decided(world, waiting, name):
    state_of_b = waiting["beth"]
    url = reverse(f"wagtailadmin_pages:{name}", args=[world.b.draft_key, "approve", state_of_b.pk])
    assert_refused(world, url, role="moderator")
    preview = reverse("wagtailadmin_pages:workflow_preview", args=[world.b.draft_key, state_of_b.task_id])
    assert f"{SECRET} draft of beth" not in text(world.a.moderator, preview)
    assert f"{SECRET} draft of beth" in text(world.b.moderator, preview)


def test_a_page_of_ones_own_is_no_way_to_the_task_of_another_page(world, waiting):
    """Who wrote a page would approve it by naming another page in the address."""
    written = pages.add_item(world.a.face, "Written by the moderator", live=False)
    written.save_revision(user=world.a.moderator)
    task_state = written.get_workflow().start(written, world.a.moderator).current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[world.a.draft_key, "approve", task_state.pk])
    before = state()
    assert browser(world.a.moderator).post(url).status_code == 404
    assert state() == before


def test_every_view_of_every_page_type_is_behind_the_gate():
    viewsets = {*page_viewset_registry.values_by_class.values(), *page_viewset_registry.values_by_parent_model.values()}
    assert viewsets
    for viewset in viewsets:
        assert isinstance(viewset, GatedPageViewSet)
    assert gated.__name__ in GatedPageViewSet.get_view_by_name.__code__.co_names
