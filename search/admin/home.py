"""What editors can do for readers who found nothing, on the admin's home page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from search.admin.filters import queries
from search.admin.queries import POLICY, with_notes

SHOWN, MOST = 5, 100


class QueriesPanel(Component):
    """The searched queries without results that nobody has settled: how many, and those searched most."""

    name = "searched-queries"
    order = 260  # after the person's own work
    template_name = "search/admin/home_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The rows that are shown, how many there are, and whether there are more: two queries, one without rows."""
        found = list(queries().order_by("-total_searches", "query", "language")[: MOST + 1])
        return {"rows": with_notes(found[:SHOWN]), "count": min(len(found), MOST), "has_more": len(found) > MOST}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Adds the panel for those who may see the report."""
    if POLICY.user_has_permission(request.user, "view"):
        panels.append(QueriesPanel())
