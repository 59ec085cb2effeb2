"""Taking pages down with a reason, and what becomes of it when they are published again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.query import PageQuerySet

from core.files.visibility import visible_pages
from core.models.user import User
from institutions.models.unpublishing import Unpublishing
from institutions.record.enums import UnpublishReason
from institutions.record.telling import tell_unpublished
from institutions.workflow.permissions import may_unpublish

#: Each page is a transaction of its own and takes up to a tenth of a second.
MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Decision:
    """Why pages are taken down, what readers are told (in the language of those who wrote it), and what replaces them."""

    reason: UnpublishReason
    text: str = ""
    language: str = ""
    target: Page | None = None


def action_of(reason: str) -> str:
    """The name of this reason in the history."""
    return f"institutions.unpublish.{reason}"


@transaction.atomic
def page_unpublish(*, page: Page, decision: Decision, by: User | None) -> Unpublishing:
    """Takes one page down, or marks it as withdrawn; `by` was asked about before (`may_unpublish`).

    Raises ValueError for a page that is not published, and when what replaces it cannot.
    """
    if not page.live:
        raise ValueError(f"Page {page.pk} is not published.")
    target = decision.target if decision.reason == UnpublishReason.CONSOLIDATED else None
    if decision.reason == UnpublishReason.CONSOLIDATED and (target is None or target.pk == page.pk or not target.live):
        raise ValueError(f"Page {page.pk} needs another, published page that replaces it.")
    if decision.reason != UnpublishReason.WITHDRAWN:
        # The permission that Wagtail asks for is `publish`, which nobody holds.
        UnpublishPageAction(page, user=by, log_action=False).execute(skip_permission_checks=True)
    told = {"reason": decision.reason, "text": decision.text, "language": decision.language, "target": target}
    row, _created = Unpublishing.objects.update_or_create(
        page_id=page.pk, defaults=told | {"by": by, "on": timezone.localdate()}
    )
    data = {"text": decision.text, "target": target.pk if target else None, "title": target.title if target else ""}
    log(instance=page, action=action_of(decision.reason), user=by, data=data)
    tell_unpublished(page, by=by, reason=decision.text, is_live=decision.reason == UnpublishReason.WITHDRAWN)
    return row


def unpublish_all(*, pages: list[Page], decision: Decision, by: User) -> int:
    """Takes these pages down, each in a transaction of its own; returns how many.

    Stopped half way, those that remain stay published and the same can be done again.
    """
    for page in pages:
        page_unpublish(page=page.specific, decision=_in_language(decision, page), by=by)
    return len(pages)


def with_descendants(page: Page, user: Any) -> list[Page]:
    """The page's published descendants that the person may take down, the lowest first, then the page itself."""
    below = [one for one in live_below(page).order_by("-depth", "path") if may_unpublish(user, one)]
    return [*below, page]


def live_below(page: Page) -> PageQuerySet:
    """Published pages below this one."""
    return page.get_descendants().live()


def translations_to_follow(page: Page, decision_target: Page | None, user: Any) -> list[Page]:
    """Published translations that may be taken down too: with a target, only those that it has a translation for."""
    found = page.get_translations().live().select_related("locale")
    if decision_target is not None:
        languages = visible_pages().filter(translation_key=decision_target.translation_key).values("locale")
        found = found.filter(locale__in=languages)
    return [one for one in found if may_unpublish(user, one)]


def _in_language(decision: Decision, page: Page) -> Decision:
    """The decision with the translation of the target that is in the page's language, where there is one."""
    if decision.target is None or decision.target.locale_id == page.locale_id:
        return decision
    same = visible_pages().filter(translation_key=decision.target.translation_key, locale=page.locale_id)
    own = same.exclude(pk=page.pk).first()
    return Decision(decision.reason, decision.text, decision.language, own or decision.target)


def published_again(instance: Page, **_kwargs: Any) -> None:
    """Publishing a page anew ends its withdrawal; the history keeps that there was one."""
    for row in Unpublishing.objects.filter(page=instance.pk):
        row.delete()


def followed(row: Unpublishing) -> Iterator[Unpublishing]:
    """This withdrawal, then those of the pages that replaced each other since."""
    seen: set[int] = set()
    current: Unpublishing | None = row
    while current is not None and current.pk not in seen:
        seen.add(current.pk)
        yield current
        target = current.target
        if target is None or target.live:
            return
        current = Unpublishing.objects.filter(page=target).select_related("target").first()
