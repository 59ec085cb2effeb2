"""Registers institutions with the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from institutions.content_checks import hooks as content_check_hooks  # noqa: F401
from institutions.isolation import files_hooks, pages_hooks  # noqa: F401
from institutions.mailing import hooks as mail_hooks  # noqa: F401
from institutions.preview_links import wagtail_hooks as preview_hooks  # noqa: F401
from institutions.provisioning.panels import unfinished_checklists
from institutions.provisioning.suspend import RESUMED, SUSPENDED
from institutions.record import wagtail_hooks as record_hooks  # noqa: F401
from institutions.viewsets import InstitutionGroup
from institutions.workflow import wagtail_hooks as workflow_hooks  # noqa: F401

register_snippet(InstitutionGroup)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """What the history of an institution says about its people."""
    actions.register_action(SUSPENDED, _("Suspend"), _("Suspended: its people cannot work until it is resumed"))
    actions.register_action(RESUMED, _("Resume"), _("Resumed: its people can work again"))


@hooks.register("register_admin_urls")
def workspace_urls() -> list[URLPattern | URLResolver]:
    """The pages about an institution's people and files."""
    return [path("institutions/", include("institutions.provisioning.urls"))]


@hooks.register("construct_homepage_panels")
def checklist_panels(request: HttpRequest, panels: list[Any]) -> None:
    """What remains to be done for the person's institutions."""
    panels.extend(unfinished_checklists(request.user))
