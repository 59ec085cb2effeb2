"""Links between items that belong together: an easy-read summary and its guide, a video and its report."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable

from core.models.content import ContentPage
from core.models.rows import UniqueRowsKey


class ContentLink(Orderable):
    """Two items that belong together. Both pages show the other one, in the reader's language."""

    page = UniqueRowsKey(ContentPage, on_delete=models.CASCADE, related_name="links")
    target = models.ForeignKey(
        ContentPage, verbose_name=_("other item"), on_delete=models.CASCADE, related_name="linked_from"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("link between items")
        verbose_name_plural = _("links between items")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "target"], name="content_link_once"),
            models.CheckConstraint(condition=~Q(page=F("target")), name="content_link_to_another_item"),
        ]

    def __str__(self) -> str:
        return str(self.target)
