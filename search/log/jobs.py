"""Forgets queries that few people share, and those of long ago."""

from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from search.models import QueryCount

KEPT = timedelta(days=400)
RARE_AFTER = timedelta(days=7)
SHARED = 3  # searches in RARE_AFTER, below which a query is forgotten
EVERY_SECONDS = 3600


def forget_rare_queries() -> None:
    """Delete counts older than a week of queries that were searched fewer than three times in any week since.

    A query that one person wrote once is gone after a week; what many write stays for a little more than a year.
    """
    now = timezone.now()
    QueryCount.objects.filter(hour__lt=now - KEPT).delete()
    edge = now - RARE_AFTER
    old = QueryCount.objects.filter(hour__lt=edge, is_shared=False)
    totals = old.order_by().values("language", "query").annotate(total=Sum("searches"))
    for row in totals:
        rows = old.filter(language=row["language"], query=row["query"])
        if row["total"] >= SHARED:
            rows.update(is_shared=True)
        else:
            rows.delete()
