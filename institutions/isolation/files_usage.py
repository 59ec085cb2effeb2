"""Where an image, a document or another row is used: pages of the reader's own and public ones; others by number."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui import tables
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.documents.views import documents
from wagtail.images.views import images
from wagtail.models import ReferenceIndex

from institutions.isolation.pages_referrers import ReadableReferrers


class ReadableUsage:
    """Stock Wagtail 8.0.1 lists a row for each page that refers to the file: of drafts of others their type, the field and
    how the deletion would change them, and reads each in a query of its own."""

    request: HttpRequest
    object: Any

    def get_queryset(self) -> ReadableReferrers:
        """What refers to it and may be named, then the number of the others."""
        return ReadableReferrers(ReferenceIndex.get_references_to(self.object), self.request.user)

    @cached_property
    def columns(self) -> list[tables.Column]:
        """Wagtail's; the row about the others has no type."""
        name, _type, references = super().columns  # type: ignore[misc]
        return [name, tables.Column("content_type", label=_("Type"), accessor=_type_of), references]

    def get_table(self, object_list: Any, **kwargs: Any) -> tables.Table:
        """The rows; what the person may not change is named without a link."""
        finder = AdminURLFinder(self.request.user)
        rows = [self._row(finder, referrer, references) for referrer, references in object_list]
        return BaseListingView.get_table(self, rows, **kwargs)  # type: ignore[arg-type]

    def label_of(self, referrer: Any) -> str:
        """What the referrer is called in the list."""
        return str(referrer)

    def edit_url_of(self, finder: AdminURLFinder, referrer: Any) -> str | None:
        """Where the person may change it."""
        return finder.get_edit_url(referrer)  # type: ignore[no-any-return]

    def _row(self, finder: AdminURLFinder, referrer: Any, references: list[Any]) -> dict[str, Any]:
        if not references:
            return _row_of_others(referrer)
        url = self.edit_url_of(finder, referrer)
        title = gettext("Edit this %(object)s") % {"object": referrer._meta.verbose_name} if url else None
        row = {"object": referrer, "references": references, "label": self.label_of(referrer), "edit_url": url}
        return row | {"edit_link_title": title}


class ImageUsageView(ReadableUsage, images.UsageView):
    """Of an image."""


class DocumentUsageView(ReadableUsage, documents.UsageView):
    """Of a document."""


def usage_urls() -> list[URLPattern]:
    """Addresses that come before Wagtail's own: the first that matches answers."""
    return [
        path("images/usage/<int:image_id>/", ImageUsageView.as_view()),
        path("documents/usage/<int:document_id>/", DocumentUsageView.as_view()),
    ]


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
