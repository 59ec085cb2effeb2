"""Images and documents, private until something published refers to them."""

from pathlib import PurePosixPath

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class PortalImage(AbstractImage):
    """One uploaded picture. Public while something published refers to it; its renditions follow it."""

    is_public = models.BooleanField(_("public"), default=False, editable=False, db_index=True)

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


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

    admin_form_fields = (*WagtailDocument.admin_form_fields, "language")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
