"""What the job does with rows: keeping them to what content names, taking some, noting results. Each in a moment."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from core.cache.registry import changed
from core.links.addresses import host_of
from core.links.checker import LONGEST_URL, Result
from core.links.models import LinkCheck, fingerprint
from core.links.registry import NamedLink

SCHEMES = ("http://", "https://")
CHUNK = 500
CLAIM = timedelta(hours=1)  # what a worker took and did not finish is due again after that
CANDIDATES = 400  # rows among which a run chooses, so that many addresses of one host do not keep out the others
NOTED = ("outcome", "status_code", "at", "checked_at", "failing_since", "failures", "is_dead", "next_check_at")


def keep_named(links: Iterable[NamedLink], now: datetime) -> None:
    """Add a row for each new web address, due at once, and delete those that nothing names any more.

    Left out: what is no web address (mailto:, tel:, an address within the portal), and what is longer than the column.
    The report links to what is in a row, so nothing else (javascript:) may come in.
    """
    urls = {link.url for link in links if link.url.lower().startswith(SCHEMES) and len(link.url) <= LONGEST_URL}
    named = {fingerprint(url): url for url in urls}
    known = set(LinkCheck.objects.values_list("url_hash", flat=True))
    missing = [LinkCheck(url=url, url_hash=key, next_check_at=now) for key, url in named.items() if key not in known]
    LinkCheck.objects.bulk_create(missing, batch_size=CHUNK, ignore_conflicts=True)
    unused = sorted(known - named.keys())
    for start in range(0, len(unused), CHUNK):
        LinkCheck.objects.filter(url_hash__in=unused[start : start + CHUNK]).delete()


def claim(now: datetime, *, most: int, most_a_host: int) -> list[LinkCheck]:
    """Take due rows, so that no other worker checks them meanwhile. The rows keep the time they were due at."""
    with transaction.atomic():
        rows = list(LinkCheck.objects.due(now).select_for_update(skip_locked=True)[:CANDIDATES])
        chosen = _choose(rows, most, most_a_host)
        LinkCheck.objects.filter(pk__in=[row.pk for row in chosen]).update(next_check_at=now + CLAIM)
    return chosen


def _choose(rows: Sequence[LinkCheck], most: int, most_a_host: int) -> list[LinkCheck]:
    chosen: list[LinkCheck] = []
    taken: Counter[str] = Counter()
    for row in rows:
        host = host_of(row.url)
        if len(chosen) < most and taken[host] < most_a_host:
            taken[host] += 1
            chosen.append(row)
    return chosen


def release(rows: Iterable[LinkCheck]) -> None:
    """Give back what was taken and not begun, due as before."""
    LinkCheck.objects.bulk_update(rows, ["next_check_at"])


def note(results: Mapping[int, Result], now: datetime) -> None:
    """Write down what the checks found, by the row's key; cached pages are forgotten only if readers see a change."""
    with transaction.atomic():
        rows = list(LinkCheck.objects.filter(pk__in=results).select_for_update())
        is_visible = [row.note(results[row.pk], now) for row in rows]
        LinkCheck.objects.bulk_update(rows, NOTED)
        if any(is_visible):
            changed()
