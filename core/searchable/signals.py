"""Tells the search of everything that changes what it may find: pages, their place, who may read them, names, topics."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from core.cache.registry import DRAFT_COLUMNS
from core.importing.pages import pages_created
from core.models import ContentPage, Institution, InstitutionName, PortalDocument, Topic
from core.models.portal_page import addresses_changed
from core.models.topic import topic_moved
from core.searchable.changes import documents_changed, pages_changed


def _versions(pages: QuerySet[ContentPage]) -> Iterable[int]:
    """Keys of all versions, in every language, of these pages: which is best for whom depends on all."""
    keys = pages.order_by().values("translation_key")
    return ContentPage.objects.filter(translation_key__in=keys).values_list("pk", flat=True).iterator(chunk_size=2_000)


def _below(path: str) -> QuerySet[ContentPage]:
    return ContentPage.objects.filter(path__startswith=path)


@receiver([page_published, page_unpublished], dispatch_uid="search_page")
def page_changed(instance: Page, **kwargs: Any) -> None:
    """A page was published, or is public no more (taken down, expired, about to be deleted)."""
    if isinstance(instance, ContentPage):
        pages_changed([instance.pk, *_versions(ContentPage.objects.filter(pk=instance.pk))])


@receiver(post_save, dispatch_uid="search_saved_page")
def page_saved(
    sender: type, instance: Any, created: bool, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    """A page was saved in a way that readers may see: made live by code, as an alias, or changed without a revision."""
    is_draft_work = update_fields is not None and update_fields <= DRAFT_COLUMNS
    if isinstance(instance, ContentPage) and not is_draft_work and (instance.live or not created):
        page_changed(instance)


@receiver(post_delete, dispatch_uid="search_deleted_page")
def page_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    """A page is gone; its other versions may be the best for more readers now."""
    if isinstance(instance, ContentPage):
        others = ContentPage.objects.filter(translation_key=instance.translation_key)
        pages_changed([instance.pk, *others.values_list("pk", flat=True)])


@receiver(pages_created, dispatch_uid="search_created_pages")
def many_created(pages: Sequence[Page], published: bool, **kwargs: Any) -> None:
    """An import published many pages at once."""
    if published:
        keys = {page.translation_key for page in pages}
        pages_changed(_versions(ContentPage.objects.filter(translation_key__in=keys)))


@receiver([post_page_move, addresses_changed], dispatch_uid="search_addresses")
def page_moved(instance: Page, **kwargs: Any) -> None:
    """A page has another address, and with it everything below."""
    pages_changed(_versions(_below(instance.path)))


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="search_restriction")
def restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Other people than before may read a page and everything below."""
    pages_changed(_versions(_below(instance.page.path)))


@receiver([post_save, post_delete], sender=InstitutionName, dispatch_uid="search_institution_name")
@receiver(post_save, sender=Institution, dispatch_uid="search_institution")
def institution_changed(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """An institution has another name or code, which its items carry."""
    institution_id = instance.institution_id if isinstance(instance, InstitutionName) else instance.pk
    pages_changed(ContentPage.objects.filter(institution=institution_id).values_list("pk", flat=True))


@receiver([post_save, pre_delete], sender=Topic, dispatch_uid="search_topic")
@receiver(topic_moved, dispatch_uid="search_moved_topic")
def topic_changed(instance: Topic, **kwargs: Any) -> None:
    """A topic stands elsewhere in its tree, or is about to be deleted: what is filed under it is filed under others."""
    below = Topic.objects.filter(path__startswith=instance.path)
    pages_changed(ContentPage.objects.filter(topics__in=below).values_list("pk", flat=True).distinct())


@receiver(post_save, sender=PortalDocument, dispatch_uid="search_file")
def file_changed(instance: PortalDocument, created: bool, **kwargs: Any) -> None:
    """A file has another title, or was replaced."""
    if not created:
        documents_changed([instance.pk])
