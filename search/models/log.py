"""What is searched, counted without anything about who searched."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import BigIntegerField, Count, Exists, F, Func, Max, OuterRef, Q, Sum
from django.db.models.functions import Cast, Mod
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ENOUGH_TO_BE_OPENED = 5  # searches of a query, from which it says something that nobody opened a result
MOST_RESULTS = 2**31  # more than the column holds


class HourNumber(Func):
    """How many hours a moment is after 1970: a number, so that the results of the last hour come out of one maximum."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="(strftime('%%%%s', %(expressions)s) / 3600)", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(EXTRACT(EPOCH FROM %(expressions)s)::bigint / 3600)"
        return self.as_sql(compiler, connection, template=template, **context)


class QueryCountQuerySet(models.QuerySet):
    def since(self, moment: datetime) -> "QueryCountQuerySet":
        """Counts of the hours that began at this moment or later."""
        return self.filter(hour__gte=moment)

    def by_query(self) -> "QueryCountQuerySet":
        """One mapping for each query and language, with its sums over all hours; the methods below go on from it.

        `last_results` is of its last search. An hour in which a result was only opened knows of no results.
        """
        settled = SettledQuery.objects.filter(language=OuterRef("language"), query=OuterRef("query"))
        is_search = Q(searches__gt=0)
        last = Max(HourNumber("hour") * MOST_RESULTS + F("results"), filter=is_search)
        groups = self.order_by().values("language", "query")
        return groups.annotate(
            total_searches=Sum("searches"),
            total_clicks=Sum("clicks"),
            last_hour=Max("hour", filter=is_search),
            last_results=Cast(Mod(last, MOST_RESULTS), BigIntegerField()),  # SQLite has it as a fraction
            open_hours=Count("pk", filter=Q(is_search, ~Exists(settled.filter(settled_at__gte=OuterRef("hour"))))),
        ).filter(total_searches__gt=0)  # type: ignore[return-value]

    def without_results(self) -> "QueryCountQuerySet":
        """Queries whose last answer was empty."""
        return self.filter(last_results=0)

    def never_opened(self) -> "QueryCountQuerySet":
        """Queries with results of which nobody opened one, in as many searches as it takes to mean something."""
        return self.filter(last_results__gt=0, total_clicks=0, total_searches__gte=ENOUGH_TO_BE_OPENED)

    def open(self) -> "QueryCountQuerySet":
        """Queries that nobody has settled, or that were searched again in a later hour."""
        return self.filter(open_hours__gt=0)

    def settled(self) -> "QueryCountQuerySet":
        """Queries that somebody has settled, and that were not searched since."""
        return self.filter(open_hours=0)


class QueryCount(models.Model):
    """How often one query was searched in one hour and language, and how often a result was opened.

    The query is kept folded. Rows of queries that few people share are deleted (search.log.jobs).
    """

    hour = models.DateTimeField(_("hour"))
    language = models.CharField(_("language"), max_length=10)
    query = models.CharField(_("query"), max_length=200)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    clicks = models.PositiveIntegerField(_("results opened"), default=0)
    results = models.PositiveIntegerField(_("results"), default=0, help_text=_("Of the last search in this hour."))

    is_shared = models.BooleanField(
        default=False, help_text=_("Searched often enough to be kept for more than a week.")
    )

    objects: ClassVar = QueryCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("searched query")
        verbose_name_plural = _("searched queries")
        default_permissions = ("view",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hour", "language", "query"], name="query_count_once_an_hour")
        ]
        indexes: ClassVar = [models.Index(fields=["language", "query", "hour"], name="query_count_query")]

    def __str__(self) -> str:
        return self.query


class SettledQuery(models.Model):
    """A query without good results that an editor has dealt with, or decided to leave as it is."""

    language = models.CharField(_("language"), max_length=10)
    query = models.CharField(_("query"), max_length=200)
    note = models.CharField(_("what was done"), max_length=300, blank=True)
    settled_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("settled query")
        verbose_name_plural = _("settled queries")
        default_permissions = ("add", "delete")
        constraints: ClassVar = [models.UniqueConstraint(fields=["language", "query"], name="settled_query_once")]

    def __str__(self) -> str:
        return self.query
