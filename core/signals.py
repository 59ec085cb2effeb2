"""Connects what must follow from changes to core models."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, post_page_move

from core.content_columns import recompute_institutions
from core.files import checks, signals  # noqa: F401
from core.i18n import signals as language_signals  # noqa: F401
from core.models import INSTITUTION_KIND, ContentPage


@receiver(post_page_move, dispatch_uid="core.recompute_institutions")
def recompute_institutions_after_move(instance: Page, **_kwargs: Any) -> None:
    """A page moved to another institution belongs to it at once, with everything below."""
    recompute_institutions(ContentPage.objects.filter(path__startswith=instance.path))


@receiver(page_published, dispatch_uid="core.recompute_institutions_below")
def recompute_institutions_below(instance: Page, **_kwargs: Any) -> None:
    """A page that became the face of another institution takes everything below with it."""
    if isinstance(instance, ContentPage) and instance.kind == INSTITUTION_KIND:
        below = ContentPage.objects.filter(path__startswith=instance.path)
        recompute_institutions(below.exclude(institution=instance.institution))
