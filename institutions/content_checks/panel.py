"""The panel of the page editor that lists what the checks find, where authors answer and moderators read the answers."""

from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.admin.views.pages import create, edit

from institutions.content_checks.answers import answered_findings
from institutions.content_checks.sending import label_of
from institutions.models.check_answer import LONGEST_ANSWER


def list_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """What the list of findings shows. While others decide about the page, answers are only read."""
    posted = request.POST if request.method == "POST" else None
    found = answered_findings(page, posted)
    is_decided = bool(page.pk and page.workflow_in_progress)
    rows = [(one, label_of(page, one.finding.field)) for one in found]
    return {
        "rows": rows,
        "errors": sum(one.finding.is_error for one in found),
        "open_warnings": sum(not one.finding.is_error and not one.text for one in found),
        "may_answer": not is_decided,
        "longest": LONGEST_ANSWER,
    }


class ContentChecksPanel(ChecksSidePanel):
    """Wagtail's panel, which looks at the preview in the browser, with the portal's own checks above it."""

    template_name = "institutions/admin/checks_panel.html"

    @cached_property
    def media(self) -> Media:
        """The script that asks again while somebody types."""
        return Media(js=["js/admin/content-checks.js"])

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Wagtail's context and the findings."""
        return super().get_context_data(parent_context) | list_context(self.object, self.request)


def put_panel() -> None:
    """Wagtail 8.0 has no hook for the panels of the page editor; both of its views name this class."""
    create.ChecksSidePanel = ContentChecksPanel
    edit.ChecksSidePanel = ContentChecksPanel
