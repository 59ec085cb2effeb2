"""What the page of a rights sheet shows besides its own fields."""

from typing import Any

from django.http import HttpRequest

from core.listing.best import best_pages
from core.locales import language_of


def platform_link(sheet: Any, request: HttpRequest) -> dict[str, str] | None:
    """Label and address of the platform's page in the best language for the reader; None when it is not public."""
    if sheet.platform_id is None:
        return None
    from institutions.models import PlatformPage

    key = sheet.platform.translation_key
    pages = PlatformPage.objects.visible().filter(translation_key=key).select_related("locale")
    found = best_pages(pages, language_of(sheet.locale_id)).get(key)
    if found is None:
        return None
    own = found.locale.language_code
    return {
        "label": found.title,
        "url": found.get_url(request),
        "language": own if own != language_of(sheet.locale_id) else "",
    }
