"""What a remark says, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RemarkKind(models.TextChoices):
    """What a reader says about a page."""

    ERROR = "error", _("There is an error on this page")
    USEFUL = "useful", _("This page was useful")
    NOT_USEFUL = "not_useful", _("This page was not useful")


class RemarkState(models.TextChoices):
    """Where a remark stands with the people who edit the page."""

    NEW = "new", pgettext_lazy("state of a remark", "New")
    HANDLED = "handled", pgettext_lazy("state of a remark", "Handled")
    DISMISSED = "dismissed", pgettext_lazy("state of a remark", "Dismissed")
