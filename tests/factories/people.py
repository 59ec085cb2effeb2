"""People who sign in, with what they may do in one or several institutions."""

from typing import Any

from core.models import Institution, User
from institutions.enums import Role
from institutions.models import RoleGroup
from institutions.provisioning import institution_provision


def member(institution: Institution, role: Role | str, email: str = "", **fields: Any) -> User:
    """An active person who has this role in the institution, which is provisioned first when it was not."""
    if not RoleGroup.objects.filter(institution=institution).exists():
        institution_provision(institution=institution)
    email = email or f"{role}@{institution.code}.example"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, **fields)
    user.groups.add(RoleGroup.objects.get(institution=institution, role=role).group)
    return user
