"""What templates and editors' screens ask about web addresses: one query for many."""

from collections.abc import Iterable

from django.conf import settings

from core.links.models import LinkCheck


def dead_links(urls: Iterable[str]) -> dict[str, LinkCheck]:
    """Those of these addresses that readers are to be warned of; `failing_since` is the date to show.

    Show nothing else of the row: when only the rest changes, cached pages stay. Empty while LINK_CHECKS is off, since
    nobody would notice that an address answers again.
    """
    wanted = list(urls)
    if not wanted or not settings.LINK_CHECKS:
        return {}
    return {row.url: row for row in LinkCheck.objects.dead().for_urls(wanted)}


def failing_links(urls: Iterable[str]) -> dict[str, LinkCheck]:
    """Those of these addresses whose last check failed, for editors; `sentence` says why."""
    wanted = list(urls)
    if not wanted or not settings.LINK_CHECKS:
        return {}
    return {row.url: row for row in LinkCheck.objects.failing().for_urls(wanted)}
