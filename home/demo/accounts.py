"""The demonstration accounts. Their passwords are public: production never gets them."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group

from core.models.user import User
from home.setup import PORTAL_MODERATORS

PASSWORD = "demo-portal-2026"


@dataclass(frozen=True)
class DemoAccount:
    """One account: its address, what its holder can do, the groups that let them."""

    email: str
    first_name: str
    role: str
    groups: tuple[str, ...] = ()
    is_superuser: bool = False


EDITOR = DemoAccount("editor@portal.example", "Editor", "writes pages and sends them for approval", ("Editors",))
MODERATOR = DemoAccount(
    "moderator@portal.example", "Moderator", "approves pages or returns them with a reason", (PORTAL_MODERATORS,)
)
ADMIN = DemoAccount("admin@portal.example", "Admin", "sets up the portal", is_superuser=True)
ACCOUNTS = (ADMIN, EDITOR, MODERATOR)


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
