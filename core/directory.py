"""A directory of pages that fits in memory: filters with counts, words, letters; the same for every directory."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.functional import Promise

from core.analysis.fold import fold
from core.i18n.formats import format_number

LONGEST_VALUE = 100
WORDS = "q"


@dataclass(frozen=True)
class Filter:
    """One filter: its parameter, its title, its values with labels in order, and the values that an entry has.

    `languages`: of those labels that are in another language than the page.
    """

    name: str
    title: str
    choices: Sequence[tuple[str, str | Promise]]
    values_of: Callable[[Any], Iterable[str]]
    languages: Mapping[str, str] = field(default_factory=dict)


class Directory:
    """The entries of one directory that an address asks for."""

    def __init__(
        self,
        request: HttpRequest,
        *,
        entries: Sequence[Any],
        filters: Sequence[Filter],
        words_of: Callable[[Any], str],
        base_url: str,
    ) -> None:
        self.entries = entries
        self.filters = filters
        self.base_url = base_url
        self._words_of = words_of
        given = {name: request.GET.get(name, "").strip()[:LONGEST_VALUE] for name in self.names}
        known = {one.name: {value for value, _label in one.choices} for one in filters}
        #: Names of the filters whose value is not known; they are left out.
        self.unknown = [name for name, values in known.items() if given[name] and given[name] not in values]
        self.asked = given | dict.fromkeys(self.unknown, "")
        self._values = {id(entry): {one.name: set(one.values_of(entry)) for one in filters} for entry in entries}

    @property
    def names(self) -> list[str]:
        """The parameters of the directory's address."""
        return [*(one.name for one in self.filters), WORDS]

    @property
    def found(self) -> list[Any]:
        """The entries that pass every filter, in the order given."""
        return [entry for entry in self.entries if self._passes(entry, self.asked)]

    def _passes(self, entry: Any, asked: dict[str, str]) -> bool:
        values = self._values[id(entry)]
        if any(asked[one.name] and asked[one.name] not in values[one.name] for one in self.filters):
            return False
        words = fold(self._words_of(entry)) if asked[WORDS] else ""
        return all(word in words for word in fold(asked[WORDS]).split())

    def url(self, **changes: str) -> str:
        """The directory's address with some parameters changed; an empty value removes one."""
        values = {name: value for name, value in (self.asked | changes).items() if value}
        return f"{self.base_url}?{urlencode(values)}" if values else self.base_url

    def groups(self) -> list[dict[str, Any]]:
        """The filters for components/facets.html: each value says how many entries it would show."""
        made = [self.group(one) for one in self.filters]
        return [group for group in made if group["links"]]

    def group(self, one: Filter) -> dict[str, Any]:
        others = self.asked | {one.name: ""}
        passing = [entry for entry in self.entries if self._passes(entry, others)]
        links = []
        for value, label in one.choices:
            count = sum(value in self._values[id(entry)][one.name] for entry in passing)
            current = self.asked[one.name] == value
            if count or current:
                url = self.url(**{one.name: "" if current else value})
                language = one.languages.get(value, "")
                links.append(
                    {
                        "url": url,
                        "label": label,
                        "language": language,
                        "count": format_number(count),
                        "current": current,
                    }
                )
        return {"name": one.name, "title": one.title, "links": links, "more": []}

    def chosen(self) -> list[dict[str, str]]:
        """What is in force, each with the address that takes it away."""
        labels = {one.name: dict(one.choices).get(self.asked[one.name], "") for one in self.filters}
        labels[WORDS] = self.asked[WORDS]
        return [
            {"label": str(labels[name]), "remove_url": self.url(**{name: ""})}
            for name in self.names
            if self.asked[name]
        ]

    def hidden(self) -> list[tuple[str, str]]:
        """Names and values that the form of words carries along."""
        return [(name, value) for name, value in self.asked.items() if value and name != WORDS]
