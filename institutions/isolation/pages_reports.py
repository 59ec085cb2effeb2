"""Reports about pages and their workflows, each about the reader's own."""

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import FilteredModelChoiceFilter
from wagtail.admin.views import workflows as workflow_admin
from wagtail.admin.views.reports import aging_pages, audit_logging, locked_pages, page_types_usage, workflows
from wagtail.models import Page, Task, Workflow
from wagtail.models.audit_log import ModelLogEntryManager
from wagtail.models.pages import PageLogEntryManager
from wagtail.permissions import policy_registry

from institutions.isolation import pages_filters as filters
from institutions.isolation.logs import visible_log_entries
from institutions.isolation.page_policy import BriefPagePolicy
from institutions.isolation.replacing import replace_view
from institutions.isolation.scope import own_pages, serves_portal
from institutions.workflow.together import read_statuses


class OwnLockedFilterSet(locked_pages.LockedPagesReportFilterSet):
    """Wagtail 8.0.1 offers everybody who ever locked a page."""

    locked_by = django_filters.ModelChoiceFilter(
        label=_("Locked by"), empty_label=_("Anyone"), field_name="locked_by", queryset=filters.lockers
    )

    class Meta(locked_pages.LockedPagesReportFilterSet.Meta):
        pass


class OwnLockedPagesView(locked_pages.LockedPagesView):
    """Wagtail 8.0.1 adds the pages that the reader locked, also those that are no longer theirs."""

    filterset_class = OwnLockedFilterSet

    def get_queryset(self) -> QuerySet[Page]:
        """Locked pages of the reader's own."""
        return filters.brief(super().get_queryset().filter(pk__in=filters.own_keys(self.request.user)))


class OwnPolicy(BriefPagePolicy):
    """Whatever is asked, the answer is the person's own pages."""

    def instances_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Page]:
        return own_pages(user)


class OwnAgingPagesView(aging_pages.AgingPagesView):
    """Wagtail 8.0.1 lists what the reader may publish, which is nothing here, with the e-mail address of who published it."""

    permission_policy = OwnPolicy(Page)

    def decorate_paginated_queryset(self, queryset: Any) -> Any:
        """The pages, each with the name of who published it."""
        ids = {page.last_published_by for page in queryset}
        names = {user.pk: str(user) for user in get_user_model()._default_manager.filter(pk__in=ids)}
        for page in queryset:
            self.add_last_publisher_name_to_page(names, page)
        return queryset


def workflows_of(request: HttpRequest) -> QuerySet[Workflow]:
    """Workflows that something of the reader's own went through."""
    return Workflow.objects.filter(pk__in=filters.own_workflow_states(request.user).order_by().values("workflow"))


def tasks_of(request: HttpRequest) -> QuerySet[Task]:
    """Steps that something of the reader's own went through."""
    return Task.objects.filter(pk__in=filters.own_task_states(request.user).order_by().values("task"))


class OwnWorkflowFilterSet(workflows.WorkflowReportFilterSet):
    """Wagtail 8.0.1 offers every workflow, and everybody who ever sent anything for approval."""

    workflow = django_filters.ModelChoiceFilter(label=_("Workflow"), queryset=workflows_of)
    requested_by = django_filters.ModelChoiceFilter(field_name="requested_by", queryset=filters.requesters)

    class Meta(workflows.WorkflowReportFilterSet.Meta):
        pass


class OwnTasksFilterSet(workflows.WorkflowTasksReportFilterSet):
    """Wagtail 8.0.1 offers every workflow and every step."""

    workflow = django_filters.ModelChoiceFilter(
        field_name="workflow_state__workflow", label=_("Workflow"), queryset=workflows_of
    )
    task = FilteredModelChoiceFilter(queryset=tasks_of, filter_field="id_workflow", filter_accessor="workflows")

    class Meta(workflows.WorkflowTasksReportFilterSet.Meta):
        pass


class OwnWorkflowView(workflows.WorkflowView):
    """Wagtail 8.0.1 lists the workflows of every snippet of a model that the reader may change, whosesoever it is."""

    filterset_class = OwnWorkflowFilterSet

    def get_queryset(self) -> QuerySet[Any]:
        """Workflows of the reader's own pages and things."""
        return super().get_queryset() & filters.own_workflow_states(self.request.user)

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Wagtail's rows, with what became of their steps, which 8.0.1 asks for row by row."""
        rows = super().decorate_paginated_queryset(object_list)
        read_statuses(rows)
        return rows


class OwnTasksView(workflows.WorkflowTasksView):
    """As `OwnWorkflowView`, by step."""

    filterset_class = OwnTasksFilterSet

    def get_queryset(self) -> QuerySet[Any]:
        """Steps of the reader's own pages and things."""
        return super().get_queryset() & filters.own_task_states(self.request.user)


