"""Terms of the glossary, explained in place wherever a text uses them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.models import ContentPage, TextMixin
from institutions.models.item import PublishedItem


class GlossaryTermPage(TextMixin, PublishedItem):
    """One term in one language: the title is the term, the summary its definition."""

    variants = models.TextField(
        _("other forms of the term"),
        blank=True,
        help_text=_(
            "One a line: plural, synonyms, acronym, as they stand in texts. Readers get the definition wherever a text "
            "has one of these forms."
        ),
    )

    needed_to_send = ("summary",)
    kinds = ("glossary_term",)
    schema_type = "DefinedTerm"
    content_panels: ClassVar = [
        *ContentPage.content_panels,
        FieldPanel(
            "summary",
            heading=_("definition"),
            help_text=_(
                "Required. One or two sentences. Example: Money or another benefit given to an official so that …"
            ),
        ),
        FieldPanel("variants"),
        *TextMixin.text_panels,
    ]

    class Meta:
        verbose_name = _("glossary term")

    def search_keywords(self) -> str:
        """The other forms of the term."""
        return " ".join(self.variants.split())

    @property
    def forms(self) -> list[str]:
        """The term and its other forms, as they stand in texts."""
        lines = [self.title, *self.variants.splitlines()]
        return list(dict.fromkeys(line.strip() for line in lines if line.strip()))
