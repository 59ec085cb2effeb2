"""Whether every institution has what it needs and its people hold exactly what their roles give them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Count, Q
from wagtail.models import GroupCollectionPermission, GroupPagePermission, WorkflowPage

from core.models import Institution
from institutions.enums import Role
from institutions.models import InstitutionIndexPage, InstitutionPage, RoleGroup, Workspace
from institutions.provisioning.grants import EVERYWHERE, ON_FILES, ON_PAGES, Permissions


def access_faults() -> Iterator[str]:
    """One sentence for each thing that is wrong, institution by institution; a fixed number of queries for all."""
    state = _State()
    for institution in Institution.objects.with_names().order_by("code"):
        for fault in [*state.repairable(institution), *state.people_faults(institution)]:
            yield f"Institution {institution.code}: {fault}"
    yield from _publishers()


def institution_faults(institution: Institution) -> list[str]:
    """What repeating the provisioning of one institution would repair, a sentence each."""
    return list(_State().repairable(institution))


def _publishers() -> Iterator[str]:
    """Groups that could publish past the workflow."""
    on_pages = Q(page_permissions__permission__codename="publish_page")
    everywhere = Q(permissions__codename__startswith="publish_")
    for group in Group.objects.filter(on_pages | everywhere).distinct().order_by("name"):
        yield f"Group '{group.name}' holds a permission to publish, which would pass by every approval. Take it away."


class _State:
    """What there is of all institutions, read once."""

    def __init__(self) -> None:
        self.workspaces = {row.institution_id: row for row in Workspace.objects.all()}
        self.groups: dict[int, dict[Role, Group]] = {}
        for row in RoleGroup.objects.select_related("group"):
            self.groups.setdefault(row.institution_id, {})[Role(row.role)] = row.group
        self.pages: dict[int, list[InstitutionPage]] = {}
        for page in InstitutionPage.objects.only("pk", "entity_id", "face_language").order_by("path"):
            self.pages.setdefault(page.entity_id, []).append(page)
        self.languages = set(InstitutionIndexPage.objects.values_list("locale__language_code", flat=True))
        self.with_workflow = set(WorkflowPage.objects.values_list("page_id", flat=True))
        self.moderators = dict(
            RoleGroup.objects.filter(role=Role.MODERATOR)
            .values_list("institution_id")
            .annotate(people=Count("group__user", filter=Q(group__user__is_active=True)))
        )
        self.permissions = Permissions()
        self.everywhere = _pairs(Permission.objects.exclude(group=None).values_list("group", "pk"))
        self.on_pages = _pairs(GroupPagePermission.objects.values_list("group_id", "page_id", "permission_id"))
        self.on_files = _pairs(
            GroupCollectionPermission.objects.values_list("group_id", "collection_id", "permission_id")
        )

    def repairable(self, institution: Institution) -> Iterator[str]:
        """What is missing or too much."""
        workspace, groups = self.workspaces.get(institution.pk), self.groups.get(institution.pk, {})
        if workspace is None or set(groups) != set(Role):
            yield f"it lacks its groups, files or workflow. Run `manage.py institution_create {institution.code}`."
            return
        yield from self._page_faults(institution)
        for role, group in groups.items():
            yield from self._grant_faults(institution, workspace, role, group)

    def people_faults(self, institution: Institution) -> Iterator[str]:
        """Whom it lacks: an institution that works needs somebody who can approve."""
        groups = self.groups.get(institution.pk, {})
        moderated = institution.is_suspended or self.moderators.get(institution.pk)
        if Role.MODERATOR in groups and not moderated:
            yield (
                f"nobody can approve its pages. Add an active person to the group '{groups[Role.MODERATOR].name}',"
                " or suspend the institution."
            )

    def _page_faults(self, institution: Institution) -> Iterator[str]:
        pages = self.pages.get(institution.pk, [])
        if missing := self.languages - {page.face_language for page in pages}:
            yield (
                f"it has no page in {', '.join(sorted(missing))}."
                f" Run `manage.py institution_create {institution.code}`."
            )
        for page in pages:
            if page.pk not in self.with_workflow:
                yield f"its page {page.pk} has no workflow. Run `manage.py institution_create {institution.code}`."

    def _grant_faults(self, institution: Institution, workspace: Workspace, role: Role, group: Group) -> Iterator[str]:
        rows, pages = self.permissions.rows, self.pages.get(institution.pk, [])
        wanted: tuple[set[Any], ...] = (
            {(row.pk,) for row in rows(EVERYWHERE[role])},
            {(page.pk, row.pk) for page in pages for row in rows(ON_PAGES[role])},
            {(workspace.collection_id, row.pk) for row in rows(ON_FILES[role])},
        )
        if institution.is_suspended:
            wanted = (set(), set(), set())
        held = tuple(table.get(group.pk, set()) for table in (self.everywhere, self.on_pages, self.on_files))
        for place, should, has in zip(("the portal", "its pages", "its files"), wanted, held, strict=True):
            repair = f"Run `manage.py institution_create {institution.code}`."
            if should - has:
                yield f"the group '{group.name}' lacks {len(should - has)} permissions on {place}. {repair}"
            if has - should:
                yield f"the group '{group.name}' holds {len(has - should)} permissions too many on {place}. {repair}"


def _pairs(rows: Iterable[tuple[Any, ...]]) -> dict[int, set[tuple[int, ...]]]:
    """What each group holds: the rest of each row, by its first column."""
    found: dict[int, set[tuple[int, ...]]] = {}
    for group_id, *rest in rows:
        found.setdefault(group_id, set()).add(tuple(rest))
    return found
