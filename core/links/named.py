"""What names which address, for the report."""

from collections import defaultdict
from collections.abc import Iterable

from core.links.registry import NamedLink, named_links


def namers(urls: Iterable[str]) -> dict[str, list[NamedLink]]:
    """For each of these addresses what names it now, without repetitions."""
    wanted = set(urls)
    found: dict[str, dict[NamedLink, None]] = defaultdict(dict)
    for link in named_links():
        if link.url in wanted:
            found[link.url][link] = None
    return {url: list(links) for url, links in found.items()}
