"""The demonstration accounts. Their passwords are public: production never gets them."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group

from core.models.user import User
from home.setup import PORTAL_MODERATORS
from institutions.enums import Role
from institutions.models import RoleGroup

PASSWORD = "demo-portal-2026"


@dataclass(frozen=True)
class DemoAccount:
    """One account: its address, what its holder does, the groups that let them."""

    email: str
    first_name: str
    does: str
    groups: tuple[str, ...] = ()
    is_superuser: bool = False


EDITOR = DemoAccount("editor@portal.example", "Editor", "writes pages and sends them for approval", ("Editors",))
MODERATOR = DemoAccount(
    "moderator@portal.example", "Moderator", "approves pages or returns them with a reason", (PORTAL_MODERATORS,)
)
ADMIN = DemoAccount("admin@portal.example", "Admin", "sets up the portal", is_superuser=True)
AGENCY = "inpplc"
AGENCY_EDITOR = DemoAccount("agency-editor@portal.example", "Agency editor", "writes the pages of one institution")
AGENCY_MODERATOR = DemoAccount(
    "agency-moderator@portal.example", "Agency moderator", "approves first, in every institution of the demonstration"
)
ACCOUNTS = (ADMIN, EDITOR, MODERATOR, AGENCY_EDITOR, AGENCY_MODERATOR)


def ensure_account(account: DemoAccount) -> User:
    """The account's user, made without a password when missing."""
    user, created = User.objects.get_or_create(
        email=account.email,
        defaults={
            "first_name": account.first_name,
            "last_name": "Demo",
            "is_superuser": account.is_superuser,
            "is_active": False,
        },
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        user.groups.set(Group.objects.filter(name__in=account.groups))
    return user


def join_institutions() -> None:
    """Gives the accounts of institutions their places: the editor in one, the moderator in all."""
    moderators = RoleGroup.objects.filter(role=Role.MODERATOR)
    editors = RoleGroup.objects.filter(role=Role.EDITOR, institution__code=AGENCY)
    for account, rows in ((AGENCY_EDITOR, editors), (AGENCY_MODERATOR, moderators)):
        ensure_account(account).groups.add(*rows.values_list("group", flat=True))


def open_accounts() -> None:
    """Lets the demonstration accounts sign in; only where DEBUG is on. The last step of loading: its mark."""
    for account in ACCOUNTS:
        user = ensure_account(account)
        user.is_active = True
        if settings.DEBUG:
            user.set_password(PASSWORD)
        user.save(update_fields=["is_active", "password"])


def is_loaded() -> bool:
    """Whether the demonstration content has been loaded to its end."""
    return User.objects.filter(email=ADMIN.email, is_active=True).exists()


def begun() -> bool:
    """Whether a load of the demonstration content was ever begun."""
    return User.objects.filter(email=EDITOR.email).exists()
