"""Filters beside the results: their values in words with counts, most frequent first, those in force always shown."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from core.i18n.formats import format_date, format_number
from search.labels import Labels
from search.params import FACETS, SearchParams

SHOWN = 6  # values before "show more"

Counts = dict[str, int]


def facet_groups(
    params: SearchParams, counts: dict[str, Counts], labels: Labels, base_url: str
) -> list[dict[str, Any]]:
    """The filters as components/facet.html takes them; those that offer no choice are left out.

    A topic is offered beside those chosen, below one that is chosen, or when none stands above it.
    """
    groups = []
    for name in FACETS:
        found = counts.get(name, {})
        codes = _ordered(name, found, params.filters.get(name, ()), labels)
        links = [link for code in codes if (link := _link(name, code, found.get(code, 0), params, labels, base_url))]
        if len(links) > 1 or any(link["current"] for link in links):
            shown = max(SHOWN, sum(link["current"] for link in links))
            groups.append(
                {
                    "name": name,
                    "title": labels.titles[name],
                    "links": links[:shown],
                    "more": links[shown:],
                    "is_chosen": any(link["current"] for link in links),
                }
            )
    return groups


def _ordered(name: str, counts: Counts, chosen: tuple[str, ...], labels: Labels) -> list[str]:
    codes = dict.fromkeys([*chosen, *counts])
    if name == "year":
        years = sorted((code for code in codes if code.isdecimal()), key=lambda code: (code not in chosen, -int(code)))
        return [*years, *(code for code in codes if not code.isdecimal())]
    # Topics that are open: what stands below them is offered, each branch in one piece.
    opened = {*chosen, *(above for code in chosen for above in labels.above(name, code))}
    offered = [code for code in codes if set(labels.above(name, code)[-1:]) <= opened]

    def branch(code: str) -> list[tuple[bool, int, str]]:
        line = (*labels.above(name, code), code)
        return [(one not in opened, -counts.get(one, 0), one) for one in line]

    return sorted(offered, key=branch)


def _link(
    name: str, code: str, count: int, params: SearchParams, labels: Labels, base_url: str
) -> dict[str, Any] | None:
    label = labels.label(name, code)
    if label is None:
        return None
    return {
        "url": _toggled(name, code, params, labels).url(base_url),
        "label": label.text,
        "language": label.language,
        "count": format_number(count),
        "current": code in params.filters.get(name, ()),
        "level": len(labels.above(name, code)),
    }


def _toggled(name: str, code: str, params: SearchParams, labels: Labels) -> SearchParams:
    """With the value added or taken away. A topic takes the place of those above and below it: they say the same."""
    chosen = params.filters.get(name, ())
    if code not in chosen:
        above = labels.above(name, code)
        kept = tuple(one for one in chosen if one not in above and code not in labels.above(name, one))
        params = replace(params, filters={**params.filters, name: kept})
    return params.toggled(name, code)


def chosen_filters(params: SearchParams, labels: Labels, base_url: str) -> list[dict[str, Any]]:
    """The filters in force, dates included, each with the address that removes it."""
    found = []
    for name in FACETS:
        for code in params.filters.get(name, ()):
            label = labels.label(name, code)
            if label:
                url = params.toggled(name, code).url(base_url)
                found.append({"label": label.text, "language": label.language, "remove_url": url})
    if params.first_day:
        text = _("From %(day)s") % {"day": format_date(params.first_day)}
        found.append({"label": text, "remove_url": replace(params, first_day=None, page=1).url(base_url)})
    if params.last_day:
        text = _("Until %(day)s") % {"day": format_date(params.last_day)}
        found.append({"label": text, "remove_url": replace(params, last_day=None, page=1).url(base_url)})
    return found
