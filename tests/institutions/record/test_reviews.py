"""When a page is looked at again: the report, recording a review, and reminding its people."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from core.models import ContentPage
from core.outbox import HandlerFailed
from institutions.models import PageReview
from institutions.provisioning import institution_provision, institution_suspend
from institutions.record.reviews import next_due, page_review, remind, stage_of
from tests.factories import pages
from tests.institutions.record.conftest import published

pytestmark = pytest.mark.django_db
REPORT = "reviews-due"


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def due(page, days):
    return published(page, review_due_on=in_days(days))


def send(client, page, day):
    return client.post(reverse("page-review", args=[page.pk]), {"due_next": day.isoformat()}, follow=True)


def test_a_review_sets_the_next_date_and_publishes_nothing(at_work, editor, guide):
    page = due(guide, -3)
    revisions = page.revisions.count()
    text = send(at_work(editor), page, in_days(200)).text
    assert "The review of “Demander un acte” is recorded." in text
    row = ContentPage.objects.get(pk=page.pk)
    assert row.review_due_on == in_days(200)
    assert (row.live_revision_id, row.revisions.count()) == (page.live_revision_id, revisions)
    assert not row.has_unpublished_changes
    review = PageReview.objects.get(page=page.pk)
    assert (review.reviewed_on, review.by, review.due_before) == (timezone.localdate(), editor, in_days(-3))
    assert PageLogEntry.objects.filter(page=page.pk, action="institutions.review", user=editor).exists()


def test_the_history_says_when_it_is_due_again(at_work, editor, guide):
    page_review(page=guide, by=editor, due_next=date(2032, 1, 2))
    text = at_work(editor).get(reverse("wagtailadmin_pages:history", args=[guide.pk])).text
    assert "Reviewed and found still right; next review on 2 January 2032" in text


def test_moderators_review_too_and_strangers_are_told_why_not(at_work, moderator, stranger, guide):
    send(at_work(moderator), guide, in_days(40))
    assert PageReview.objects.count() == 1
    text = send(at_work(stranger), guide, in_days(50)).text
    assert "Only people who edit or moderate this page" in text
    assert PageReview.objects.count() == 1


def test_a_draft_of_another_institution_does_not_exist(at_work, stranger, face):
    draft = pages.add_item(face, "Brouillon", live=False)
    assert at_work(stranger).get(reverse("page-review", args=[draft.pk])).status_code == 404


def test_what_is_not_published_is_not_reviewed(at_work, editor, face):
    draft = pages.add_item(face, "Brouillon", live=False)
    text = at_work(editor).get(reverse("page-review", args=[draft.pk]), follow=True).text
    assert "Only content that is published is reviewed." in text


@pytest.mark.parametrize("days", [0, -1, 9999])
def test_the_next_date_is_later_and_within_reason(at_work, editor, guide, days):
    assert "Choose a day later than today" in send(at_work(editor), guide, in_days(days)).text
    assert not PageReview.objects.exists()


def test_the_service_refuses_what_the_form_does(editor, guide, face):
    with pytest.raises(ValueError, match="later than today"):
        page_review(page=guide, by=editor, due_next=timezone.localdate())
    with pytest.raises(ValueError, match="not published"):
        page_review(page=pages.add_item(face, "Brouillon", live=False), by=editor, due_next=in_days(9))


def test_the_form_proposes_the_same_interval(guide, editor):
    assert next_due(guide) == in_days(365)
    guide.review_due_on = in_days(100)
    assert next_due(guide) == in_days(100)


def test_an_old_draft_does_not_bring_the_old_date_back(guide, editor):
    page = due(guide, -3)
    page_review(page=page, by=editor, due_next=in_days(200))
    page_review(page=page, by=editor, due_next=in_days(300))
    assert page.get_latest_revision().as_object().review_due_on == in_days(-3)
    assert published(page, review_due_on=in_days(-3)).review_due_on == in_days(300)


def test_a_date_that_an_editor_wrote_stands(guide, editor):
    page = due(guide, -3)
    page_review(page=page, by=editor, due_next=in_days(200))
    assert due(page, 77).review_due_on == in_days(77)


def test_the_report_lists_own_pages_that_are_overdue_or_soon_due(at_work, editor, guide, face, other):
    due(guide, -100)
    due(pages.add_item(face, "Bientôt", live=False), 30)
    due(pages.add_item(face, "Plus tard", live=False), 31)
    foreign = (
        institution_provision(institution=other)
        and ContentPage.objects.filter(institution=other, kind="institution", locale__language_code="fr").get().specific
    )
    due(pages.add_item(published(foreign), "Autre", live=False), -5)
    text = at_work(editor).get(reverse(REPORT)).text
    assert "Demander un acte" in text
    assert "Overdue, and readers are told" in text
    assert "Bientôt" in text
    assert "Plus tard" not in text
    assert "Autre" not in text
    assert "Conseil" not in text, "not even among the filters"


def test_the_portals_people_see_all_and_filter(admin, guide, face, other):
    due(guide, -5)
    due(pages.add_item(face, "Bientôt", live=False), 12)
    text = admin.get(reverse(REPORT)).text
    assert "Demander un acte" in text
    assert "Bientôt" in text
    assert "Demander un acte" not in admin.get(reverse(REPORT), {"stage": "soon"}).text
    assert "Bientôt" not in admin.get(reverse(REPORT), {"stage": "due"}).text
    assert "Bientôt" not in admin.get(reverse(REPORT), {"institution": other.pk}).text
    assert "Bientôt" in admin.get(reverse(REPORT), {"content_type": guide.content_type_id}).text


def test_the_report_is_exported(at_work, editor, guide):
    due(guide, -5)
    answer = at_work(editor).get(reverse(REPORT), {"export": "csv"})
    lines = answer.getvalue().decode().splitlines()
    assert lines[0] == "Title,Institution,Type,Language,Next review due on,State"
    assert lines[1].startswith("Demander un acte,")
    assert in_days(-5).isoformat() in lines[1]
    assert "Overdue" in lines[1]


def test_the_report_costs_the_same_for_many(at_work, editor, guide, face, django_assert_max_num_queries):
    client = at_work(editor)
    due(guide, -5)
    client.get(reverse(REPORT))
    with django_assert_max_num_queries(40) as few:
        client.get(reverse(REPORT))
    for number in range(6):
        due(pages.add_item(face, f"Guide {number}", live=False), number)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse(REPORT))


def test_a_suspended_person_is_refused_in_a_sentence(at_work, editor, agency, guide):
    institution_suspend(institution=agency, by=None)
    answer = at_work(editor).get(reverse(REPORT))
    assert answer.status_code == 302


def test_people_are_reminded_once_at_each_stage(guide, editor, moderator, told):
    page = due(guide, 20)
    remind()
    remind()
    assert [(kind, people, facts["due_on"]) for kind, people, _page, facts in told] == [
        ("review_due", [editor.email], in_days(20))
    ]
    ContentPage.objects.filter(pk=page.pk).update(review_due_on=timezone.localdate())
    remind()
    ContentPage.objects.filter(pk=page.pk).update(review_due_on=in_days(-91))
    remind()
    remind()
    assert len(told) == 3
    assert len({facts["event"] for *_rest, facts in told}) == 3


def test_the_owner_is_reminded_while_they_may_work_on_it(guide, editor, moderator, stranger, told):
    page = due(guide, 0)
    ContentPage.objects.filter(pk=page.pk).update(owner=moderator)
    remind()
    assert set(told[0][1]) == {editor.email, moderator.email}
    ContentPage.objects.filter(pk=page.pk).update(owner=stranger, review_due_on=in_days(-1))
    remind()
    assert told[1][1] == [editor.email]


def test_nobody_is_reminded_of_what_is_far_off_not_published_or_of_a_suspended_institution(guide, agency, face, told):
    due(guide, 31)
    pages.add_item(face, "Brouillon", live=False, review_due_on=in_days(-1))
    remind()
    due(guide, -1)
    institution_suspend(institution=agency, by=None)
    remind()
    assert told == []


def test_a_reminder_that_fails_is_sent_the_next_day(guide, editor, monkeypatch, told):
    due(guide, 0)

    def fail(*args, **kwargs):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr("institutions.mailing.send_notice", fail)
        with pytest.raises(HandlerFailed):
            remind()
    remind()
    assert len(told) == 1


def test_stages():
    assert [stage_of(in_days(days)) for days in (1, 0, -90, -91)] == ["soon", "due", "due", "stale"]


def test_the_editor_offers_it(at_work, editor, guide):
    text = at_work(editor).get(reverse("wagtailadmin_pages:edit", args=[guide.pk])).text
    assert reverse("page-review", args=[guide.pk]) in text
