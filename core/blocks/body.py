"""Blocks of running text: headings, paragraphs, quotations, pictures, files."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from core.slugs import slugify_title

TEXT_FEATURES = ["bold", "ol", "ul", "link", "document-link"]


class HeadingValue(blocks.StructValue):
    @property
    def anchor(self) -> str:
        """Fragment identifier of the heading, the same as long as its words are."""
        return slugify_title(self["text"], max_length=60)


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Heading"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("Level"), choices=[("2", _("Section")), ("3", _("Part of a section"))], default="2"
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "components/blocks/heading.html"
        value_class = HeadingValue


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "components/blocks/quote.html"


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        help_text=_("What the picture tells. Empty when it is only decoration."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "components/blocks/picture.html"


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Title shown"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("File")
        template = "components/blocks/file.html"


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        label=_("Text"), features=TEXT_FEATURES, template="components/blocks/paragraph.html"
    )
    quote = QuoteBlock()
    picture = PictureBlock()
    file = FileBlock()
