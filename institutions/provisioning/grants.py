"""What each role may do, and where: written down here, granted to the groups of an institution.

No role holds `publish` (docs/decisions/009-publication-record.md): only the end of a workflow publishes.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from institutions.enums import Role

#: On the institution's pages and everything below them.
ON_PAGES = {
    Role.EDITOR: ("wagtailcore.add_page", "wagtailcore.change_page"),
    Role.MODERATOR: ("wagtailcore.change_page", "wagtailcore.lock_page", "wagtailcore.unlock_page"),
    Role.HANDLER: (),
}
_FILES = tuple(
    f"{app}.{verb}_{model}"
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for verb in ("add", "change", "choose")
)
#: In the institution's collection.
ON_FILES = {Role.EDITOR: _FILES, Role.MODERATOR: _FILES, Role.HANDLER: ()}
#: Permissions without a place; what they reach is narrowed by the policies of each model.
EVERYWHERE: dict[Role, tuple[str, ...]] = {
    Role.EDITOR: ("wagtailadmin.access_admin", "wagtail_localize.submit_translation"),
    Role.MODERATOR: ("wagtailadmin.access_admin",),
    Role.HANDLER: ("wagtailadmin.access_admin",),
}


def register_role_permissions(role: Role, *names: str) -> None:
    """Gives every institution's group of this role permissions ("app.codename") of an app above this one."""
    EVERYWHERE[role] = tuple(dict.fromkeys((*EVERYWHERE[role], *names)))


class Permissions:
    """Permission rows by name, one query for all.

    Raises LookupError for names that the database does not know, which `migrate` creates.
    """

    def __init__(self) -> None:
        wanted = {name for table in (ON_PAGES, ON_FILES, EVERYWHERE) for names in table.values() for name in names}
        rows = Permission.objects.filter(codename__in=[name.partition(".")[2] for name in wanted])
        self._rows = {
            f"{row.content_type.app_label}.{row.codename}": row for row in rows.select_related("content_type")
        }
        if missing := wanted - set(self._rows):
            raise LookupError(f"The permissions {', '.join(sorted(missing))} do not exist. Run `manage.py migrate`.")

    def rows(self, names: Iterable[str]) -> list[Permission]:
        """The rows of these names."""
        return [self._rows[name] for name in names]


def grant_everywhere(role: Role, group: Group, permissions: Permissions) -> None:
    """Gives the group the permissions of its role that have no place, and no others."""
    group.permissions.set(permissions.rows(EVERYWHERE[role]))


def grant_on_pages(role: Role, group: Group, pages: Iterable[Page], permissions: Permissions) -> None:
    """Gives the group the permissions of its role on exactly these pages, and takes away those on any other."""
    wanted = {(page.pk, row.pk) for page in pages for row in permissions.rows(ON_PAGES[role])}
    held = GroupPagePermission.objects.filter(group=group)
    present = {(row.page_id, row.permission_id): row.pk for row in held}
    if stale := [present[key] for key in present.keys() - wanted]:
        held.filter(pk__in=stale).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page_id, permission_id=permission_id)
        for page_id, permission_id in sorted(wanted - present.keys())
    )


def grant_on_files(role: Role, group: Group, collection: Collection, permissions: Permissions) -> None:
    """Gives the group the permissions of its role in exactly this collection, and takes away those in any other."""
    wanted = {(collection.pk, row.pk) for row in permissions.rows(ON_FILES[role])}
    held = GroupCollectionPermission.objects.filter(group=group)
    present = {(row.collection_id, row.permission_id): row.pk for row in held}
    if stale := [present[key] for key in present.keys() - wanted]:
        held.filter(pk__in=stale).delete()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection_id=collection_id, permission_id=permission_id)
        for collection_id, permission_id in sorted(wanted - present.keys())
    )


def revoke(group: Group) -> None:
    """Takes everything from the group but its members."""
    group.permissions.clear()
    GroupPagePermission.objects.filter(group=group).delete()
    GroupCollectionPermission.objects.filter(group=group).delete()
