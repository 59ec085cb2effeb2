"""Registers what core adds to the admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from core import admin_hooks  # noqa: F401
from core.deleting import refuse_deletion
from core.faces_admin import refuse_copy_of_face
from core.faces_translation import PageTranslationView
from core.links import wagtail_hooks as links_hooks  # noqa: F401
from core.outbox import wagtail_hooks as outbox_hooks  # noqa: F401

hooks.register("before_copy_page", refuse_copy_of_face)
hooks.register("before_delete_snippet", refuse_deletion)


@hooks.register("register_admin_urls", order=-1)
def page_translation_url() -> list[URLPattern]:
    """The address of wagtail-localize's view, before its own: the first that matches answers."""
    return [path("localize/submit/page/<int:page_id>/", PageTranslationView.as_view())]
