"""Blocks of running text: headings, paragraphs, quotations, pictures, files."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from core.blocks import samples
from core.blocks.governance import CommitmentBlock, CommitteeBlock, MeetingBlock
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
        description = _("Begins a section. Headings make the table of contents, and each can be linked to.")
        preview_value = staticmethod(samples.heading)
        template = "components/blocks/heading.html"
        value_class = HeadingValue


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Somebody’s own words, with where they come from.")
        preview_value = staticmethod(samples.quote)
        template = "components/blocks/quote.html"


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        help_text=_("Only where it must say something else here than the image’s own text, which is used otherwise."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("An image in the text. What it tells comes from the image itself, once in every language.")
        preview_template = "core/admin/previews/picture.html"
        template = "components/blocks/picture.html"


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Title shown"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("File")
        description = _("A document to download, with its type and size.")
        preview_template = "core/admin/previews/file.html"
        template = "components/blocks/file.html"


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        label=_("Text"),
        features=TEXT_FEATURES,
        description=_("Paragraphs and lists. Short sentences, one idea each."),
        preview_value=samples.paragraph,
        template="components/blocks/paragraph.html",
    )
    quote = QuoteBlock()
    picture = PictureBlock()
    file = FileBlock()
    committee = CommitteeBlock()
    meeting = MeetingBlock()
    commitment = CommitmentBlock()
