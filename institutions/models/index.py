"""The directory of institutions."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.models import PortalPage
from institutions.directory import directory_context


class InstitutionIndexPage(PortalPage):
    """The directory of institutions, in one language."""

    intro = models.TextField(_("introduction"), blank=True)

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["institutions.InstitutionPage", "institutions.IntegritySystemPage"]
    content_panels: ClassVar = [*PortalPage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("directory of institutions")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | directory_context(self, request)
