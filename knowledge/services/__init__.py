"""Multi-step writes of legal texts."""

from knowledge.services.provisions import (
    provision_add,
    provision_move,
    provision_remove,
    provision_save,
)
from knowledge.services.versions import (
    version_copy,
    version_draft,
    version_freeze,
    version_publish,
    version_save,
)

__all__ = [
    "provision_add",
    "provision_move",
    "provision_remove",
    "provision_save",
    "version_copy",
    "version_draft",
    "version_freeze",
    "version_publish",
    "version_save",
]
