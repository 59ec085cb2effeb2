"""Registers what core adds to the admin."""

from wagtail import hooks

from core.faces_admin import refuse_copy_of_face
from core.outbox import wagtail_hooks as outbox_hooks  # noqa: F401

hooks.register("before_copy_page", refuse_copy_of_face)
