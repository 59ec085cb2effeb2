"""Fixed choices of the search."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SynonymKind(models.TextChoices):
    TWO_WAY = "two_way", _("All mean the same: whoever searches one finds all")
    ONE_WAY = "one_way", _("One way: whoever searches the first finds the second too")


class PromotionKind(models.TextChoices):
    PROMOTED = "promoted", pgettext_lazy("of a search result", "Recommended: shown first")
    DEMOTED = "demoted", pgettext_lazy("of a search result", "Shown after the others")
