"""The items that editors linked with an item, as readers of its language see them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from core.cache import remember
from core.listing.best import best_pages
from core.listing.cards import entries, for_cards
from core.locales import language_of
from core.models import ContentLink, ContentPage


def together_with(page: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """Entries (components/entry.html) of the linked items, each in the best language there is; links go both ways.

    At most three queries, and those of the entries only when there is something to show.
    """
    keys = dict.fromkeys(link.target.translation_key for link in _own_links(page))
    if page.pk:
        keys |= dict.fromkeys(remember(("linked-from", page.translation_key), lambda: _naming(page.translation_key)))
    keys.pop(page.translation_key, None)
    if not keys:
        return []
    visible = for_cards(ContentPage.objects.visible().filter(translation_key__in=list(keys)))
    best = best_pages(visible, language_of(page.locale_id))
    return entries([best[key] for key in keys if key in best], request)


def _own_links(page: Any) -> list[ContentLink]:
    """Those of the page as it stands in memory: of a preview, the ones being edited."""
    links = page.links.all()
    return list(links.select_related("target") if hasattr(links, "select_related") else links)


def _naming(key: UUID) -> list[UUID]:
    """Translation keys of the visible pages that name the item in any of its languages."""
    naming = ContentPage.objects.visible().filter(links__target__translation_key=key)
    return list(naming.order_by("translation_key").values_list("translation_key", flat=True).distinct())
