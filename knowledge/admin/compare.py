"""Compares two versions of a text in the admin."""

import re
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from knowledge.admin.base import TextView
from knowledge.compare import differences
from knowledge.models import LegalTextPage, TextVersion

A_PAGE = 20


class VersionCompare(TextView):
    """By default what readers see now and the draft; any two versions of the text on request."""

    template_name = "knowledge/admin/compare.html"

    def get_page_title(self) -> str:
        return _("Compare versions")

    def versions(self) -> "QuerySet[TextVersion]":
        """Every version of the text in this language."""
        return TextVersion.objects.of_text(self.page.translation_key, self.page.locale.language_code)

    def chosen(self, request: HttpRequest) -> tuple[TextVersion | None, TextVersion | None]:
        """The two versions to compare. Raises Http404 for one of another text."""
        published = LegalTextPage.objects.filter(pk=self.page.pk).values_list("version", flat=True).first()
        draft = self.version.pk if self.version else None
        if published == draft and self.version is not None:
            published = self.version.copied_from_id
        ids = [request.GET.get("old") or published, request.GET.get("new") or draft]
        found: list[TextVersion | None] = []
        for pk in ids:
            if pk is not None and not re.fullmatch(r"[0-9]{1,18}", str(pk)):
                raise Http404
            version = self.versions().filter(pk=int(pk)).first() if pk else None
            if pk and version is None:
                raise Http404
            found.append(version)
        return found[0], found[1]

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        old, new = self.chosen(request)
        listed = Paginator(differences(old, new) if old and new else [], A_PAGE).get_page(request.GET.get("p"))
        context: dict[str, Any] = {"old": old, "new": new, "differences": listed, "versions": self.versions()}
        return self.render_to_response(self.get_context_data(**context))
