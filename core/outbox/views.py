"""The report of background tasks in the admin: list, try again, discard."""

from typing import Any, ClassVar

import django_filters
from django.contrib import messages
from django.contrib.auth.context_processors import PermWrapper
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from core.outbox import queue
from core.outbox.checks import worker_is_alive
from core.outbox.models import OutboxEntry, PeriodicJob

POLICY = ModelPermissionPolicy(OutboxEntry)


def topic_choices() -> list[tuple[str, str]]:
    """Topics that have tasks now."""
    return [
        (topic, topic) for topic in OutboxEntry.objects.order_by("topic").values_list("topic", flat=True).distinct()
    ]


class OutboxFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="filter_state",
        choices=(("waiting", _("Waiting")), ("held", _("Being done")), ("aside", _("Set aside"))),
    )
    topic = django_filters.ChoiceFilter(label=_("Topic"), choices=topic_choices)

    class Meta:
        model = OutboxEntry
        fields: ClassVar = ["state", "topic"]

    def filter_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Rows in one of the three states."""
        if value == "aside":
            return queryset.filter(set_aside_at__isnull=False)
        return queryset.filter(set_aside_at__isnull=True, lease_token__isnull=value == "waiting")


class CodeColumn(Column):
    """Something that the code names, the same in every language."""

    cell_template_name = "core/outbox/_code_cell.html"


class ActionsColumn(Column):
    """Links to what can be done with a task."""

    cell_template_name = "core/outbox/_actions_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """With the person's permissions: Wagtail draws cells without the context that templates have elsewhere."""
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"perms": PermWrapper(context["request"].user)}


class OutboxReportView(ReportView):
    """Every task that waits, is being done or was set aside; what needs a person comes first."""

    model = OutboxEntry
    permission_policy = POLICY
    permission_required = "view"
    template_name = "core/outbox/report.html"
    page_title = _("Background tasks")
    header_icon = "tasks"
    index_url_name = "outbox:task-list"
    index_results_url_name = "outbox:task-list-results"
    filterset_class = OutboxFilterSet
    default_ordering = ("set_aside_at", "due_at", "pk")
    no_results_message = _("No task matches.")
    list_export: ClassVar = ["topic", "key", "created_at", "failures", "error", "set_aside_at"]
    columns: ClassVar = [
        CodeColumn("key", label=_("Object"), sort_key="key"),
        CodeColumn("topic", label=_("Topic"), sort_key="topic"),
        DateColumn("created_at", label=_("Since"), sort_key="created_at"),
        NumberColumn("failures", label=_("Failed attempts"), sort_key="failures"),
        Column("error", label=_("Last error")),
        DateColumn("set_aside_at", label=_("Set aside"), sort_key="set_aside_at"),
        ActionsColumn("actions", label=_("Actions")),
    ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The list, whether a worker runs, and the periodic jobs that failed last time."""
        return super().get_context_data(
            *args,
            worker_is_alive=worker_is_alive(),
            failed_jobs=PeriodicJob.objects.exclude(error="").order_by("name"),
            **kwargs,
        )

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Trying everything again, where something was set aside."""
        may = POLICY.user_has_permission(self.request.user, "change")
        if not may or not OutboxEntry.objects.set_aside().exists():
            return []
        return [HeaderButton(_("Try all again"), url=reverse("outbox:task-retry-all"), icon_name="rotate")]


class ConfirmView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks a question, and on yes does something with tasks."""

    permission_policy = POLICY
    template_name = "core/outbox/confirm.html"
    header_icon = "tasks"
    _show_breadcrumbs = True
    question: Any = ""
    answer: Any = ""
    is_serious = False

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The report, then this question."""
        items = super().get_breadcrumbs_items()
        return [
            *items,
            {"url": reverse("outbox:task-list"), "label": _("Background tasks")},
            {"label": self.page_title},
        ]

    def rows(self) -> QuerySet[OutboxEntry]:
        """The tasks it is about. Raises Http404 when there is none any more."""
        row = get_object_or_404(OutboxEntry, pk=self.kwargs["pk"])
        return OutboxEntry.objects.filter(pk=row.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The question and the tasks."""
        rows = self.rows()
        return super().get_context_data(tasks=rows[:10], count=rows.count(), **kwargs)

    def perform(self, pks: list[int]) -> str:
        """Do it; the sentence that says what was done."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it and return to the list."""
        messages.success(request, self.perform(list(self.rows().values_list("pk", flat=True))))
        return HttpResponseRedirect(reverse("outbox:task-list"))


class RetryView(ConfirmView):
    """Tries one task again now."""

    permission_required = "change"
    page_title = _("Try again")
    question = _("The task is tried again at once. If it fails, it is tried again later, as a new task is.")
    answer = _("Yes, try again")

    def perform(self, pks: list[int]) -> str:
        """Put the tasks first in line."""
        count = queue.retry(pks)
        return ngettext("%(count)d task will be tried again.", "%(count)d tasks will be tried again.", count) % {
            "count": count
        }


class RetryAllView(RetryView):
    """Tries everything again that was set aside."""

    page_title = _("Try all again")
    question = _("Every task that was set aside is tried again at once.")
    answer = _("Yes, try all again")

    def rows(self) -> QuerySet[OutboxEntry]:
        """Everything that was set aside."""
        return OutboxEntry.objects.set_aside()


class DiscardView(ConfirmView):
    """Deletes one task that was set aside."""

    permission_required = "delete"
    page_title = _("Discard")
    question = _(
        "The change stays as it is in the portal, but what should follow from it is never done: "
        "the search index, for instance, keeps its old state."
    )
    answer = _("Yes, discard")
    is_serious = True

    def rows(self) -> QuerySet[OutboxEntry]:
        """The task, if it was set aside: what still waits cannot be discarded."""
        return super().rows() & OutboxEntry.objects.set_aside()

    def perform(self, pks: list[int]) -> str:
        """Delete the task."""
        if queue.discard(pks):
            return gettext("The task was discarded.")
        return gettext("The task waits to be tried and was not discarded.")
