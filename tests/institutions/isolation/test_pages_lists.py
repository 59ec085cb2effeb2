"""What people of one institution read about the pages of another in reports, on the first page, in the API, in usage."""

# ruff: noqa: F811 - `world` is a fixture: tests name it as their argument

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from core.models import ContentLink, User
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401
from tests.institutions.isolation.pages_world import SECRET, browser, text, world  # noqa: F401
from tests.institutions.isolation.test_pages_reading import assert_closed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


@pytest.fixture
def locked(world):
    now = timezone.now()
    for side in (world.a, world.b):
        keys = [side.draft.pk]
        Page.objects.filter(pk__in=keys).update(locked=True, locked_by=side.moderator, locked_at=now)


@pytest.fixture
def submitted(world):
    """The draft of each side waits for its moderators."""
    for side in (world.a, world.b):
        page = side.draft
        page.get_workflow().start(page, side.editor)


def report(name):
    return reverse(f"wagtailadmin_reports:{name}")


@pytest.mark.parametrize("query", ["", "?export=csv"])
def test_the_report_of_locked_pages(world, locked, query):
    assert_closed(world, report("locked_pages") + query, owner="moderator")


def test_the_people_in_the_report_of_locked_pages(world, locked):
    assert_closed(world, report("locked_pages"), owner="moderator", seen="name")


def test_a_page_one_locked_before_it_became_anothers(world, locked):
    Page.objects.filter(pk=world.b.draft.pk).update(locked_by=world.a.moderator)
    for url in (report("locked_pages"), reverse("wagtailadmin_home")):
        assert f"{SECRET} draft of beth" not in text(world.a.moderator, url)
    assert f"{SECRET} draft of aleph" in text(world.a.moderator, report("locked_pages"))


@pytest.mark.parametrize("name", ["workflow", "workflow_tasks"])
@pytest.mark.parametrize("query", ["", "?export=csv"])
def test_the_reports_of_what_waits(world, submitted, name, query):
    assert_closed(world, report(name) + query)
    assert f"{SECRET} draft of aleph" in text(world.a.editor, report(name) + query)


@pytest.mark.parametrize("name", ["workflow", "workflow_tasks"])
def test_the_filters_of_the_reports_of_what_waits(world, submitted, name):
    own = text(world.b.editor, report(name))
    other = text(world.a.editor, report(name))
    assert (theirs := world.b.face.get_workflow().name) in own
    assert theirs not in other
    assert f"{SECRET}-beth-" not in other
    assert world.a.face.get_workflow().name in other


@pytest.mark.parametrize("query", ["", "?export=csv", "?label=beth"])
def test_the_history_of_the_site(world, query):
    assert_closed(world, report("site_history") + query)
    assert_closed(world, report("site_history"), seen="name")


def test_the_history_of_the_site_leaves_out_what_is_above(world):
    parent = world.a.face.get_parent().specific
    parent.title = f"{SECRET} above"
    parent.save_revision(user=world.portal, log_action=True)
    assert f"{SECRET} above" in text(world.portal, report("site_history"))
    assert f"{SECRET} above" not in text(world.a.editor, report("site_history"))


def test_the_report_of_page_types(world):
    url = report("page_types_usage")
    Page.objects.filter(pk=world.b.draft.pk).update(latest_revision_created_at=timezone.now())
    assert_closed(world, url)
    body = text(world.a.editor, url)
    assert f"{SECRET}" in body
    assert _count(browser(world.a.editor), url, "itempage") == 2
    assert _count(browser(world.portal), url, "itempage") >= 4
    for query in ("?page_locale=fr", "?page_locale=ar", "?export=csv"):
        assert f"{SECRET} draft of beth" not in text(world.a.editor, url + query)


def _count(client, url, model):
    return next(row.count for row in client.get(url).context["object_list"] if row.model == model)


def test_the_report_of_ageing_pages(world):
    for user in (world.a.editor, world.a.moderator):
        body = text(user, report("aging_pages"))
        assert "beth" not in body


