"""Registers the report of links with the admin; imported by core's hooks."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


class LinksMenuItem(MenuItem):
    """The menu item, for those who may see the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For those with the permission to view links."""
        return request.user.has_perm("core.view_linkcheck")


@hooks.register("register_admin_urls")
def links_urls() -> list[URLPattern | URLResolver]:
    return [path("reports/links/", include("core.links.urls"))]


@hooks.register("register_reports_menu_item")
def links_menu_item() -> MenuItem:
    return LinksMenuItem(_("Links"), reverse("links:report-list"), name="links", icon_name="link", order=1100)


@hooks.register("register_permissions")
def links_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="core", content_type__model="linkcheck")
