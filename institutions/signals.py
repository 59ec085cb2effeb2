"""Keeps groups, files and workflows in step with institutions and their pages."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Collection, WorkflowPage
from wagtail.signals import page_published

from core.importing.pages import pages_created
from core.models import Institution
from institutions.models import InstitutionPage, PublicationApproval, RoleGroup, Workspace
from institutions.provisioning.provide import pages_follow


@receiver(post_save, sender=InstitutionPage, dispatch_uid="institutions.page_added")
def page_added(instance: InstitutionPage, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """A page in a further language, as a translation makes it: the institution's people may work on it."""
    if created and not raw:
        pages_follow(institution=instance.entity)


@receiver(page_published, sender=InstitutionPage, dispatch_uid="institutions.page_published")
def page_became_anothers(instance: InstitutionPage, **_kwargs: Any) -> None:
    """A page that became the face of another institution changes hands."""
    held = RoleGroup.objects.filter(group__page_permissions__page=instance.page_ptr_id)
    for role_group in held.exclude(institution=instance.entity_id).select_related("institution"):
        pages_follow(institution=role_group.institution)
        WorkflowPage.objects.filter(page=instance.page_ptr_id).delete()
        pages_follow(institution=instance.entity)


@receiver(pages_created, dispatch_uid="institutions.pages_created")
def pages_added(sender: type, pages: list[Any], **_kwargs: Any) -> None:
    """Pages that were made many at once, without a signal for each."""
    if sender is InstitutionPage:
        for institution in {page.entity for page in pages}:
            pages_follow(institution=institution)


@receiver(pre_delete, sender=Institution, dispatch_uid="institutions.before_deletion")
def before_deletion(instance: Institution, **_kwargs: Any) -> None:
    """Groups go with their institution; the rows that name them go first."""
    for row in RoleGroup.objects.filter(institution=instance).select_related("group"):
        row.group.delete()


@receiver(post_delete, sender=Workspace, dispatch_uid="institutions.workspace_deleted")
def workspace_deleted(instance: Workspace, **_kwargs: Any) -> None:
    """The workflow goes with its institution. The files stay, in a collection that only the portal's team can open."""
    workflow = instance.workflow
    steps = [task.pk for task in workflow.tasks]
    if not workflow.workflow_states.exists():
        workflow.delete()
        for step in PublicationApproval.objects.filter(pk__in=steps, task_states=None, workflow_tasks=None):
            step.delete()
    else:
        workflow.deactivate()
    if not _is_used(instance.collection):
        instance.collection.delete()


def _is_used(collection: Collection) -> bool:
    from core.files.visibility import FILE_MODELS

    return collection.numchild > 0 or any(
        model._default_manager.filter(collection=collection).exists() for model in FILE_MODELS
    )