def test_the_first_page_after_a_page_went_to_others(world, submitted):
    editor = world.a.editor
    world.b.draft.save_revision(user=editor, log_action=True)
    Page.objects.filter(pk=world.b.draft.pk).update(owner=editor, locked=True, locked_by=editor)
    body = text(editor, reverse("wagtailadmin_home"))
    assert f"{SECRET} draft of aleph" in body
    assert f"{SECRET} draft of beth" not in body
    assert f"{SECRET} draft of beth" in text(world.b.moderator, reverse("wagtailadmin_home"))


def test_the_first_page_counts_ones_own_pages(world):
    from wagtail.admin.site_summary import SiteSummaryPanel

    for user, number in ((world.a.editor, 6), (world.portal, Page.objects.filter(depth__gt=1).count())):
        request = type("Request", (), {"user": user})()
        panel = SiteSummaryPanel(request)
        item = next(item for item in panel.summary_items if "total_pages" in item.get_context_data({}))
        assert item.get_context_data({})["total_pages"] == number


API = "/admin/api/main/pages/"


@pytest.mark.parametrize(
    "query",
    ["?limit=20", "?child_of={face}", "?descendant_of={face}", "?child_of={face}&for_explorer=1", "?fields=*&limit=20"],
)
def test_the_list_of_the_api(world, query):
    assert_closed(world, API + query.format(face=world.b.face.pk))


def test_a_page_of_the_api(world):
    assert_closed(world, f"{API}{world.b.draft.pk}/")
    assert browser(world.a.editor).get(f"{API}{world.b.draft.pk}/").status_code == 404


def test_the_api_names_ancestors_by_their_public_title(world):
    Page.objects.filter(pk=world.a.face.get_parent().pk).update(draft_title=f"{SECRET} above")
    assert f"{SECRET} above" in text(world.portal, f"{API}{world.a.draft.pk}/")
    assert f"{SECRET} above" not in text(world.a.editor, f"{API}{world.a.draft.pk}/")


@pytest.fixture
def referrers(world):
    """B's draft, B's live page and a second draft of A's refer to A's live page."""
    sources = [world.b.draft, world.b.live, world.a.draft]
    for source in sources:
        ContentLink.objects.create(page=source, target=world.a.live)
        ReferenceIndex.create_or_update_for_object(source)
    return sources


def test_what_refers_to_a_page_is_named_when_it_is_ones_own_or_public(world, referrers):
    url = reverse("wagtailadmin_pages:usage", args=[world.a.live.pk])
    assert f"{SECRET} draft of beth" in text(world.portal, url)
    body = text(world.a.editor, url)
    assert f"{SECRET} draft of aleph" in body
    assert "Open guide of beth" in body
    assert f"{SECRET} draft of beth" not in body
    assert f"{SECRET} next title of beth" not in body
    assert "And 1 other that is not yours" in body


def test_reading_the_referrers_takes_as_many_queries_for_many(world, referrers, django_assert_max_num_queries):
    for number in range(12):
        source = pages.add_item(world.a.face, f"Referrer {number}")
        ContentLink.objects.create(page=source, target=world.a.live)
        ReferenceIndex.create_or_update_for_object(source)
    client = browser(world.a.editor)
    client.get(reverse("wagtailadmin_home"))
    with django_assert_max_num_queries(40):
        client.get(reverse("wagtailadmin_pages:usage", args=[world.a.live.pk]))


def test_steps_of_workflows_are_offered_to_those_who_put_workflows_together(world):
    step = world.b.face.get_workflow().tasks.first()
    for url in (
        reverse("wagtailadmin_workflows:task_chosen", args=[step.pk]),
        reverse("wagtailadmin_workflows:task_chooser"),
        reverse("wagtailadmin_workflows:task_chooser_results"),
    ):
        owner = User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("root@portal.example")
        begins = step.name.split("\u202f")[0]  # the rest is written otherwise in JSON
        assert begins in text(owner, url)
        assert begins not in text(world.a.editor, url)
