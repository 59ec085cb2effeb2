"""What readers are told of a content page besides its content, read in one query whatever the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, TaskState, WorkflowState

from core.models import ContentPage
from institutions.models.unpublishing import PageReview
from institutions.record.enums import UnpublishReason


@dataclass(frozen=True)
class Standing:
    """Dates of one page. Nothing in it names a person."""

    approved_at: datetime | None
    versions: int
    reviewed_on: date | None
    due_on: date | None
    suspended_on: date | None
    withdrawn_on: date | None
    withdrawn_text: str
    withdrawn_language: str
    is_restricted: bool

    @property
    def is_stale(self) -> bool:
        """Whether the review is overdue by more than the period of grace."""
        return self.due_on is not None and self.due_on < stale_before()


def stale_before() -> date:
    """Pages whose review was due before this day say so to readers."""
    return timezone.localdate() - timedelta(days=settings.REVIEW_GRACE_DAYS)


def standing_of(page: Page, request: HttpRequest) -> Standing | None:
    """The standing of what is on screen, read once a request; None for what is no content, and for previews."""
    if not isinstance(page, ContentPage) or not page.pk or getattr(request, "is_preview", False):
        return None
    kept = getattr(request, "_page_standing", None)
    if kept is None or kept[0] != page.pk:
        kept = (page.pk, read_standing(page))
        request._page_standing = kept  # type: ignore[attr-defined]
    return kept[1]


def read_standing(page: Page) -> Standing | None:
    """The standing of a content page; one query. Public pages change with time alone, and none is kept for long."""
    above = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    restricted = Exists(PageViewRestriction.objects.filter(page__path__in=above))
    row = ContentPage.objects.filter(pk=page.pk).values(**_columns(), is_restricted=restricted).first()
    return _standing(row) if row else None


def _standing(row: Mapping[str, Any]) -> Standing:
    is_withdrawn = row["why"] == UnpublishReason.WITHDRAWN
    return Standing(
        approved_at=row["approved_at"],
        versions=row["versions"] or 0,
        reviewed_on=row["reviewed_on"],
        due_on=row["due_on"],
        suspended_on=row["suspended_on"],
        withdrawn_on=row["since"] if is_withdrawn else None,
        withdrawn_text=row["words"] if is_withdrawn else "",
        withdrawn_language=row["language"] if is_withdrawn else "",
        is_restricted=row["is_restricted"],
    )


def _columns() -> dict[str, Any]:
    return {
        "approved_at": Subquery(
            _approvals().filter(revision=OuterRef("live_revision")).order_by("-finished_at").values("finished_at")[:1]
        ),
        "versions": Subquery(_published_versions()),
        "reviewed_on": Subquery(PageReview.objects.filter(page=OuterRef("pk")).values("reviewed_on")[:1]),
        "due_on": F("review_due_on"),
        "suspended_on": F("institution__suspended_on"),
        "why": F("unpublishing__reason"),
        "since": F("unpublishing__on"),
        "words": F("unpublishing__text"),
        "language": F("unpublishing__language"),
    }


def _approvals() -> QuerySet[TaskState]:
    """Steps that approved, of workflows that came to their end; not of those that a later step returned."""
    return TaskState.objects.filter(
        status=TaskState.STATUS_APPROVED, workflow_state__status=WorkflowState.STATUS_APPROVED
    )


def _published_versions() -> QuerySet[Any]:
    """How many revisions of the page were approved for publication and do not wait for their time."""
    of_page = _approvals().filter(
        revision__base_content_type=ContentType.objects.get_for_model(Page),
        revision__object_id=Cast(OuterRef("pk"), CharField()),
        revision__approved_go_live_at=None,
    )
    return of_page.order_by().values("revision__object_id").annotate(n=Count("revision", distinct=True)).values("n")
