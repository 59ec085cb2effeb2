"""Makes what is missing of an institution's pages, groups, files and workflow; what is there is left as it is."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Collection, Page, Workflow, WorkflowPage, WorkflowTask

from core.models import Institution
from core.publishing import publication_workflow
from institutions.enums import Role
from institutions.models import InstitutionIndexPage, InstitutionPage, PublicationApproval, RoleGroup, Workspace
from institutions.provisioning.grants import (
    Permissions,
    grant_everywhere,
    grant_on_files,
    grant_on_pages,
    revoke,
)

NAMES_END = 60  # of the institution's name, in names of groups and workflows: both have columns of a fixed length


@transaction.atomic
def institution_provision(*, institution: Institution) -> Workspace:
    """The institution's workspace, with whatever was missing of it made in one transaction.

    Pages (a draft in each language that has a directory), a group for each role, a collection, a workflow of two steps
    (its own moderators, then the portal's), and the permissions of the groups, in every language. A workflow that was
    chosen for a page by hand stays. The groups of a suspended institution get nothing. Raises ApprovalError when
    `setup_portal` has not run.
    """
    locked = Institution.objects.select_for_update().get(pk=institution.pk)
    _make_pages(locked)  # before the workspace: each page would have all that is granted below granted anew
    groups = _groups(locked)
    workspace = Workspace.objects.select_related("collection", "workflow").filter(institution=locked).first()
    if workspace is None:
        workspace = Workspace.objects.create(
            institution=locked, collection=_collection(locked), workflow=_workflow(locked, groups[Role.MODERATOR])
        )
    _repair_steps(workspace, groups[Role.MODERATOR])
    _grant(locked, groups, workspace)
    return workspace


@transaction.atomic
def pages_follow(*, institution: Institution) -> None:
    """After its pages changed: the groups may work on exactly those, and each has a workflow.

    Does nothing for an institution that was never provisioned.
    """
    workspace = Workspace.objects.select_related("collection", "workflow").filter(institution=institution).first()
    if workspace is not None:
        rows = RoleGroup.objects.filter(institution=institution).select_related("group")
        _grant(institution, {Role(row.role): row.group for row in rows}, workspace)


def pages_of(institution: Institution) -> list[InstitutionPage]:
    """The institution's pages, live or not, one a language."""
    return list(InstitutionPage.objects.filter(entity=institution).order_by("path"))


def _grant(institution: Institution, groups: dict[Role, Group], workspace: Workspace) -> None:
    pages = pages_of(institution)
    _give_workflow(pages, workspace.workflow)
    if institution.is_suspended:
        for group in groups.values():
            revoke(group)
        return
    permissions = Permissions()
    for role, group in groups.items():
        grant_everywhere(role, group, permissions)
        grant_on_pages(role, group, pages, permissions)
        grant_on_files(role, group, workspace.collection, permissions)


def _groups(institution: Institution) -> dict[Role, Group]:
    rows = RoleGroup.objects.filter(institution=institution).select_related("group")
    groups = {Role(row.role): row.group for row in rows}
    for role in Role:
        if role not in groups:
            groups[role] = Group.objects.create(name=_free_group_name(_label(institution, role)))
            RoleGroup.objects.create(institution=institution, role=role, group=groups[role])
    return groups


def _label(institution: Institution, role: Role) -> str:
    """What a group is called in the lists of the admin, in the portal's default language."""
    with translation.override(settings.LANGUAGE_CODE):
        words = {"institution": _short_name(institution), "role": role.label}
        return gettext("%(institution)s: %(role)s") % words


def _short_name(institution: Institution) -> str:
    """Acronym or name, in the active language."""
    return (institution.acronym() or institution.name())[:NAMES_END]


def _free_group_name(name: str) -> str:
    taken = set(Group.objects.filter(name__startswith=name).values_list("name", flat=True))
    return next(one for number in range(1, len(taken) + 2) if (one := _numbered(name, number)) not in taken)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} ({number})"


def _collection(institution: Institution) -> Collection:
    root = Collection.objects.select_for_update().get(depth=1)
    with translation.override(settings.LANGUAGE_CODE):
        return root.add_child(name=institution.name()[:255])


def _workflow(institution: Institution, moderators: Group) -> Workflow:
    with translation.override(settings.LANGUAGE_CODE):
        words = {"institution": _short_name(institution)}
        workflow = Workflow.objects.create(name=gettext("%(institution)s: publication") % words)
        step = PublicationApproval.objects.create(name=gettext("%(institution)s: approval by its moderators") % words)
    step.groups.add(moderators)
    _portal_workflow, last = publication_workflow()
    WorkflowTask.objects.create(workflow=workflow, task=step.task_ptr, sort_order=0)
    WorkflowTask.objects.create(workflow=workflow, task=last, sort_order=1)
    return workflow


def _repair_steps(workspace: Workspace, moderators: Group) -> None:
    """A workflow that lost every step, or was switched off, would let nothing through."""
    workflow = workspace.workflow
    if not workflow.active:
        workflow.active = True
        workflow.save(update_fields=["active"])
    if not workflow.workflow_tasks.exists():
        made = _workflow(workspace.institution, moderators)
        WorkflowTask.objects.filter(workflow=made).update(workflow=workflow)
        made.delete()


def _give_workflow(pages: list[InstitutionPage], workflow: Workflow) -> None:
    """The workflow of the institution, on its pages that have none of their own."""
    have = set(WorkflowPage.objects.filter(page__in=pages).values_list("page_id", flat=True))
    WorkflowPage.objects.bulk_create(
        WorkflowPage(page=page.page_ptr, workflow=workflow) for page in pages if page.pk not in have
    )


def _make_pages(institution: Institution) -> None:
    """A draft in each language whose directory lacks the institution; all are translations of each other."""
    pages = pages_of(institution)
    have = {page.face_language for page in pages}
    key = pages[0].translation_key if pages else None
    for index in _directories():
        language = index.locale.language_code
        if language in have:
            continue
        page = InstitutionPage(title=institution.name(language), entity=institution, locale=index.locale, live=False)
        if key is not None:
            page.translation_key = key
        Page.objects.get(pk=index.pk).add_child(instance=page)
        key = page.translation_key


def _directories() -> list[InstitutionIndexPage]:
    """The directory of each language, the default language's first: its page is the source of the others."""
    indexes = InstitutionIndexPage.objects.select_related("locale").order_by("path")
    return sorted(indexes, key=lambda index: index.locale.language_code != settings.LANGUAGE_CODE)
