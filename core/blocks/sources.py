"""Where a text's facts come from."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import samples


class SourceBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=300)
    url = blocks.URLBlock(label=_("Web address"), required=False)
    consulted_on = blocks.DateBlock(label=_("Consulted on"), required=False)

    class Meta:
        icon = "link"
        label = _("Source")
        description = _("Where a fact comes from, and the day you read it there.")
        preview_value = staticmethod(samples.source)


class SourcesBlock(blocks.StreamBlock):
    source = SourceBlock()
