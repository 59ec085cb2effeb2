"""Models of knowledge."""

from knowledge.extraction.models import FilePage, FileText
from knowledge.models.glossary import GlossaryTermPage
from knowledge.models.index import KnowledgeIndexPage
from knowledge.models.page import LegalRelation, LegalTextPage
from knowledge.models.provision import Provision
from knowledge.models.rights import RightsSheetPage
from knowledge.models.version import TextVersion, VersionIsFrozen

__all__ = [
    "FilePage",
    "FileText",
    "GlossaryTermPage",
    "KnowledgeIndexPage",
    "LegalRelation",
    "LegalTextPage",
    "Provision",
    "RightsSheetPage",
    "TextVersion",
    "VersionIsFrozen",
]
