"""The page of the admin that explains what can be published, for whoever writes it or builds on it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.content_model.types import tree, type_rows


class ContentModelView(WagtailAdminTemplateMixin, TemplateView):
    """Types, kinds, fields and numbers, generated when it is opened."""

    template_name = "core/content_model/page.html"
    page_title = _("Content model")
    page_subtitle = _("What can be published, and what each part is for")
    header_icon = "list-ul"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The first page, then this one."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The diagram and the descriptions."""
        languages = [code for code, _name in settings.LANGUAGES]
        return super().get_context_data(languages=languages, types=type_rows(languages), roots=tree(), **kwargs)


class ContentModelMenuItem(MenuItem):
    """The link in the help menu."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For everybody who writes or approves pages."""
        return policy_registry.get_by_type(Page).user_has_any_permission(request.user, ["add", "change", "publish"])


def menu_item() -> MenuItem:
    """The link to the page."""
    return ContentModelMenuItem(
        _("Content model"), reverse("content_model"), name="content-model", icon_name="list-ul", order=100
    )
