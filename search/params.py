"""What an address asks of the search: query, filters with several values each, dates, sorting, page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from search.query.asked import LONGEST_QUERY

#: Filters, in the order in which they are shown. Each is the name of a field of codes in the index.
FACETS = ("kind", "theme", "sector", "institution", "year", "language", "region", "audience", "media", "authority")
SORTS = ("relevance", "newest", "oldest")
DATES = ("from", "to")
PARAMETERS = ("q", *FACETS, *DATES, "sort", "exactly", "page")
MOST_VALUES, LONGEST_VALUE = 40, 80
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # XML, and so a feed, cannot hold them


@dataclass(frozen=True)
class SearchParams:
    """A search's parameters after validation. `unknown` names what could not be understood and was left out.

    `exactly` keeps the query as it was typed: no results with only some of the words.
    """

    query: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first_day: date | None = None
    last_day: date | None = None
    sort: str = SORTS[0]
    exactly: bool = False
    page: int = 1
    unknown: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, query: QueryDict) -> "SearchParams":
        """The parameters of an address. Never raises: what cannot be understood goes to `unknown`."""
        days = {name: _day(query.get(name, "")) for name in DATES}
        sort = query.get("sort", "") or SORTS[0]
        unknown = [name for name, day in days.items() if query.get(name, "").strip() and day is None]
        unknown += ["sort"] if sort not in SORTS else []
        page = query.get("page", "1")
        return cls(
            query=" ".join(_CONTROLS.sub(" ", query.get("q", "")).split())[:LONGEST_QUERY],
            filters={name: values for name in FACETS if (values := _values(query, name))},
            first_day=days["from"],
            last_day=days["to"],
            sort=sort if sort in SORTS else SORTS[0],
            exactly=query.get("exactly") == "1",
            page=max(1, int(page)) if page.isascii() and page.isdecimal() and 0 < len(page) < 6 else 1,
            unknown=tuple(unknown),
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked at all."""
        return not (self.query or self.filters or self.first_day or self.last_day)

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that differ from the default, in a fixed order, without the page."""
        pairs = [("q", self.query)] if self.query else []
        pairs += [(name, value) for name in FACETS for value in self.filters.get(name, ())]
        pairs += [
            (name, day.isoformat()) for name, day in zip(DATES, (self.first_day, self.last_day), strict=True) if day
        ]
        pairs += [("sort", self.sort)] if self.sort != SORTS[0] else []
        return [*pairs, *([("exactly", "1")] if self.exactly else [])]

    def url(self, base: str, *, page: int = 1) -> str:
        """The address of this search."""
        pairs = [*self.pairs(), *([("page", str(page))] if page > 1 else [])]
        return f"{base}?{urlencode(pairs)}" if pairs else base

    def toggled(self, name: str, value: str) -> "SearchParams":
        """The same search with one value of a filter added, or taken away; from the first page."""
        now = self.filters.get(name, ())
        values = tuple(one for one in now if one != value) if value in now else (*now, value)
        filters = {**self.filters, name: values}
        return replace(self, filters={key: kept for key, kept in filters.items() if kept}, page=1, unknown=())

    def without_filters(self) -> "SearchParams":
        """The query alone."""
        return replace(self, filters={}, first_day=None, last_day=None, page=1, unknown=())


def _values(query: QueryDict, name: str) -> tuple[str, ...]:
    given = (value.strip() for value in query.getlist(name)[:MOST_VALUES])
    return tuple(dict.fromkeys(value for value in given if value and len(value) <= LONGEST_VALUE and "\0" not in value))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
