"""Registers the admin of articles and the names of what is logged there."""

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry

from knowledge.admin.imports import hooks as import_hooks  # noqa: F401
from knowledge.extraction import wagtail_hooks as extraction_hooks  # noqa: F401
from knowledge.models import LegalTextPage


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    """The section of a text's articles."""
    return [path("legal-texts/", include("knowledge.admin.urls"))]


@hooks.register("register_page_header_buttons")
def header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """A link to the articles beside the page's own actions."""
    if isinstance(page, LegalTextPage) and page.pk and page.permissions_for_user(user).can_edit():
        yield Button(_("Articles"), reverse("legal_text:article-list", args=[page.pk]), icon_name="list-ul", priority=5)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """What the history of a page says about changes of its text."""
    actions.register_action("knowledge.article_edit", _("Edit an article"), _("Article edited"))
    actions.register_action("knowledge.article_add", _("Add an article"), _("Article added"))
    actions.register_action("knowledge.article_remove", _("Remove an article"), _("Article removed"))
    actions.register_action("knowledge.article_move", _("Move an article"), _("Article moved"))
    actions.register_action("knowledge.version_edit", _("Edit a version"), _("Version edited"))
