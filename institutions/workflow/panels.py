"""The first page of the admin: what waits for the reader, soonest due first, and what became of what they sent."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.admin.utils import get_latest_str
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel
from wagtail.models import Page, TaskState, WorkflowState

from core.locales import locale_of
from institutions.isolation.pages_filters import own_workflow_states
from institutions.workflow.deadlines import due_day
from institutions.workflow.rules import decides, states_to_decide
from institutions.workflow.together import make_tasks_specific

MOST = 10  # the rest is one click away, in the report


@dataclass(frozen=True)
class Row:
    """A page, or another thing, and what is to be said about its step."""

    title: str
    url: str
    language: str
    sentence: str
    due_on: date | None

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()


class StepsPanel(Component):
    """A list of at most MOST rows, with the way to all. Wagtail 8.0.1 lists all, with eight queries for each."""

    template_name = "institutions/workflow/steps_panel.html"
    heading: ClassVar[str | Promise]
    report: ClassVar[str]

    def empty(self, user: Any) -> str:
        """What is said where there is nothing to list; without words there is no panel."""
        return ""

    def states(self, user: Any) -> QuerySet[TaskState]:
        """The steps to list, in order."""
        raise NotImplementedError

    def sentence(self, state: TaskState) -> str:
        """What is said about one."""
        raise NotImplementedError

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """`rows`, and `more_url` where there are others."""
        user = parent_context["request"].user
        listed = self.states(user).select_related("task", "workflow_state__requested_by")
        states = list(listed.prefetch_related("step_events", "workflow_state__content_object")[: MOST + 1])
        shown = [state for state in states[:MOST] if state.workflow_state.content_object is not None]
        make_tasks_specific(shown)
        finder = AdminURLFinder(user)
        return {
            "name": self.name,
            "heading": self.heading,
            "rows": [self._row(state, finder) for state in shown],
            "empty": "" if shown else self.empty(user),
            "more_url": f"{reverse('wagtailadmin_reports:workflow_tasks')}?{self.report}" if states[MOST:] else "",
        }

    def _row(self, state: TaskState, finder: AdminURLFinder) -> Row:
        obj = state.workflow_state.content_object
        is_page = isinstance(obj, Page)
        waits = state.status == TaskState.STATUS_IN_PROGRESS
        return Row(
            title=obj.draft_title or obj.title if is_page else get_latest_str(obj),
            url=reverse("wagtailadmin_pages:edit", args=[obj.pk]) if is_page else finder.get_edit_url(obj) or "",
            language=locale_of(obj.locale_id).get_display_name() if is_page else "",
            sentence=self.sentence(state),
            due_on=due_day(state) if waits else None,
        )


class WaitingPanel(StepsPanel):
    """What the reader can decide."""

    name = "waiting"
    order = 30
    heading = gettext_lazy("Waiting for your approval")
    report = "reviewable=true&status=in_progress"

    def empty(self, user: Any) -> str:
        """For whoever decides steps at all."""
        return _("Nothing waits for your approval.") if decides(user) else ""

    def states(self, user: Any) -> QuerySet[TaskState]:
        """The steps, the one that waits longest first."""
        keys = set().union(*states_to_decide(user).values())
        return TaskState.objects.filter(pk__in=keys).order_by("started_at", "pk")

    def sentence(self, state: TaskState) -> str:
        """The step, and who sent it."""
        who = state.workflow_state.requested_by
        words = {"step": state.task.name, "who": who or _("an account since removed")}
        return _("%(step)s, sent by %(who)s") % words


class SentPanel(StepsPanel):
    """What the reader sent, or owns, and where it is now; as far as it is still theirs to see."""

    name = "sent"
    order = 40
    heading = gettext_lazy("What you sent for approval")
    report = ""

    def states(self, user: Any) -> QuerySet[TaskState]:
        """The steps that are open, or sent it back; these first, as `rejected` comes after `in_progress`."""
        owned = Page.objects.filter(owner=user).order_by().values_list(Cast("pk", output_field=CharField()), flat=True)
        page_type = ContentType.objects.get_for_model(Page)
        theirs = Q(requested_by=user) | Q(base_content_type=page_type, object_id__in=owned)
        active = own_workflow_states(user).filter(theirs, status__in=_ACTIVE)
        return TaskState.objects.filter(pk__in=active.order_by().values("current_task_state")).order_by(
            "-status", "-started_at", "-pk"
        )

    def sentence(self, state: TaskState) -> str:
        """Whether it waits or came back, and in which step."""
        came_back = state.status == TaskState.STATUS_REJECTED
        sentence = _("Returned for correction in the step “%(step)s”") if came_back else _("In the step “%(step)s”")
        return sentence % {"step": state.task.name}


_ACTIVE = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
_INSTEAD = {WorkflowObjectsToModeratePanel: WaitingPanel, UserObjectsInWorkflowModerationPanel: SentPanel}


def step_panels(_request: HttpRequest, panels: list[Any]) -> None:
    """Hook `construct_homepage_panels`: the panels of this module instead of Wagtail's."""
    panels[:] = [_INSTEAD[type(panel)]() if type(panel) in _INSTEAD else panel for panel in panels]
