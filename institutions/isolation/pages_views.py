"""The explorer, the lists by type and the usage of a page, showing nothing of others that is not public."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui import tables
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.utils import get_latest_str
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.usage import ContentTypeUseView, UsageView
from wagtail.models import Page, ReferenceIndex

from institutions.isolation.pages_filters import own_keys
from institutions.isolation.pages_referrers import ReadableReferrers
from institutions.isolation.scope import is_own_page


class OwnExplorerView(ExplorableIndexView):
    """The explorer. An ancestor of one's own pages is a way to them: its history and workflow are not shown there."""

    def get_side_panels(self) -> MediaContainer:
        """Wagtail's, for a page of one's own."""
        return super().get_side_panels() if is_own_page(self.request.user, self.parent_page) else MediaContainer()

    def get_history_url(self) -> str | None:
        """None for an ancestor: its history would be refused."""
        return super().get_history_url() if is_own_page(self.request.user, self.parent_page) else None


class OwnTypeUseView(ContentTypeUseView):
    """The list of all pages of a type, which are the person's own."""

    def get_base_queryset(self) -> Any:
        """Without the ancestors of one's own pages, which Wagtail counts among what one may explore."""
        return super().get_base_queryset().filter(pk__in=own_keys(self.request.user))


class ReadableUsageView(UsageView):
    """What refers to a page: things of the person's own and public pages by name, all others by their number.

    Stock Wagtail 8.0.1 says of what type and in which field the pages of others refer to it, names whatever is of a
    model that the person may change, and reads each row in a query of its own.
    """

    def get_queryset(self) -> ReadableReferrers:
        """The referrers that may be named, and how many others there are."""
        return ReadableReferrers(ReferenceIndex.get_references_to(self.object), self.request.user)

    @cached_property
    def columns(self) -> list[tables.Column]:
        """Wagtail's; the row about the others has no type."""
        name, _type, field = super().columns
        return [name, tables.Column("content_type", label=_("Type"), accessor=_type_of), field]

    def get_table(self, object_list: Any, **kwargs: Any) -> tables.Table:
        """The rows; a public page that the person may not change is named without a link."""
        finder = AdminURLFinder(self.request.user)
        rows = [self._row(finder, referrer, references) for referrer, references in object_list]
        return BaseListingView.get_table(self, rows, **kwargs)

    def _row(self, finder: AdminURLFinder, referrer: Any, references: list[Any]) -> dict[str, Any]:
        if not references:
            return _row_of_others(referrer)
        if not isinstance(referrer, Page):
            url = finder.get_edit_url(referrer)
        elif is_own_page(self.request.user, referrer):
            url = reverse("wagtailadmin_pages:edit", args=[referrer.pk])
        else:
            url = None
        words = {"object": referrer._meta.verbose_name}
        title = gettext("Edit this %(object)s") % words if url else None
        return {
            "object": referrer,
            "references": references,
            "label": get_latest_str(referrer),
            "edit_url": url,
            "edit_link_title": title,
        }


def _row_of_others(number: int) -> dict[str, Any]:
    words = ngettext(
        "And %(number)d other that is not yours and not public.",
        "And %(number)d others that are not yours and not public.",
        number,
    )
    label = words % {"number": number}
    return {"object": None, "references": [], "label": label, "edit_url": None, "edit_link_title": None}


def _type_of(row: dict[str, Any]) -> str:
    return capfirst(row["references"][0].model_name) if row["references"] else ""
