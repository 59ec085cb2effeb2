"""Images and documents, private until something published refers to them."""

from pathlib import PurePosixPath

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from core.pdf import count_pages


class PortalImage(AbstractImage):
    """One uploaded picture. Public while something published refers to it; its renditions follow it."""

    is_public = models.BooleanField(_("public"), default=False, editable=False, db_index=True)
    alt_texts = models.JSONField(_("alternative texts"), default=dict, blank=True, editable=False)
    is_decorative = models.BooleanField(
        _("only decoration"),
        default=False,
        help_text=_("Nothing is lost for those who do not see the image. No words are read out for it."),
    )

    # The texts take the place of Wagtail's description, which has one language.
    admin_form_fields = (
        *(name for name in WagtailImage.admin_form_fields if name != "description"),
        "is_decorative",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def alt_in(self, language: str | None) -> str:
        """What the image tells, in a language; empty for decoration and where nobody has written it yet.

        No other language takes its place: read out with the sounds of the page's, it would be noise.
        """
        return "" if self.is_decorative or not language else self.alt_texts.get(language, "")

    @property
    def default_alt_text(self) -> str:
        """The text in the active language, where Wagtail asks for one: pictures put into a text, the chooser."""
        return self.alt_in(get_language())

    @property
    def languages_without_alt(self) -> list[str]:
        """Codes of the languages in which a text is expected and missing."""
        return [] if self.is_decorative else [code for code in alt_languages() if not self.alt_texts.get(code)]


def alt_languages() -> list[str]:
    """Codes of the languages in which every image should have a text: those in which the admin is read."""
    return [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES]


class PortalRendition(AbstractRendition):
    """One size of an image."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_unique_for_image"
            )
        ]

    @property
    def url(self) -> str:
        """The portal's own address of the file; the view behind it checks who may have it (core.files)."""
        return reverse("image_rendition", args=[self.image_id, PurePosixPath(self.file.name).name])


class PortalDocument(AbstractDocument):
    """One uploaded file. Public while something published refers to it."""

    is_public = models.BooleanField(_("public"), default=False, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    page_count = models.PositiveIntegerField(_("pages"), null=True, editable=False)

    admin_form_fields = (*WagtailDocument.admin_form_fields, "language")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def _set_document_file_metadata(self) -> None:
        super()._set_document_file_metadata()
        self.page_count = count_pages(self.file) if self.file_extension == "pdf" else None
