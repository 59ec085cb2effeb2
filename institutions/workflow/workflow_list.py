"""The list of workflows in the admin, with one of each institution among them."""

from collections import Counter
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from wagtail.admin.views import workflows
from wagtail.models import Page, WorkflowPage


class WorkflowsView(workflows.Index):
    """Wagtail 8.0.1 counts the pages of each row by two to six queries; here all are counted in two."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's, with the numbers of pages in the place of the query for them."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        numbers = pages_by_workflow()
        for workflow in context["object_list"]:
            workflow.all_pages = SimpleNamespace(count=numbers[workflow.pk])
        return context


def pages_by_workflow() -> Counter[int]:
    """How many pages each workflow is for: those at or below its places, unless a place of another is nearer."""
    places = dict(WorkflowPage.objects.values_list("page__path", "workflow_id"))
    paths = Page.objects.order_by().values_list("path", flat=True).iterator() if places else ()
    return Counter(workflow for path in paths if (workflow := _nearest(path, places)) is not None)


def _nearest(path: str, places: dict[str, int]) -> int | None:
    ends: Iterable[int] = range(len(path), 0, -Page.steplen)
    return next((places[path[:end]] for end in ends if path[:end] in places), None)
