"""Pages of running text with sources."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.blocks import BodyField, SourcesField
from core.searchable.documents import Section
from core.searchable.texts import body_sections


class TextMixin(models.Model):
    """A body of headings and paragraphs, and the sources its facts come from."""

    body = BodyField(verbose_name=_("text"), blank=True)
    sources = SourcesField(verbose_name=_("sources"), blank=True)

    text_panels: ClassVar = [
        FieldPanel(
            "body",
            help_text=_(
                "Recommended. One idea a paragraph, a heading every few paragraphs. Example of a heading: What you can do."
            ),
        ),
        FieldPanel(
            "sources",
            help_text=_(
                "Recommended wherever a fact stands. Example: Law 31-13 on the right of access to information, article 16."
            ),
        ),
    ]

    class Meta:
        abstract = True

    def search_sections(self) -> list[Section]:
        """The sections of the body, for the search."""
        return body_sections(self.body)
