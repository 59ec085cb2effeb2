"""What happens to a text's version when its page is submitted, published or deleted."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, TaskState
from wagtail.signals import page_published, page_unpublished, post_page_move, task_submitted

from core.files import refresh_files
from core.importing.pages import pages_created
from core.models import PortalDocument
from knowledge.files import original_files_of, refresh_original_files_below
from knowledge.models import LegalTextPage, Provision, TextVersion
from knowledge.services import version_freeze, version_publish


@receiver(page_published, sender=LegalTextPage)
def publish_version(instance: LegalTextPage, **_kwargs: Any) -> None:
    """Opens the version that the published revision names. A page scheduled for later comes here again when it is live."""
    if instance.live and instance.version:
        version_publish(version=instance.version)
    refresh_original_files_below(instance)


@receiver(pages_created, sender=LegalTextPage)
def publish_versions(pages: Sequence[LegalTextPage], published: bool, **_kwargs: Any) -> None:
    """The same for pages that were made many at once; an import has opened their versions before."""
    if not published:
        return
    for page in pages:
        if page.version and not page.version.published_at:
            version_publish(version=page.version)
    versions = TextVersion.objects.filter(pk__in=[page.version_id for page in pages])
    refresh_files(PortalDocument, original_files_of(versions))


@receiver(page_unpublished, sender=LegalTextPage)
def withdraw_files(instance: LegalTextPage, **_kwargs: Any) -> None:
    """The original files of a text go with it."""
    refresh_original_files_below(instance)


@receiver(post_page_move)
def follow_move(instance: Page, **_kwargs: Any) -> None:
    """Texts may have come under a view restriction, or left one; so do their original files."""
    refresh_original_files_below(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def follow_restriction(instance: PageViewRestriction, **_kwargs: Any) -> None:
    """Texts came under a view restriction, or left one; so do their original files."""
    refresh_original_files_below(instance.page)


@receiver(task_submitted)
def freeze_version(instance: TaskState, **_kwargs: Any) -> None:
    """What somebody is asked to approve changes no more; a later edit makes a copy."""
    revision = instance.revision
    is_legal_text = revision.content_type_id == ContentType.objects.get_for_model(LegalTextPage).pk
    if is_legal_text and (version_id := revision.content.get("version")):
        version_freeze(version=TextVersion.objects.get(pk=version_id))


@receiver(post_delete, sender=LegalTextPage)
def delete_versions(instance: LegalTextPage, **_kwargs: Any) -> None:
    """With the page of a text in one language go its versions: nothing public could cite them any more."""
    versions = TextVersion.objects.of_text(instance.translation_key, instance.locale.language_code).order_by()
    Provision.objects.filter(version__in=versions)._raw_delete(using=DEFAULT_DB_ALIAS)
    TextVersion.objects.filter(copied_from__in=versions).stamp(copied_from=None)
    files = original_files_of(versions)
    versions._raw_delete(using=DEFAULT_DB_ALIAS)
    refresh_files(PortalDocument, files)
