"""What the page of a rights sheet shows besides its own fields."""

from typing import Any

from django.http import HttpRequest

from core.listing.query import language_order
from core.locales import language_of


def platform_link(sheet: Any, request: HttpRequest) -> dict[str, str] | None:
    """Label and address of the platform's page in the best language for the reader; None when it is not public."""
    if sheet.platform_id is None:
        return None
    from institutions.models import PlatformPage

    order = language_order(language_of(sheet.locale_id))
    pages = PlatformPage.objects.visible().filter(translation_key=sheet.platform.translation_key)
    found = min(pages.select_related("locale"), key=lambda page: order.index(page.locale.language_code), default=None)
    if found is None:
        return None
    own = found.locale.language_code
    return {
        "label": found.title,
        "url": found.get_url(request),
        "language": own if own != language_of(sheet.locale_id) else "",
    }
