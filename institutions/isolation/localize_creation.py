"""What submitting something for translation makes: a page where none stands yet, and nothing else."""

from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize import operations


class MissingTranslationCreator(operations.TranslationCreator):
    """Makes the translations that are missing, of what was submitted and, on request, of the pages below it.

    wagtail-localize 1.14 asks about the submitted page alone, in its form. Of the pages below it, it makes translations
    also where somebody wrote the page in that language: the draft there is replaced by the source's text, and a page
    with two sources cannot be opened any more (MultipleObjectsReturned).
    """

    target_locales: Any

    def create_translations(self, instance: Any, include_related_objects: bool = True) -> None:
        """wagtail-localize's, in the languages in which there is no page, or a mere mirror of another."""
        asked = self.target_locales
        self.target_locales = _missing(instance, asked)
        try:
            if self.target_locales:
                super().create_translations(instance, include_related_objects)
        finally:
            self.target_locales = asked


def close_creation() -> None:
    """From `AppConfig.ready()`."""
    operations.TranslationCreator = MissingTranslationCreator


def _missing(instance: Any, locales: Any) -> list[Locale]:
    """Those of the languages; others who submit a translation of the same page wait until this one is written."""
    family = type(instance)._base_manager.filter(translation_key=instance.translation_key)
    if isinstance(instance, Page):
        family = Page.objects.filter(translation_key=instance.translation_key)
        list(family.select_for_update().order_by("pk").values_list("pk", flat=True))
        family = family.filter(alias_of=None)
    there = set(family.values_list("locale_id", flat=True))
    return [locale for locale in locales if locale.pk not in there]
