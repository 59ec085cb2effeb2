"""Lists to choose from in the filters of lists of pages: people, workflows and tasks of the reader's own pages."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.views.pages.listing import EditedByFilter, GenericPageFilterSet
from wagtail.models import Page, PageLogEntry, TaskState, WorkflowState
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet
from wagtail.snippets.models import get_editable_models

from institutions.isolation.scope import own_pages, serves_portal

# Wagtail 8.0.1 offers in these filters everybody who ever did the thing, on whatever page, by name or e-mail address,
# and every workflow and task. Here each offers those who did it on the reader's own pages.


def own_keys(user: Any) -> QuerySet[Any]:
    """Keys of the pages that the person may work on, for use inside a query."""
    return own_pages(user).order_by().values("pk")


def brief(pages: PageQuerySet) -> PageQuerySet:
    """The pages with what lists show of their state, in a fixed number of queries; what only a type has is left out."""
    rows = pages.specific(defer=True).prefetch_workflow_states().prefetch_related("locale", "locked_by")
    return rows.annotate_site_root_state().annotate_approved_schedule()


def owners(request: HttpRequest) -> QuerySet[Any]:
    """Who owns a page of the reader's own."""
    return _people(own_pages(request.user).order_by().values("owner_id"))


def writers(request: HttpRequest) -> QuerySet[Any]:
    """Who edited a page of the reader's own."""
    edits = PageLogEntry.objects.filter(action="wagtail.edit", page__in=own_keys(request.user))
    return _people(edits.order_by().values("user_id"))


def lockers(request: HttpRequest) -> QuerySet[Any]:
    """Who locked a page of the reader's own."""
    return _people(own_pages(request.user).filter(locked=True).order_by().values("locked_by_id"))


def requesters(request: HttpRequest) -> QuerySet[Any]:
    """Who sent something of the reader's own for approval."""
    return _people(own_workflow_states(request.user).order_by().values("requested_by_id"))


def _people(keys: QuerySet[Any]) -> QuerySet[Any]:
    return get_user_model()._default_manager.filter(pk__in=keys).order_by("first_name", "last_name", "email")


def own_workflow_states(user: Any) -> QuerySet[WorkflowState]:
    """Workflows of the pages, and of the other things with drafts, that the person may change."""
    return WorkflowState.objects.all() if serves_portal(user) else WorkflowState.objects.filter(_own(user, ""))


def own_task_states(user: Any) -> QuerySet[TaskState]:
    """Steps of `own_workflow_states`."""
    states = TaskState.objects.all()
    return states if serves_portal(user) else states.filter(_own(user, "workflow_state__"))


def _own(user: Any, prefix: str) -> Q:
    """Condition on what the workflow is about: the policy of its model lets the person change this very thing."""
    pages = ContentType.objects.get_for_model(Page)
    own = _about(prefix + "base_content_type", pages, prefix, own_pages(user))
    for model in get_editable_models(user):
        things = policy_registry.get_by_type(model).instances_user_has_permission_for(user, "change")
        own |= _about(prefix + "content_type", ContentType.objects.get_for_model(model), prefix, things)
    return own


def _about(field: str, content_type: ContentType, prefix: str, things: QuerySet[Any]) -> Q:
    keys = things.order_by().values_list(Cast("pk", output_field=CharField()), flat=True)
    return Q(**{field: content_type, f"{prefix}object_id__in": keys})


class OwnGenericPageFilterSet(GenericPageFilterSet):
    """The filters of the explorer and of the lists by type."""

    owner = MultipleUserFilter(label=_("Owner"), queryset=owners, widget=CheckboxSelectMultiple)
    edited_by = EditedByFilter(label=_("Edited by"), queryset=writers, widget=CheckboxSelectMultiple)
    site = None  # the portal is one

    class Meta(GenericPageFilterSet.Meta):
        pass
