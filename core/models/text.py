"""Pages of running text with sources."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.blocks import BodyField, SourcesField


class TextMixin(models.Model):
    """A body of headings and paragraphs, and the sources its facts come from."""

    body = BodyField(verbose_name=_("text"), blank=True)
    sources = SourcesField(verbose_name=_("sources"), blank=True)

    class Meta:
        abstract = True
