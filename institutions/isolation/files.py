"""A file of one institution becomes public by that institution's own pages alone.

Stock Wagtail has no public and private files; the portal makes a file public that a live page refers to (core.files). An
editor who names any id, in a sent form, in rich text or in an imported translation, would publish another's draft.
"""

from typing import Any

from django.db.models import Exists, ExpressionWrapper, F, Q, TextField
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page
from wagtail.signals import page_published, post_page_move

from core.files import refresh_files, refresh_pages
from core.files.owners import register_owner_rule
from core.files.visibility import FILE_MODELS
from institutions.models import InstitutionPage, RoleGroup, Workspace


def in_anothers_collection(institution: Any, collection_path: Any) -> Q:
    """Condition: the collection is the workspace of another institution, or lies in one (core.files.owners)."""
    path = ExpressionWrapper(collection_path, output_field=TextField())
    others = Workspace.objects.exclude(institution=institution).annotate(file_path=path)
    return Q(Exists(others.filter(file_path__startswith=F("collection__path"))))


def close_publication() -> None:
    """To be called when the portal starts."""
    register_owner_rule(in_anothers_collection)


@receiver(pre_save, dispatch_uid="institutions.file_before_saving")
def before_saving(sender: type, instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    """Notes whether the file is put into another collection."""
    if sender in FILE_MODELS and instance.pk and not raw:
        stored = sender._default_manager.filter(pk=instance.pk)  # type: ignore[attr-defined]
        instance._changes_hands = stored.exclude(collection=instance.collection_id).exists()


@receiver(post_save, dispatch_uid="institutions.file_saved")
def file_saved(sender: type, instance: Any, **_kwargs: Any) -> None:
    """A file that was put into another collection has another owner, whose pages may show it."""
    if sender in FILE_MODELS and instance.__dict__.pop("_changes_hands", False):
        refresh_files(sender, [instance.pk])


@hooks.register("after_bulk_action")
def files_moved(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """The same of many at once, which Wagtail moves without a signal."""
    if action_type == "add_to_collection" and action.model in FILE_MODELS:
        refresh_files(action.model, [one.pk for one in objects])


@receiver(post_page_move, dispatch_uid="institutions.files_of_moved_pages")
def page_moved(instance: Page, **_kwargs: Any) -> None:
    """A page that came to another institution. Core's own receiver is asked before the page's institution is known."""
    _refresh_subtree(instance)


@receiver(page_published, sender=InstitutionPage, dispatch_uid="institutions.files_below_published_face")
def face_published(instance: InstitutionPage, **_kwargs: Any) -> None:
    """A page that became the face of another institution took what is below it along.

    Its groups are still those of the institution before: this module is imported before institutions.signals.
    """
    groups = RoleGroup.objects.filter(group__page_permissions__page=instance.page_ptr_id)
    if groups.exclude(institution=instance.entity_id).exists():
        _refresh_subtree(instance)


def _refresh_subtree(page: Page) -> None:
    refresh_pages(Page.objects.filter(path__startswith=page.path).values_list("pk", flat=True))
