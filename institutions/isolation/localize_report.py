"""The report of translations, of the reader's own pages."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail_localize.views.report import TranslationsReportView

from institutions.isolation.scope import own_pages, serves_portal


class OwnTranslationsReportView(TranslationsReportView):
    """Stock wagtail-localize 1.14 shows the titles of every source and translation, drafts too, to all in the admin."""

    def get_queryset(self) -> QuerySet[Any]:
        """Translations from or into a page of the reader's own: all versions of a page share one key."""
        rows = super().get_queryset().select_related("source__specific_content_type", "source__locale", "target_locale")
        if serves_portal(self.request.user):
            return rows
        keys = own_pages(self.request.user).order_by().values("translation_key")
        return rows.filter(Q(source__object_id__in=keys))
