"""What a page tells search engines in schema.org terms (JSON-LD). What is not known is not said."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from core.locales import language_of

_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def content_data(page: Any, url: str, publisher: str = "") -> dict[str, Any]:
    """Type, name, summary, language, dates and publisher (its name) of a content page, with what its type adds."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": page.schema_type,
        "name": page.title,
        "description": page.summary,
        "url": url if url.startswith("http") else f"{settings.SITE_URL}{url}",
        "inLanguage": language_of(page.locale_id),
        "datePublished": _day(page.dated_on or page.first_published_at),
        "dateModified": _day(page.last_published_at),
    }
    if page.schema_type.endswith("Article"):
        data["headline"] = page.title
    if publisher:
        data["publisher"] = {"@type": "GovernmentOrganization", "name": publisher}
    more = getattr(page, "structured_data", None)
    return data | (more() if more else {})


def script_text(data: Mapping[str, Any]) -> SafeString:
    """The data as the content of a script element of type application/ld+json; empty values are left out."""
    filled = {name: value for name, value in data.items() if value}
    return mark_safe(json.dumps(filled, ensure_ascii=False).translate(_ESCAPES))


def _day(value: Any) -> str:
    """The day in the site's time zone."""
    if isinstance(value, datetime):
        value = localtime(value).date()
    return value.isoformat() if value else ""
