"""Fixed choices of legal texts."""

from dataclasses import replace

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.enums import Authority
from core.kinds import Kind


class LegalStatus(models.TextChoices):
    NOT_VERIFIED = "not_verified", _("Not verified")
    IN_FORCE = "in_force", _("In force")
    REPEALED = "repealed", _("Repealed")
    NOT_YET = "not_yet", _("Not yet in force")


class ProvisionKind(models.TextChoices):
    DIVISION = "division", _("Division")
    ARTICLE = "article", _("Article")


class RelationKind(models.TextChoices):
    AMENDS = "amends", _("Amends")
    REPEALS = "repeals", _("Repeals")
    IMPLEMENTS = "implements", _("Implements")


#: What a text is called when the relation is read from the other end.
INVERSE_LABELS = {
    RelationKind.AMENDS: _("Amended by"),
    RelationKind.REPEALS: _("Repealed by"),
    RelationKind.IMPLEMENTS: _("Implemented by"),
}

_LEGAL = (
    Kind("law", pgettext_lazy("legal text", "Law"), pgettext_lazy("legal text", "Laws")),
    Kind("constitution", pgettext_lazy("legal text", "Constitution"), pgettext_lazy("legal text", "Constitutions")),
    Kind("dahir", pgettext_lazy("legal text", "Dahir"), pgettext_lazy("legal text", "Dahirs")),
    Kind("decree", pgettext_lazy("legal text", "Decree"), pgettext_lazy("legal text", "Decrees")),
    Kind("order", pgettext_lazy("legal text", "Order"), pgettext_lazy("legal text", "Orders")),
    Kind("circular", pgettext_lazy("legal text", "Circular"), pgettext_lazy("legal text", "Circulars")),
    Kind("decision", pgettext_lazy("legal text", "Decision"), pgettext_lazy("legal text", "Decisions")),
    Kind("charter", pgettext_lazy("legal text", "Charter"), pgettext_lazy("legal text", "Charters")),
    Kind("treaty", pgettext_lazy("legal text", "Treaty"), pgettext_lazy("legal text", "Treaties")),
    Kind("other", pgettext_lazy("legal text", "Other legal text"), pgettext_lazy("legal text", "Other legal texts")),
)
LEGAL_KINDS = tuple(replace(kind, authority=Authority.BINDING) for kind in _LEGAL)

#: What the knowledge base holds: what people read to know, whoever publishes it.
KNOWLEDGE_KINDS = (
    *(kind.code for kind in LEGAL_KINDS),
    "guide",
    "training",
    "report",
    "study",
    "easy_read",
    "faq",
    "dataset",
    "glossary_term",
    "rights_sheet",
    "good_practice",
    "video",
    "audio",
    "infographic",
)
