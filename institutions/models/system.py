"""The national integrity system: who prevents, investigates, judges, audits, oversees and informs."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.models import IndexPage, TextMixin
from institutions.integrity_system import system_context


class IntegritySystemPage(TextMixin, IndexPage):
    """The integrity system in one language, drawn from the functions of the institutions."""

    parent_page_types: ClassVar = ["institutions.InstitutionIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    content_panels: ClassVar = [
        *IndexPage.content_panels,
        *TextMixin.text_panels,
    ]

    class Meta:
        verbose_name = _("national integrity system")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | system_context(self, request)
