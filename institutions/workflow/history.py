"""What was decided about a page, by whom, when, and about which words; and the reason that an author is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.models import Page, TaskState, WorkflowState

from core.authorship import Authorship
from institutions.workflow.deadlines import due_day


@dataclass(frozen=True)
class Decision:
    """One step of one workflow, decided or waiting."""

    state: TaskState
    compare_url: str
    events: list[Any]
    due_on: date | None


def decisions(page: Page) -> list[Decision]:
    """Every step, the newest first; each with the address that compares its revision with what was public before."""
    states = TaskState.objects.for_instance(page).select_related(
        "task", "workflow_state__workflow", "workflow_state__requested_by", "finished_by", "revision__user"
    )
    rows = list(states.prefetch_related("step_events").order_by("-started_at", "-pk"))
    before = Authorship([page.pk]).public_before(page.pk, {row.revision_id for row in rows})
    return [_decision(page, row, before.get(row.revision_id, 0)) for row in rows]


def _decision(page: Page, state: TaskState, before: int) -> Decision:
    waits = state.status == TaskState.STATUS_IN_PROGRESS
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, before or "earliest", state.revision_id])
    return Decision(state, address, list(state.step_events.all()), due_day(state) if waits else None)


def returned(page: Page) -> TaskState | None:
    """The step that sent the page back, while it is to be corrected."""
    workflow_state = page.current_workflow_state
    if workflow_state is None or workflow_state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    state = workflow_state.current_task_state
    return state if state is not None and state.status == TaskState.STATUS_REJECTED else None


def say_why_returned(request: HttpRequest, page: Page) -> None:
    """A hook before the editor of a page is shown: the reason, who gave it and when, above everything else."""
    if request.method != "GET" or request.GET.get("_w_hydrate_create_view"):
        return
    state = returned(page)
    if state is None:
        return
    who = (
        (state.finished_by.get_full_name() or state.finished_by.email)
        if state.finished_by
        else _("an account since removed")
    )
    sentence = _("Returned for correction by %(who)s on %(when)s, in the step “%(step)s”:") % {
        "who": who,
        "when": date_format(localtime(state.finished_at), "DATETIME_FORMAT") if state.finished_at else "",
        "step": state.task.name,
    }
    messages.warning(request, format_html("{} <strong>{}</strong>", sentence, state.comment))


class ApprovalsItem(PageMenuItem):
    """The way to what was decided."""

    icon_name = "check"
    url_name = "page-approvals"

    @property
    def label(self) -> str:  # type: ignore[override]
        return _("Who approved what")

    def is_shown(self, user: Any) -> bool:
        return self.page.depth > 1 and self.page.permissions_for_user(user).can_edit()


def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[PageMenuItem]:
    """A hook: the buttons above the editor of a page."""
    yield ApprovalsItem(page=page, next_url=next_url, priority=56)
