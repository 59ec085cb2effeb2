"""What readers are told at the beginning and the end of a content page."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation
from wagtail.models import TaskState, WorkflowState

from core.i18n.formats import format_date
from institutions.models import PageReview
from institutions.provisioning import institution_suspend
from institutions.record.standing import read_standing
from tests.factories import pages
from tests.institutions.record.conftest import published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def english_guide(guide):
    return published(pages.translate(guide, "en", live=False, title="Ask for a certificate"))


def test_the_record_says_who_published_and_when_it_was_approved(client, english_guide):
    published(english_guide, review_due_on=date(2031, 5, 4))
    text = client.get(english_guide.url).text
    assert "Publication record" in text
    assert "Approved for publication on" in text
    assert format_date(timezone.localdate(), "en") in text
    assert '<time datetime="2031-05-04">4 May 2031</time>' in text
    assert "2 versions" in text
    assert text.index("Publication record") > text.index("</h1>")


def test_no_person_is_named(client, english_guide, editor):
    editor.first_name, editor.last_name = "Amina", "Secret"
    editor.save()
    english_guide.owner = editor
    english_guide.save()
    PageReview.objects.create(
        page=english_guide, reviewed_on=timezone.localdate(), by=editor, due_next=timezone.localdate() + timedelta(9)
    )
    text = client.get(english_guide.url).text
    assert "Last reviewed on" in text
    assert "Secret" not in text
    assert editor.email not in text


def test_a_page_of_the_portal_itself_names_the_portal(client, portal):
    page = published(pages.add_standard(portal, "About", "en", live=False))
    text = client.get(page.url).text
    assert "Publication record" in text
    assert "Published by" in text


def test_pages_that_are_no_content_have_no_record(client, portal):
    assert "Publication record" not in client.get(portal.institutions["en"].url).text
    assert "Publication record" not in client.get(portal.homes["en"].url).text


def test_the_approval_is_the_last_step_of_a_workflow_that_ended(guide):
    step = TaskState.objects.get(revision=guide.live_revision_id)
    earlier = timezone.now() - timedelta(days=5)
    TaskState.objects.filter(pk=step.pk).update(finished_at=earlier)
    assert read_standing(guide).approved_at == earlier
    WorkflowState.objects.filter(pk=step.workflow_state_id).update(status=WorkflowState.STATUS_NEEDS_CHANGES)
    assert read_standing(guide).approved_at is None
    assert read_standing(guide).versions == 0


def test_it_costs_one_query_whatever_there_is(guide, django_assert_num_queries):
    for number in range(3):
        published(guide, summary=f"{number}")
    read_standing(guide)
    with django_assert_num_queries(1):
        assert read_standing(guide).versions == 4


def test_a_page_shows_the_same_one_query_more(client, english_guide, django_assert_max_num_queries, monkeypatch):
    client.get(english_guide.url)
    with django_assert_max_num_queries(30):
        client.get(english_guide.url)
    read = []
    monkeypatch.setattr("institutions.record.standing.read_standing", lambda page: read.append(page.pk))
    client.get(english_guide.url)
    assert read == [english_guide.pk]


def test_pages_of_a_suspended_institution_say_so_and_stay(client, english_guide, agency):
    institution_suspend(institution=agency, by=None)
    text = client.get(english_guide.url).text
    assert "This institution has published nothing new here since" in text
    assert text.index("nothing new here") < text.index("<h1>")


def test_suspending_empties_the_page_cache(agency, monkeypatch, django_capture_on_commit_callbacks):
    calls = []
    monkeypatch.setattr("core.cache.registry._forget", lambda: calls.append(1))
    with django_capture_on_commit_callbacks(execute=True):
        institution_suspend(institution=agency, by=None)
    assert calls


@pytest.mark.parametrize(("days", "is_told"), [(90, False), (91, True)])
def test_a_review_that_is_overdue_shows_after_the_period_of_grace(client, english_guide, days, is_told):
    due = timezone.localdate() - timedelta(days=days)
    published(english_guide, review_due_on=due)
    assert (f"was due for review on {format_date(due, 'en')}" in client.get(english_guide.url).text) is is_told


def test_the_period_of_grace_is_a_setting(client, english_guide, settings):
    settings.REVIEW_GRACE_DAYS = 1
    published(english_guide, review_due_on=timezone.localdate() - timedelta(days=2))
    assert "has not been reviewed since" in client.get(english_guide.url).text


def test_an_arabic_page_has_its_record_in_arabic_order(client, guide):
    page = published(pages.translate(guide, "ar", live=False, title="طلب وثيقة"))
    text = client.get(page.url).text
    assert 'class="record"' in text
    assert "وكالة" in text
