"""What a directory prints, for comparison with plain Python."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup


def shown(html: str) -> list[str]:
    """Titles of the entries in order."""
    return [link.text.strip() for link in _main(html).select(".entry-title a")]


def counts(html: str, asked: dict[str, str]) -> dict[tuple[str, str], int]:
    """The number beside each choice that is not in force, by parameter and value."""
    found = {}
    for link in _main(html).select(".facets a, .letters a"):
        number = link.select_one(".num, .sr")
        query = dict(parse_qsl(urlsplit(link["href"]).query, keep_blank_values=True))
        changed = [(name, value) for name, value in query.items() if asked.get(name) != value]
        if len(changed) == 1 and number is not None:
            found[changed[0]] = int(number.text.strip(" ()"))
    return found


def _main(html: str) -> Any:
    return BeautifulSoup(html, "html.parser").select_one("main")
