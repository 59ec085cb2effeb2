"""Registers preview links with the admin; imported by the app's hooks."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.models import Page

from institutions.preview_links.admin_views import PreviewLinksView, RevokeView
from institutions.record.permissions import may_work_on


class PreviewLinksItem(PageMenuItem):
    label = _("Preview links")
    icon_name = "link"
    url_name = "page-preview-links"

    def is_shown(self, user: Any) -> bool:
        return self.page.latest_revision_id is not None and may_work_on(user, self.page)


@hooks.register("register_admin_urls")
def preview_urls() -> list[URLPattern]:
    return [
        path("pages/<int:page_id>/preview-links/", PreviewLinksView.as_view(), name="page-preview-links"),
        path("pages/<int:page_id>/preview-links/<int:link_id>/", RevokeView.as_view(), name="page-preview-link-revoke"),
    ]


@hooks.register("register_page_header_buttons")
def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[PageMenuItem]:
    yield PreviewLinksItem(page=page, priority=56)
