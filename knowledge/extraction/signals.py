"""Has the text of a file read when it is uploaded or replaced."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from core.models import PortalDocument
from knowledge.extraction.services import enqueue_documents, is_to_be_read


@receiver(post_save, sender=PortalDocument, dispatch_uid="text_of_file")
def file_saved(instance: PortalDocument, raw: bool = False, **_kwargs: Any) -> None:
    """The file may be another one than before."""
    if not raw and is_to_be_read(instance):
        with transaction.atomic():
            enqueue_documents([instance.pk])
