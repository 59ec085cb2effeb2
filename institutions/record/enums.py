"""Fixed choices of the record of a page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnpublishReason(models.TextChoices):
    """Why a page is taken down, and so what its address answers from then on."""

    ERROR = "error", _("Published in error: its address says that the page is gone")
    CONSOLIDATED = "consolidated", _("Replaced: its address leads to another page")
    WITHDRAWN = "withdrawn", _("Withdrawn: it stays readable, with a notice above it")
