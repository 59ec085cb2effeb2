"""Of an item's translations, the one that is best for a reader."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from core.listing.query import language_order
from core.locales import language_of


def best_pages(pages: Iterable[Any], language: str) -> dict[UUID, Any]:
    """By translation key, the page that a reader of the language sees: in this language, else the default one, else the
    next of the portal's order; a language that the portal no longer speaks comes last."""
    order = language_order(language)

    def rank(page: Any) -> int:
        code = language_of(page.locale_id)
        return order.index(code) if code in order else len(order)

    best: dict[UUID, Any] = {}
    for page in pages:
        other = best.get(page.translation_key)
        if other is None or rank(page) < rank(other):
            best[page.translation_key] = page
    return best
