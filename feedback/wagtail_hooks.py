"""Registration of readers' remarks with the admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem

from feedback.models import PageRemark
from feedback.viewsets import RemarkViewSet


@hooks.register("register_admin_viewset")
def remark_viewset() -> RemarkViewSet:
    return RemarkViewSet()


class RemarkSummaryItem(SummaryItem):
    """How many remarks wait for the person, on the admin's home page."""

    order = 400
    template_name = "feedback/admin/waiting.html"

    def is_shown(self) -> bool:
        """For those who may deal with remarks."""
        return self.request.user.has_perm("feedback.change_pageremark")

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"count": PageRemark.objects.visible_to(self.request.user).waiting().count()}


@hooks.register("construct_homepage_summary_items")
def summary_item(request: HttpRequest, items: list[SummaryItem]) -> None:
    items.append(RemarkSummaryItem(request))
