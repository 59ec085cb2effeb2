"""Keeps text of one direction from disturbing text of the other."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

from core.locales import language_of


def direction(code: str) -> str:
    """`rtl` or `ltr`. Raises KeyError for a language Django does not know."""
    return "rtl" if get_language_info(code)["bidi"] else "ltr"


def language_code_of(thing: Any) -> str:
    """The language of a page or a row with a locale or a language, or of a language code itself; else empty."""
    if isinstance(thing, str):
        return thing
    locale_id = getattr(thing, "locale_id", None)
    return language_of(locale_id) if locale_id else getattr(thing, "language", "") or ""


def in_language(thing: Any) -> SafeString:
    """` lang="ar" dir="rtl"` for something in another language than the page's, nothing for the page's own.

    Starts with a space, so that it can follow a tag's name: `<h3{% in_language item %}>`.
    """
    code = language_code_of(thing)
    if not code or code == get_language():
        return mark_safe("")
    return format_html(' lang="{}" dir="{}"', code, direction(code))


def isolate(text: Any, language: Any = "") -> SafeString:
    """The text in a `<bdi>`: its direction ends with it. With a language (or a row in one), `lang` and `dir` as well.

    Without one the browser takes the direction from the first letter (HTML, 4.5.24).
    """
    code = language_code_of(language)
    if not code:
        return format_html("<bdi>{}</bdi>", text)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', code, direction(code), text)
