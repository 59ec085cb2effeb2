"""One gate before every view of the admin that takes the number of a page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.viewsets.pages import PageViewSet, page_viewset_registry
from wagtail.models import Page, TaskState

from institutions.isolation import pages_move, pages_views
from institutions.isolation.acting import once_a_request
from institutions.isolation.pages_filters import OwnGenericPageFilterSet
from institutions.isolation.scope import is_above_own, may_open_page
from institutions.record.unpublish_views import UnpublishPageView
from institutions.workflow.editing import PageEditView, PageLockView
from institutions.workflow.views import CollectDecisionView, DecideView

#: Names by which Wagtail's addresses (admin/urls/pages.py, admin/urls/__init__.py) give the pages that a view works on.
PAGES = ("page_id", "page_to_move_id", "pk", "parent_page_id", "destination_id")
#: Views that list what lies below a page; an ancestor of one's own may be walked through, nothing more.
WALKED = ("index", "index_results")


class GatedPageViewSet(PageViewSet):
    """Wagtail's views of pages, each behind the gate.

    Stock Wagtail 8.0.1 decides in each view, and some do not or too late: the explorer opens any page below the common
    ancestor of one's own, which is the root for whoever works in two languages, and shows its draft title, history and
    workflow; `move_confirm` names both pages; `workflow_action`, `workflow_preview` and
    `collect_workflow_action_data` name the page in their refusal; `confirm_workflow_cancellation` names task and
    workflow to everybody; `workflow_action` approves the task of another page than the one it asked about. Further
    views of a page type belong into a subclass of this class.
    """

    filterset_class = OwnGenericPageFilterSet
    index_view_class = pages_views.OwnExplorerView
    content_type_use_view_class = pages_views.OwnTypeUseView
    choose_parent_view_class = pages_move.OwnChooseParentView
    copy_view_class = pages_move.OwnCopyView
    move_view_class = pages_move.OwnMoveView
    usage_view_class = pages_views.ReadableUsageView
    edit_view_class = PageEditView
    lock_view_class = PageLockView
    unpublish_view_class = UnpublishPageView
    workflow_action_view_class = DecideView
    collect_workflow_action_data_view_class = CollectDecisionView

    def get_view_by_name(self, name: str) -> Callable[..., HttpResponse]:
        """The view behind the gate."""
        return gated(super().get_view_by_name(name), name)


def gated(view: Callable[..., HttpResponse], name: str) -> Callable[..., HttpResponse]:
    """The view, for pages that the person may open."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        for key in PAGES:
            if key in kwargs:
                _check(request.user, name, page_of(kwargs[key]), kwargs)
        return view(request, *args, **kwargs)

    return wrapper


def page_of(page_id: Any) -> Page:
    """The page as it is when the request begins, read once. Raises Http404."""
    return once_a_request(f"page {page_id}", lambda: get_object_or_404(Page, pk=page_id))


def share_reading() -> None:
    """The gate and Wagtail's search for the viewset of a page, which comes before it, read the page together."""
    setattr(page_viewset_registry, "get_content_type_id_by_page_id", lambda page_id: page_of(page_id).content_type_id)  # noqa: B010


def _check(user: Any, name: str, page: Page, kwargs: dict[str, Any]) -> None:
    walked = name in WALKED and is_above_own(user, page)
    if not walked and not may_open_page(user, page):
        raise PermissionDenied
    # Wagtail looks the task up by its number alone and asks about the page of the address: a moderator could approve
    # what they wrote themselves by way of a page that somebody else wrote.
    if (
        "task_state_id" in kwargs
        and not TaskState.objects.for_instance(page).filter(pk=kwargs["task_state_id"]).exists()
    ):
        raise Http404
