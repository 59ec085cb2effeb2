"""Registers reviews and taking down with the admin; imported by the app's hooks."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.models import Page

from core.models import ContentPage
from institutions.record.log import register_log_actions
from institutions.record.permissions import may_work_on
from institutions.record.review_report import ReviewReportView
from institutions.record.review_views import ReviewView
from institutions.record.unpublish_views import UnpublishBulk

hooks.register("register_log_actions", register_log_actions)
hooks.register("register_bulk_action", UnpublishBulk, order=200)  # the last one of a name acts
# Wagtail 8.0.1 takes a page down by `api/main/pages/<id>/action/unpublish/` too, where nobody can say why. Its own
# interface does not use it.
PagesAdminAPIViewSet.actions.pop("unpublish", None)


class ReviewsMenuItem(MenuItem):
    """The report, for whoever works on any page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return user_has_any_page_permission(request.user)


class ReviewItem(PageMenuItem):
    label = _("Reviewed, still right")
    icon_name = "calendar-check"
    url_name = "page-review"

    def is_shown(self, user: Any) -> bool:
        is_content = isinstance(self.page, ContentPage) or issubclass(self.page.specific_class, ContentPage)
        return self.page.live and is_content and may_work_on(user, self.page)


@hooks.register("register_admin_urls")
def record_urls() -> list[URLPattern]:
    return [
        path("pages/<int:page_id>/review/", ReviewView.as_view(), name="page-review"),
        path("reports/reviews-due/", ReviewReportView.as_view(), name="reviews-due"),
        path("reports/reviews-due/results/", ReviewReportView.as_view(results_only=True), name="reviews-due-results"),
    ]


@hooks.register("register_reports_menu_item")
def reviews_menu_item() -> MenuItem:
    return ReviewsMenuItem(
        _("Reviews due"), reverse("reviews-due"), name="reviews-due", icon_name="calendar-check", order=650
    )


@hooks.register("register_page_header_buttons")
def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[PageMenuItem]:
    yield ReviewItem(page=page, next_url=next_url, priority=58)
