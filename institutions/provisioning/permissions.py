"""Who sees and who changes how an institution works on the portal."""

from typing import Any

from core.models import Institution
from institutions.isolation.scope import own_institutions


def may_manage(user: Any) -> bool:
    """Creates, repairs, suspends and resumes institutions: the portal's team."""
    return user.has_perm("core.change_institution")


def may_see_workspace(user: Any, institution: Institution) -> bool:
    """The portal's team, and the people of the institution."""
    return may_manage(user) or own_institutions(user).filter(pk=institution.pk).exists()
