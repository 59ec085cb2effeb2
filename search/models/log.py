"""What is searched, counted without anything about who searched."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class QueryCountQuerySet(models.QuerySet):
    def without_results(self) -> "QueryCountQuerySet":
        """Queries whose last answer was empty."""
        return self.filter(results=0)


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
        indexes: ClassVar = [models.Index(fields=["language", "query"], name="query_count_query")]

    def __str__(self) -> str:
        return self.query


class SettledQuery(models.Model):
    """A query without good results that an editor has dealt with, or decided to leave as it is."""

    language = models.CharField(_("language"), max_length=10)
    query = models.CharField(_("query"), max_length=200)
    note = models.CharField(_("what was done"), max_length=300, blank=True)
    settled_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("settled query")
        verbose_name_plural = _("settled queries")
        constraints: ClassVar = [models.UniqueConstraint(fields=["language", "query"], name="settled_query_once")]

    def __str__(self) -> str:
        return self.query
