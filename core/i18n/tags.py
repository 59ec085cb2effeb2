"""Template tags of languages, for the library `portal`."""

from typing import Any

from django.template import Context, Library
from django.utils.safestring import SafeString

from core.i18n.direction import in_language, isolate
from core.i18n.formats import day_name, format_date, format_time, month_name
from core.i18n.head import head_meta
from core.i18n.origin import origin_of
from core.i18n.translations import LanguageLink, page_on_screen, translations_of


def language_switch(context: Context) -> list[LanguageLink]:
    """`{% language_switch as languages %}`: code, url, current and missing of each language, for this address."""
    request = context.get("request")
    return translations_of(request, page_on_screen(context)).links if request else []


def head_meta_tag(context: Context, title: str = "", site_name: str = "") -> SafeString:
    """`{% head_meta site_name=frame.site_name %}`: description, canonical, alternates and social card of this address."""
    request = context.get("request")
    if request is None:
        return SafeString("")
    return head_meta(request, page_on_screen(context), title=title, site_name=site_name)


def translation_state(page: Any) -> dict[str, Any] | None:
    """`{% translation_state page as state %}`: source, url and outdated_since for components/translation_badge.html.

    None for an original. Two queries for a translation, three when it is out of date.
    """
    origin = origin_of(page)
    if origin is None:
        return None
    since = format_date(origin.outdated_since) if origin.outdated_since else ""
    return {"source": origin.language, "url": origin.page.get_url(), "outdated_since": since}


def register_on(library: Library) -> None:
    """Adds the tags and filters of this module to a template library."""
    library.simple_tag(language_switch, takes_context=True)
    library.simple_tag(head_meta_tag, takes_context=True, name="head_meta")
    library.simple_tag(translation_state)
    library.simple_tag(in_language)
    library.filter("isolate", isolate)
    library.filter("portal_time", format_time)
    library.filter("month_name", month_name)
    library.filter("day_name", day_name)
