"""Links between the pages of a list."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page

from core.i18n.formats import format_number


def pager_links(
    pages: Page, base_url: str, parameters: Mapping[str, str] | Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """`links`, `previous_url` and `next_url` as components/pager.html takes them; page 1 has no number in its address."""
    pairs = list(parameters.items()) if isinstance(parameters, Mapping) else list(parameters)

    def url(number: int) -> str:
        values = pairs if number == 1 else [*pairs, ("page", str(number))]
        return f"{base_url}?{urlencode(values)}" if values else base_url

    window = pages.paginator.get_elided_page_range(pages.number, on_each_side=1, on_ends=1)
    return {
        "links": [
            {"gap": True}
            if number == pages.paginator.ELLIPSIS
            else {"number": format_number(int(number)), "url": url(int(number)), "current": number == pages.number}
            for number in window
        ],
        "previous_url": url(pages.previous_page_number()) if pages.has_previous() else "",
        "next_url": url(pages.next_page_number()) if pages.has_next() else "",
    }
