"""The first page of the admin: what is on it is the reader's own."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
)
from wagtail.models import Page

from institutions.isolation.pages_filters import own_keys
from institutions.isolation.scope import may_open_page, own_pages, serves_portal

# Stock Wagtail 8.0.1 shows the pages that the reader once edited, locked, owned or sent for approval, under their draft
# titles, also when they are another institution's by now; and the number of all pages below the common ancestor of the
# reader's own, which is the root for whoever works in two languages.


class OwnModerationPanel(UserObjectsInWorkflowModerationPanel):
    """What waits for somebody's approval, as far as the reader may still see it."""

    def get_context_data(self, parent_context: Any) -> Any:
        """Wagtail's, of the reader's own."""
        context = super().get_context_data(parent_context)
        user = parent_context["request"].user
        context["workflow_states"] = [
            state for state in context["workflow_states"] if _is_theirs(user, state.content_object)
        ]
        return context


class OwnRecentEditsPanel(RecentEditsPanel):
    """What the reader edited last, as far as they may still see it."""

    def get_context_data(self, parent_context: Any) -> Any:
        """Wagtail's, of the reader's own."""
        context = super().get_context_data(parent_context)
        user = parent_context["request"].user
        context["last_edits"] = [(day, page) for day, page in context["last_edits"] if may_open_page(user, page)]
        return context


class OwnLockedPagesPanel(LockedPagesPanel):
    """What the reader locked, as far as they may still see it."""

    def get_context_data(self, parent_context: Any) -> Any:
        """Wagtail's, of the reader's own."""
        context = super().get_context_data(parent_context)
        own = own_keys(parent_context["request"].user)
        context["locked_pages"] = context["locked_pages"].filter(pk__in=own)
        return context


class OwnPagesSummaryItem(PagesSummaryItem):
    """How many pages there are: of the reader's own."""

    def get_context_data(self, parent_context: Any) -> Any:
        """Wagtail's, with the number of the reader's own pages."""
        context = super().get_context_data(parent_context)
        if not serves_portal(self.request.user):
            context["total_pages"] = own_pages(self.request.user).count()
        return context


_INSTEAD = {panel.__mro__[1]: panel for panel in (OwnModerationPanel, OwnRecentEditsPanel, OwnLockedPagesPanel)}


def own_panels(_request: HttpRequest, panels: list[Any]) -> None:
    """Hook `construct_homepage_panels`: the panels of this module instead of Wagtail's."""
    panels[:] = [_INSTEAD[type(panel)]() if type(panel) in _INSTEAD else panel for panel in panels]


def own_summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Hook `construct_homepage_summary_items`: the number of this module instead of Wagtail's."""
    items[:] = [OwnPagesSummaryItem(request) if type(item) is PagesSummaryItem else item for item in items]


def _is_theirs(user: Any, thing: Any) -> bool:
    return not isinstance(thing, Page) or may_open_page(user, thing)
