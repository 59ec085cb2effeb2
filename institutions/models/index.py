"""The directory of institutions."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.models import IndexPage
from institutions.directory import directory_context


class InstitutionIndexPage(IndexPage):
    """The directory of institutions, in one language."""

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["institutions.InstitutionPage", "institutions.IntegritySystemPage"]

    class Meta:
        verbose_name = _("directory of institutions")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | directory_context(self, request)
