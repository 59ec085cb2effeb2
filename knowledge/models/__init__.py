"""Models of knowledge."""

from knowledge.models.page import LegalRelation, LegalTextPage
from knowledge.models.provision import Provision
from knowledge.models.version import TextVersion, VersionIsFrozen

__all__ = ["LegalRelation", "LegalTextPage", "Provision", "TextVersion", "VersionIsFrozen"]
