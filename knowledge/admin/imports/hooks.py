"""Registers the import screen with the admin; imported by knowledge's hooks."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permission_policies.pages import PagePermissionPolicy


class ImportMenuItem(MenuItem):
    """Shown to those who may add pages somewhere; the screen asks whether that is below an institution's page."""

    def is_shown(self, request: HttpRequest) -> bool:
        """One query at most, which Wagtail's own menu has made already."""
        return PagePermissionPolicy().user_has_permission(request.user, "add")


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern | URLResolver]:
    """The import screen."""
    return [path("imports/", include("knowledge.admin.imports.urls"))]


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    """The way to it."""
    return ImportMenuItem(_("Import"), reverse("imports:import-list"), name="imports", icon_name="upload", order=350)
