"""What follows for translations and addresses when a page is copied, published, renamed or moved."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import copy_for_translation_done, page_published, page_slug_changed, post_page_move
from wagtail_localize.models import TranslationLog

from core.i18n.origin import align_topics, mark_translated
from core.i18n.redirects import forget_redirects, log_lost_addresses
from core.models import ContentPage


@receiver(copy_for_translation_done, dispatch_uid="origin_of_copy")
def copied(source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """A page was copied into another language."""
    if isinstance(target_obj.specific if isinstance(target_obj, Page) else target_obj, ContentPage):
        mark_translated(target_obj, source_obj.locale)


@receiver(post_save, sender=TranslationLog, dispatch_uid="origin_of_translation")
def translated(instance: TranslationLog, created: bool, **kwargs: Any) -> None:
    """wagtail-localize wrote a translation, or brought it up to date with its source."""
    if not created:
        return
    page = ContentPage.objects.filter(translation_key=instance.source.object_id, locale_id=instance.locale_id).first()
    if page is not None and instance.source.locale_id != instance.locale_id:
        mark_translated(page, instance.source.locale, instance.source.last_updated_at)


@receiver(page_published, dispatch_uid="topics_of_translations")
def published(instance: Page, **kwargs: Any) -> None:
    """A page went public: its translations are filed as the original is, and its address is its own again."""
    if isinstance(instance, ContentPage):
        align_topics(instance)
    forget_redirects(instance)


@receiver(page_slug_changed, dispatch_uid="redirects_of_slug")
def renamed(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    """A page and those below it have other addresses."""
    forget_redirects(instance, subtree=True)
    log_lost_addresses(instance, instance_before.url_path)


@receiver(post_page_move, dispatch_uid="redirects_of_move")
def moved(instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    """As `renamed`; a reorder changes no address."""
    if url_path_before != url_path_after:
        page = Page.objects.get(pk=instance.pk)
        forget_redirects(page, subtree=True)
        log_lost_addresses(page, url_path_before)
