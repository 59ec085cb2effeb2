"""Items that resemble one on screen, found by the app that can tell: the search registers itself."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

#: Items of components/entry.html for a page, the most similar first; empty while they cannot be found.
FindSimilar = Callable[[Any, HttpRequest], list[dict[str, Any]]]

_finders: list[FindSimilar] = []


def register_similar(find: FindSimilar) -> None:
    """Has `find(page, request)` say which items resemble a page."""
    if find not in _finders:
        _finders.append(find)


def similar_to(page: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """What every registered finder names, in the order of registration."""
    return [item for find in _finders for item in find(page, request)] if page.pk else []
