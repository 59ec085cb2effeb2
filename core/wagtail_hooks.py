"""Registers what core adds to the admin."""

from core.outbox import wagtail_hooks as outbox_hooks  # noqa: F401
