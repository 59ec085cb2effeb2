"""Recomputes which files are public when something that refers to them changes, in the same transaction."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Page, PageViewRestriction, ReferenceIndex
from wagtail.signals import page_published, page_unpublished, post_page_move

from core.files.visibility import FILE_MODELS, refresh_files, refresh_pages, refresh_referred


@receiver([page_published, page_unpublished], dispatch_uid="files_of_page")
def page_changed(instance: Page, **kwargs: Any) -> None:
    """A page is public from now on, or no more (unpublished, expired, about to be deleted)."""
    refresh_pages([instance.pk])


@receiver(post_page_move, dispatch_uid="files_of_moved_pages")
def page_moved(instance: Page, **kwargs: Any) -> None:
    """A page and those below it may have come under a view restriction, or left one."""
    _refresh_subtree(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="files_of_restricted_pages")
def restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page and those below it came under a view restriction, or left one."""
    _refresh_subtree(instance.page)


@receiver(post_delete, sender=ReferenceIndex, dispatch_uid="files_no_more_referred_to")
def reference_removed(instance: ReferenceIndex, **kwargs: Any) -> None:
    """Something refers to a file no more: edited, or deleted."""
    for model in FILE_MODELS:
        if ContentType.objects.get_for_model(model, for_concrete_model=False).pk == instance.to_content_type_id:
            refresh_files(model, [int(instance.to_object_id)])


@receiver(post_save, dispatch_uid="files_of_settings")
def setting_saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A site setting refers to other files than before.

    The reference index is written first: the order of two receivers of one signal is not ours to choose.
    """
    if raw or sender not in settings_registry:
        return
    ReferenceIndex.create_or_update_for_object(instance)
    refresh_referred(ContentType.objects.get_for_model(sender, for_concrete_model=False), [str(instance.pk)])


def _refresh_subtree(page: Page) -> None:
    refresh_pages(Page.objects.filter(path__startswith=page.path).values_list("pk", flat=True))
