"""Registers how the admin looks, what its menus hold, and what it asks of editors; imported by core's hooks."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.documents.views.chooser import viewset as document_chooser
from wagtail.log_actions import LogActionRegistry

from core import admin_menu
from core.content_model import views as content_model
from core.duplicates import files
from core.duplicates import hooks as duplicates
from core.duplicates.titles import ACTION as ANOTHER_ONE
from core.lazy_labels import make_lazy

hooks.register("register_admin_menu_item", admin_menu.waiting_menu_item)
hooks.register("construct_main_menu", admin_menu.order_main_menu)
hooks.register("construct_settings_menu", admin_menu.plain_settings_menu)
hooks.register("construct_reports_menu", admin_menu.usable_reports_menu)
hooks.register("construct_help_menu", admin_menu.portal_help_menu)
hooks.register("register_help_menu_item", content_model.menu_item)
hooks.register("before_create_page", duplicates.mark_saved_by_itself)
hooks.register("before_edit_page", duplicates.mark_saved_by_itself)
hooks.register("after_create_page", duplicates.keep_what_was_said)
hooks.register("after_edit_page", duplicates.keep_what_was_said)

document_chooser.create_view_class = files.UploadDocumentView
make_lazy()


@hooks.register("register_admin_urls", order=-1)
def file_urls() -> list[URLPattern]:
    """The addresses where files are added, before Wagtail's own: the first that matches answers."""
    return [
        path("documents/add/", files.AddDocumentView.as_view()),
        path("documents/multiple/add/", files.AddDocumentsView.as_view()),
        path("images/add/", files.AddImageView.as_view()),
    ]


@hooks.register("register_admin_urls")
def content_model_url() -> list[URLPattern]:
    """The page that explains the content model."""
    return [path("content-model/", content_model.ContentModelView.as_view(), name="content_model")]


@hooks.register("insert_global_admin_css")
def portal_style() -> SafeString:
    """The portal's colours, after Wagtail's own style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """What the history of a page says about an answer of an editor."""
    actions.register_action(
        ANOTHER_ONE, _("Say that it is another one"), _("Said that it is another one than the pages of the same title")
    )
