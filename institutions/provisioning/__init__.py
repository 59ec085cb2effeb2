"""Everything that an institution needs on the portal: made at once, repaired by repeating, taken away by suspending."""

from institutions.provisioning.grants import register_role_permissions
from institutions.provisioning.provide import institution_provision, pages_follow
from institutions.provisioning.suspend import institution_resume, institution_suspend

__all__ = [
    "institution_provision",
    "institution_resume",
    "institution_suspend",
    "pages_follow",
    "register_role_permissions",
]