class OwnPageTypesView(page_types_usage.PageTypesUsageReportView):
    """Wagtail 8.0.1 counts the pages of everybody and names the last edited one under its draft title."""

    def get_queryset(self) -> QuerySet[Any]:
        """Page types with the number of the reader's own pages, and the last edited of them."""
        queryset = super().get_queryset()
        if serves_portal(self.request.user):
            return queryset
        chosen = self.filters.form.cleaned_data
        own = own_pages(self.request.user).order_by().filter(content_type=OuterRef("pk"))
        if language := chosen.get("page_locale"):
            own = own.filter(locale__language_code=language)
        if site_path := chosen.get("site"):
            own = own.filter(path__startswith=site_path)
        counted = own.values("content_type").annotate(number=Count("pk")).values("number")
        last = own.order_by(F("latest_revision_created_at").desc(nulls_last=True), "title", "-pk").values("pk")
        types = self.queryset.annotate(
            count=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
            last_edited_page_id=Subquery(last[:1]),
        )
        return types.order_by("-count", "app_label", "model")


class OwnHistoryFilterSet(audit_logging.SiteHistoryReportFilterSet):
    """Wagtail 8.0.1 means to offer the people of the entries that the reader may see, and offers everybody in the log."""

    def get_users_queryset(self) -> QuerySet[Any]:
        """The people of the entries that the reader may see."""
        return audit_logging.get_users_for_filter(self.request.user)

    class Meta(audit_logging.SiteHistoryReportFilterSet.Meta):
        pass


class OwnHistoryView(audit_logging.LogEntriesView):
    """The history of the site; which entries are in it is decided by the managers of the log."""

    filterset_class = OwnHistoryFilterSet


_wagtails_entries = PageLogEntryManager.viewable_by_user


def own_log_entries(manager: PageLogEntryManager, user: Any) -> QuerySet[Any]:
    """Log entries about the person's own pages; Wagtail's for those who serve the portal.

    Wagtail 8.0.1 adds those about every page above one's own. The site history and the lists of people, actions and
    types in its filters all ask this method.
    """
    entries = _wagtails_entries(manager, user)
    return entries if serves_portal(user) else entries.filter(page__in=filters.own_keys(user))


def task_chosen(request: HttpRequest, task_id: int) -> Any:
    """As Wagtail's, for those who may put workflows together: 8.0.1 names any task to anybody in the admin."""
    _need_workflows(request.user)
    return _wagtails_task_chosen(request, task_id)


_wagtails_task_chosen = workflow_admin.task_chosen


def _need_workflows(user: Any) -> None:
    wanted = ("add", "change")
    if not any(policy_registry.get_by_type(model).user_has_any_permission(user, wanted) for model in (Task, Workflow)):
        raise PermissionDenied


class GuardedTasks:
    """The window in which a step is chosen, for those who may put workflows together: 8.0.1 lists every step to all."""

    def dispatch(self, request: HttpRequest) -> Any:
        """As Wagtail's. Raises PermissionDenied for everybody else."""
        _need_workflows(request.user)
        return super().dispatch(request)  # type: ignore[misc]


class GuardedTaskChooserView(GuardedTasks, workflow_admin.TaskChooserView):
    """The window."""


class GuardedTaskChooserCreateView(GuardedTasks, workflow_admin.TaskChooserCreateView):
    """Its form for a new step."""


class GuardedTaskChooserResultsView(GuardedTasks, workflow_admin.TaskChooserResultsView):
    """Its results."""


def close_reports() -> None:
    """From `AppConfig.ready()`: the addresses of the reports lead to the views of this module."""
    setattr(PageLogEntryManager, "viewable_by_user", own_log_entries)  # noqa: B010
    setattr(ModelLogEntryManager, "viewable_by_user", lambda _manager, user: visible_log_entries(user))  # noqa: B010
    replace_view(audit_logging, "LogEntriesView", OwnHistoryView)
    replace_view(locked_pages, "LockedPagesView", OwnLockedPagesView)
    replace_view(aging_pages, "AgingPagesView", OwnAgingPagesView)
    replace_view(page_types_usage, "PageTypesUsageReportView", OwnPageTypesView)
    replace_view(workflows, "WorkflowView", OwnWorkflowView)
    replace_view(workflows, "WorkflowTasksView", OwnTasksView)
    replace_view(workflow_admin, "task_chosen", task_chosen)
    for view in (GuardedTaskChooserView, GuardedTaskChooserCreateView, GuardedTaskChooserResultsView):
        replace_view(workflow_admin, view.__name__.removeprefix("Guarded"), view)
