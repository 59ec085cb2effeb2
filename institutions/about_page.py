"""What the views of the admin about one page share: its title below theirs, and the way to it."""

from typing import Any

from django.urls import reverse
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class AboutPageMixin(WagtailAdminTemplateMixin):
    """A view about `page`."""

    page: Any

    def get_page_subtitle(self) -> str:
        """The title of the page."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the page's editor, this view."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]
