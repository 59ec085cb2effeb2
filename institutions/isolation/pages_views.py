"""The explorer, the lists by type and the usage of a page, showing nothing of others that is not public."""

from typing import Any

from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.utils import get_latest_str
from wagtail.admin.views.pages import search
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.usage import ContentTypeUseView, UsageView
from wagtail.models import Page

from institutions.isolation.files_usage import ReadableUsage
from institutions.isolation.pages_filters import own_keys
from institutions.isolation.replacing import replace_view
from institutions.isolation.scope import is_own_page
from institutions.workflow.together import make_tasks_specific


class BriefRows:
    """A list of pages that reads what it shows, not the text of each type, and the steps in which they wait together.

    Wagtail 8.0.1 reads the rows of each type in a query of its own, and asks for the step of each row.
    """

    def annotate_queryset(self, pages: Any) -> Any:
        """Wagtail's, with what only a type has left out."""
        return super().annotate_queryset(pages).specific(defer=True)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's, with the steps of the rows."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        waiting = [state for page in context["object_list"] for state in getattr(page, "_current_workflow_states", ())]
        make_tasks_specific(state.current_task_state for state in waiting if state.current_task_state)
        return context


class OwnSearchView(BriefRows, search.SearchView):
    """The search for pages."""


class OwnExplorerView(BriefRows, ExplorableIndexView):
    """The explorer. An ancestor of one's own pages is a way to them: its history and workflow are not shown there."""

    def get_side_panels(self) -> MediaContainer:
        """Wagtail's, for a page of one's own."""
        return super().get_side_panels() if is_own_page(self.request.user, self.parent_page) else MediaContainer()

    def get_history_url(self) -> str | None:
        """None for an ancestor: its history would be refused."""
        return super().get_history_url() if is_own_page(self.request.user, self.parent_page) else None


class OwnTypeUseView(BriefRows, ContentTypeUseView):
    """The list of all pages of a type, which are the person's own."""

    def get_base_queryset(self) -> Any:
        """Without the ancestors of one's own pages, which Wagtail counts among what one may explore."""
        return super().get_base_queryset().filter(pk__in=own_keys(self.request.user))


class ReadableUsageView(ReadableUsage, UsageView):
    """What refers to a page: things of the person's own and public pages by name, all others by their number.

    Stock Wagtail 8.0.1 says of what type and in which field the pages of others refer to it, names whatever is of a
    model that the person may change, and reads each row in a query of its own.
    """

    def label_of(self, referrer: Any) -> str:
        return get_latest_str(referrer)  # type: ignore[no-any-return]

    def edit_url_of(self, finder: AdminURLFinder, referrer: Any) -> str | None:
        """A public page that the person may not change is named without a link."""
        if not isinstance(referrer, Page):
            return super().edit_url_of(finder, referrer)
        is_own = is_own_page(self.request.user, referrer)
        return reverse("wagtailadmin_pages:edit", args=[referrer.pk]) if is_own else None


def close_search() -> None:
    """From `AppConfig.ready()`."""
    replace_view(search, "SearchView", OwnSearchView)
