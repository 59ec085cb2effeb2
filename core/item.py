"""What the page of every published item shows besides its own fields."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from core.citation import citation
from core.filed import filed_under, publisher_link
from core.similar import similar_to
from core.together import together_with


def item_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Publisher, topics, the items that belong to it, those that resemble it, and how to cite it."""
    publisher = publisher_link(page)
    path = page.get_url(request) if page.pk else ""
    return {
        "publisher": publisher,
        "topic_groups": filed_under(page, request),
        "together": together_with(page, request),
        "similar": similar_to(page, request),
        "share_url": path if not path or path.startswith("http") else f"{settings.SITE_URL}{path}",
        "citation": citation(page, publisher["label"] if publisher else "", request),
    }
