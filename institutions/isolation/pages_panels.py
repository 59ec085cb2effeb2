"""The first page of the admin: what is on it is the reader's own."""

from typing import Any

from django.db.models import Max
from django.http import HttpRequest
from wagtail.admin.navigation import get_site_for_user
from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
)
from wagtail.models import Page, PageLogEntry

from institutions.isolation.pages_filters import brief, own_keys
from institutions.isolation.scope import may_open_page, own_pages

EDITS = 5
MOST = 10  # of what the reader locked; the rest is in the report

# Stock Wagtail 8.0.1 shows the pages that the reader once edited or locked, under their draft
# titles, also when they are another institution's by now; and the number of all pages below the common ancestor of the
# reader's own, which is the root for whoever works in two languages.


class OwnRecentEditsPanel(RecentEditsPanel):
    """What the reader edited last, as far as they may still see it."""

    def get_context_data(self, parent_context: Any) -> Any:
        """Wagtail's, of the reader's own, without reading each type of page by itself."""
        request = parent_context["request"]
        edits = PageLogEntry.objects.filter(user=request.user, action="wagtail.edit").values("page_id")
        last = edits.annotate(at=Max("timestamp")).order_by("-at").values_list("page_id", "at")[:EDITS]
        days = dict(last)
        pages = brief(Page.objects.filter(pk__in=days)).in_bulk()
        seen = [(day, pages[pk]) for pk, day in days.items() if pk in pages]
        return {
            "last_edits": [(day, page) for day, page in seen if may_open_page(request.user, page)],
            "request": request,
        }


class OwnLockedPagesPanel(LockedPagesPanel):
    """What the reader locked, as far as they may still see it."""

    def get_context_data(self, parent_context: Any) -> Any:
        """Wagtail's, of the reader's own."""
        context = super().get_context_data(parent_context)
        own = own_keys(parent_context["request"].user)
        context["locked_pages"] = brief(context["locked_pages"].filter(pk__in=own))[:MOST]
        return context


class OwnPagesSummaryItem(PagesSummaryItem):
    """How many pages there are: of the reader's own."""

    def get_context_data(self, _parent_context: Any) -> Any:
        """Wagtail's, with the number of the reader's own pages; the root of all languages is not one."""
        site = get_site_for_user(self.request.user)
        return {
            "root_page": site["root_page"],
            "total_pages": own_pages(self.request.user).filter(depth__gt=1).count(),
            "site_name": site["site_name"],
        }


_INSTEAD = {panel.__mro__[1]: panel for panel in (OwnRecentEditsPanel, OwnLockedPagesPanel)}


def own_panels(_request: HttpRequest, panels: list[Any]) -> None:
    """Hook `construct_homepage_panels`: the panels of this module instead of Wagtail's."""
    panels[:] = [_INSTEAD[type(panel)]() if type(panel) in _INSTEAD else panel for panel in panels]


def own_summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Hook `construct_homepage_summary_items`: the number of this module instead of Wagtail's."""
    items[:] = [OwnPagesSummaryItem(request) if type(item) is PagesSummaryItem else item for item in items]
