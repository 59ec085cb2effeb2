"""When a page is looked at again: recording that it was, keeping the new date, reminding its people of it."""

import logging
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from core.cache import changed
from core.models import ContentPage, User
from core.models.content import ContentPageQuerySet
from core.outbox import HandlerFailed
from core.outbox.registry import describe
from institutions.models.unpublishing import PageReview, ReviewReminder
from institutions.record.standing import stale_before
from institutions.record.telling import REVIEW_DUE, tell

logger = logging.getLogger(__name__)

REVIEWED = "institutions.review"
SOON_DAYS = 30
YEAR = timedelta(days=365)

SOON, DUE, STALE = "soon", "due", "stale"


def due_pages() -> ContentPageQuerySet:
    """Published pages whose review is overdue or due within thirty days, the longest overdue first."""
    last = timezone.localdate() + timedelta(days=SOON_DAYS)
    return ContentPage.objects.live().filter(review_due_on__lte=last).order_by("review_due_on", "pk")


def next_due(page: ContentPage) -> date:
    """The date proposed for the next review: as long from now as the last one was from the one before, else a year."""
    last = PageReview.objects.filter(page=page).values_list("reviewed_on", flat=True).first()
    since = last or (page.last_published_at and timezone.localdate(page.last_published_at))
    interval = page.review_due_on - since if since and page.review_due_on else YEAR
    return timezone.localdate() + max(interval, timedelta(days=SOON_DAYS + 1))


@transaction.atomic
def page_review(*, page: ContentPage, by: User, due_next: date) -> PageReview:
    """Records that the published page was found still right, and when it is looked at next. Nothing is published.

    Raises ValueError for a page that is not published and for a date that is not later than today.
    """
    today = timezone.localdate()
    row = ContentPage.objects.select_for_update().get(pk=page.pk)
    if not row.live:
        raise ValueError(f"Page {page.pk} is not published, so there is nothing to review.")
    if due_next <= today:
        raise ValueError(f"The next review must be later than today, not on {due_next}.")
    review = PageReview.objects.create(
        page=row, reviewed_on=today, by=by, due_before=row.review_due_on, due_next=due_next
    )
    ContentPage.objects.filter(pk=row.pk).update(review_due_on=due_next)
    page.review_due_on = due_next
    log(instance=row.specific, action=REVIEWED, user=by, data={"due_on": due_next.isoformat()})
    changed()
    return review


def keep_review_date(instance: Any, **_kwargs: Any) -> None:
    """A draft made before a review still holds the date of then: publishing it does not bring that date back.

    A date that an editor wrote into the draft is neither, and stands.
    """
    if not isinstance(instance, ContentPage):
        return
    reviews = PageReview.objects.filter(page=instance.pk)
    if not reviews.filter(due_before=instance.review_due_on).exists() and instance.review_due_on is not None:
        return
    newest = reviews.values_list("due_next", flat=True).first()
    if newest is not None and newest != instance.review_due_on:
        ContentPage.objects.filter(pk=instance.pk).update(review_due_on=newest)
        instance.review_due_on = newest


def remind() -> None:
    """The daily job: tells the people of each page once when its review comes near, once on the day, once when it is stale.

    Raises HandlerFailed when some could not be told; the others were, and those are tried again the next day.
    """
    failed = 0
    for page, stage in _unreminded():
        try:
            with transaction.atomic():
                _remind(page, stage)
        except Exception as error:
            logger.error("The people of page %d could not be reminded of its review: %s", page.pk, describe(error))
            failed += 1
    if failed:
        raise HandlerFailed(f"{failed} reminders of reviews could not be sent; the log says why.")


def _remind(page: ContentPage, stage: str) -> None:
    assert page.review_due_on is not None
    ReviewReminder.objects.create(page=page, due_on=page.review_due_on, stage=stage)
    tell(REVIEW_DUE, page.specific, due_on=page.review_due_on, event=f"review {page.pk} {page.review_due_on} {stage}")


def _unreminded() -> Iterator[tuple[ContentPage, str]]:
    """Pages with the stage they are at, unless their people know; what an institution under suspension has, is left."""
    pages = list(due_pages().filter(Q(institution=None) | Q(institution__suspended_on=None)))
    told = ReviewReminder.objects.filter(page__in=[page.pk for page in pages])
    known = set(told.values_list("page_id", "due_on", "stage"))
    for page in pages:
        stage = stage_of(page.review_due_on)
        if (page.pk, page.review_due_on, stage) not in known:
            yield page, stage


def stage_of(due_on: date | None) -> str:
    """How near the review is: soon, due, or overdue by more than the period of grace."""
    if due_on is None or due_on > timezone.localdate():
        return SOON
    return STALE if due_on < stale_before() else DUE
