"""The states and reasons of `result`, with their names for editors."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from knowledge.extraction.result import Reason, State


class TextState(models.TextChoices):
    """Whether the search finds something in a file."""

    TEXT = State.TEXT.value, pgettext_lazy("state of a file", "Text found")
    IMAGE_ONLY = State.IMAGE_ONLY.value, pgettext_lazy("state of a file", "Image only")
    EMPTY = State.EMPTY.value, pgettext_lazy("state of a file", "No text")
    UNREADABLE = State.UNREADABLE.value, pgettext_lazy("state of a file", "Could not be read")


class TextReason(models.TextChoices):
    """Why a file could not be read, or not to its end."""

    TOO_LARGE = Reason.TOO_LARGE.value, _("Too large")
    TOO_LONG = Reason.TOO_LONG.value, _("Too long")
    TOO_MUCH_MEMORY = Reason.TOO_MUCH_MEMORY.value, _("Needs too much memory")
    DAMAGED = Reason.DAMAGED.value, _("Damaged")
    LOCKED = Reason.LOCKED.value, _("Locked with a password")
    UNKNOWN_FORMAT = Reason.UNKNOWN_FORMAT.value, _("Not what its name says")
    MISSING = Reason.MISSING.value, _("Not in the store")
