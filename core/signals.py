"""Connects what must follow from changes to core models."""

from core.files import checks, signals  # noqa: F401
