"""Every address that the project answers, as Django's resolver knows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import translation

#: The language in whose addresses the crawl reads the public pages.
LANGUAGE = "fr"


@dataclass(frozen=True, order=True)
class Route:
    """One pattern. Several may share a name; one without a name is called by its pattern."""

    name: str
    pattern: str


def all_routes() -> list[Route]:
    """Every pattern once: of two that are alike the first answers, and the second's name is as good as its own."""
    names: dict[str, str] = {}
    with translation.override(LANGUAGE):
        for pattern, name in _walk(get_resolver().url_patterns, "", ()):
            names[pattern] = names.get(pattern) or name
    return sorted(Route(name or f"/{pattern}", pattern) for pattern, name in names.items())


def pattern_of(url: str) -> str:
    """The pattern that answers this address. Raises Resolver404."""
    with translation.override(LANGUAGE):
        return str(resolve(url.partition("?")[0]).route)


def _walk(patterns: Sequence[Any], before: str, spaces: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for one in patterns:
        joined = URLResolver._join_route(before, str(one.pattern))
        if isinstance(one, URLPattern):
            yield joined, ":".join((*spaces, one.name)) if one.name else ""
        else:
            yield from _walk(one.url_patterns, joined, (*spaces, one.namespace) if one.namespace else spaces)
