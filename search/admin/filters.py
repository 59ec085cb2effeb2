"""Which searched queries the report shows."""

from datetime import timedelta
from typing import Any, ClassVar

import django_filters
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from search.models import QueryCount
from search.models.log import QueryCountQuerySet

MONTH, WEEK = timedelta(days=30), timedelta(days=7)
#: What the report shows when nothing is chosen, and what can be chosen instead.
WITHOUT_RESULTS = _("Without results")
SHOWN = (("unopened", _("With results that nobody opened")), ("frequent", _("All, the most frequent first")))


def queries(*, show: str = "", period: str = "", language: str = "", settled: str = "") -> QueryCountQuerySet:
    """The searched queries that the report shows for these choices, each of which is empty for the first."""
    rows = QueryCount.objects.since(timezone.now() - (WEEK if period == "week" else MONTH))
    if language:
        rows = rows.filter(language=language)
    rows = rows.by_query()
    rows = rows.settled() if settled else rows.open()
    if show == "unopened":
        return rows.never_opened()
    return rows if show == "frequent" else rows.without_results()


class QueryFilterSet(WagtailFilterSet):
    """The choices of the report. They belong together, so no filter works by itself."""

    show = django_filters.ChoiceFilter(label=_("Show"), choices=SHOWN, empty_label=WITHOUT_RESULTS)
    period = django_filters.ChoiceFilter(
        label=_("Period"), choices=(("week", _("The last 7 days")),), empty_label=_("The last 30 days")
    )
    language = django_filters.ChoiceFilter(
        label=_("Language of the query"), choices=settings.LANGUAGES, empty_label=_("All")
    )
    settled = django_filters.ChoiceFilter(
        label=_("State"), choices=(("yes", _("Settled")),), empty_label=_("To look at")
    )

    class Meta:
        model = QueryCount
        fields: ClassVar = ["show", "period", "language", "settled"]

    def filter_queryset(self, queryset: Any) -> Any:
        """The queries, whatever the queryset was."""
        return queries(**self.form.cleaned_data).order_by(*queryset.query.order_by)
