"""Registers the report of background tasks with the admin; imported by core's hooks."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from core.outbox.models import OutboxEntry


class OutboxMenuItem(MenuItem):
    """The menu item with the number of tasks that were set aside."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For those who may see the report."""
        return request.user.has_perm("core.view_outboxentry")

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """The link, labelled with the number when it is not zero."""
        component = super().render_component(request)
        if count := OutboxEntry.objects.set_aside().count():
            component.label = gettext("Background tasks (%(count)d set aside)") % {"count": count}
        return component


@hooks.register("register_admin_urls")
def outbox_urls() -> list[URLPattern | URLResolver]:
    return [path("reports/background-tasks/", include("core.outbox.urls"))]


@hooks.register("register_reports_menu_item")
def outbox_menu_item() -> MenuItem:
    return OutboxMenuItem(
        _("Background tasks"), reverse("outbox:task-list"), name="background-tasks", icon_name="tasks", order=1200
    )


@hooks.register("register_permissions")
def outbox_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="core", content_type__model="outboxentry")
