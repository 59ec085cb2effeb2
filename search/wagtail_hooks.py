"""Registers the editors' side of the search with the admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from search.admin.choosers import page_chooser
from search.admin.home import add_panel
from search.admin.viewsets import SearchGroup

hooks.register("construct_homepage_panels", add_panel)


@hooks.register("register_admin_viewset")
def search_viewsets() -> list[ViewSet]:
    return [SearchGroup(), page_chooser]


class PermittedMenuItem(MenuItem):
    """A menu item for those who hold a permission."""

    def __init__(self, permission: str, label: object, url: str, **kwargs: object) -> None:
        super().__init__(label, url, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        """For those with the permission."""
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_urls")
def search_urls() -> list[URLPattern | URLResolver]:
    return [
        path("reports/searched-queries/", include("search.admin.query_urls")),
        path("reports/search-index/", include("search.admin.index_urls")),
    ]


@hooks.register("register_reports_menu_item")
def queries_menu_item() -> MenuItem:
    return PermittedMenuItem(
        "search.view_querycount",
        _("What people search"),
        reverse("search-queries:query-list"),
        name="searched-queries",
        icon_name="search",
        order=1050,
    )


@hooks.register("register_reports_menu_item")
def index_menu_item() -> MenuItem:
    return PermittedMenuItem(
        "search.view_indexbuild",
        _("Search index"),
        reverse("search-index:index-state"),
        name="search-index",
        icon_name="search",
        order=1150,
    )


@hooks.register("register_permissions")
def search_permissions() -> QuerySet[Permission]:
    """Those of the reports; the viewsets register their own."""
    models = ["querycount", "settledquery", "indexbuild"]
    return Permission.objects.filter(content_type__app_label="search", content_type__model__in=models)
