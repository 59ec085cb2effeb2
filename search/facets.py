"""Filters beside the results: their values in words with counts, most frequent first, those in force always shown."""

from typing import Any

from core.i18n.formats import format_number
from search.labels import Labels
from search.params import FACETS, SearchParams

SHOWN = 8  # values before "show more"


def facet_groups(
    params: SearchParams, counts: dict[str, dict[str, int]], labels: Labels, base_url: str
) -> list[dict[str, Any]]:
    """The filters as components/facet.html takes them; those that offer no choice are left out.

    A topic is offered once one above it was chosen, or when it has none above.
    """
    groups = []
    for name in FACETS:
        links = [
            link
            for code in _ordered(name, counts.get(name, {}), params)
            if _is_offered(name, code, params, labels)
            and (link := _link(name, code, counts.get(name, {}).get(code, 0), params, labels, base_url))
        ]
        if len(links) > 1 or any(link["current"] for link in links):
            groups.append({"title": labels.titles[name], "links": links[:SHOWN], "more": links[SHOWN:]})
    return groups


def _ordered(name: str, counts: dict[str, int], params: SearchParams) -> list[str]:
    chosen = params.filters.get(name, ())
    codes = dict.fromkeys([*chosen, *counts])
    if name == "year":
        return sorted(
            codes,
            key=lambda code: (code not in chosen, not code.isdecimal(), code if not code.isdecimal() else -int(code)),
        )
    return sorted(codes, key=lambda code: (code not in chosen, -counts.get(code, 0), code))


def _is_offered(name: str, code: str, params: SearchParams, labels: Labels) -> bool:
    return code in params.filters.get(name, ()) or bool(params.filters.get(name)) or labels.depth(name, code) == 1


def _link(
    name: str, code: str, count: int, params: SearchParams, labels: Labels, base_url: str
) -> dict[str, Any] | None:
    label = labels.label(name, code)
    if label is None:
        return None
    return {
        "url": params.toggled(name, code).url(base_url),
        "label": label.text,
        "language": label.language,
        "count": format_number(count),
        "current": code in params.filters.get(name, ()),
    }


def chosen_filters(params: SearchParams, labels: Labels, base_url: str) -> list[dict[str, Any]]:
    """The filters in force, each with the address that removes it."""
    found = []
    for name in FACETS:
        for code in params.filters.get(name, ()):
            label = labels.label(name, code)
            if label:
                url = params.toggled(name, code).url(base_url)
                found.append({"label": label.text, "language": label.language, "remove_url": url})
    return found
