"""Connects what must follow from changes to core models."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import post_page_move

from core.content_columns import recompute_institutions
from core.files import checks, signals  # noqa: F401
from core.i18n import signals as language_signals  # noqa: F401
from core.models import ContentPage


@receiver(post_page_move, dispatch_uid="core.recompute_institutions")
def recompute_institutions_after_move(instance: Page, **_kwargs: Any) -> None:
    """A page moved to another institution belongs to it at once, with everything below."""
    recompute_institutions(ContentPage.objects.filter(path__startswith=instance.path))
