"""What the head of a page tells machines: its canonical address, its translations, its card in social networks."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Page

from core.i18n.formats import cldr_locale
from core.i18n.translations import LanguageLink, query_string, translations_of
from core.listing.params import FILTERS

#: Parameters that make another page of content; any other is left out of the canonical address.
CANONICAL_PARAMETERS = (*FILTERS, "q", "page")
CARD_FILTER = "fill-1200x630"
LONGEST_DESCRIPTION = 200


@dataclass(frozen=True)
class HeadLinks:
    """Absolute addresses: the canonical one, and one a language the page exists in; `x-default` last."""

    canonical: str
    alternates: list[tuple[str, str]]


def head_links(request: HttpRequest, page: Page | None) -> HeadLinks:
    """The canonical address and the alternates of what is on screen."""
    canonical = _absolute(
        escape_uri_path(request.path) + _without_first_page(query_string(request, CANONICAL_PARAMETERS))
    )
    links = [link for link in translations_of(request, page).links if link.exact]
    alternates = [(link.code, canonical if link.current else _absolute(link.url)) for link in links]
    if len(alternates) > 1:
        alternates.append(("x-default", _default(links, dict(alternates), page)))
    return HeadLinks(canonical, alternates if len(alternates) > 1 else [])


def _default(links: list[LanguageLink], by_code: dict[str, str], page: Page | None) -> str:
    """For readers of other languages: on home pages `/`, which chooses; elsewhere the default language, else the first."""
    if page is not None and page.depth == 2:
        return _absolute("/")
    return by_code.get(settings.LANGUAGE_CODE) or by_code[links[0].code]


def _absolute(url: str) -> str:
    return url if url.startswith("http") else f"{settings.SITE_URL}{url}"


def _without_first_page(query: str) -> str:
    return query.removesuffix("page=1").rstrip("?&") if query.endswith(("?page=1", "&page=1")) else query


def open_graph(
    request: HttpRequest, page: Page | None, *, title: str = "", site_name: str = ""
) -> list[tuple[str, str]]:
    """Properties of the social card (ogp.me) of what is on screen, in order."""
    links = head_links(request, page)
    language = get_language() or settings.LANGUAGE_CODE
    properties = [
        ("og:type", "website" if page is None or page.depth == 2 else "article"),
        ("og:title", title or _title(page)),
        ("og:description", description(page)),
        ("og:url", links.canonical),
        ("og:site_name", site_name or settings.SITE_NAME),
        ("og:locale", _territory(language)),
    ]
    properties += [
        ("og:locale:alternate", _territory(code)) for code, _ in links.alternates if code in _others(language)
    ]
    return [(name, value) for name, value in properties if value] + _picture(page)


def description(page: Page | None) -> str:
    """One or two plain sentences on a page, at most 200 characters; empty when it has none."""
    for name in ("search_description", "summary", "lead", "intro"):
        text = getattr(page, name, "") if page is not None else ""
        if text:
            return Truncator(" ".join(str(text).split())).chars(LONGEST_DESCRIPTION)
    return ""


def _title(page: Page | None) -> str:
    return (page.seo_title or page.title) if page is not None else settings.SITE_NAME


def _others(language: str) -> set[str]:
    return {code for code, _name in settings.LANGUAGES} - {language}


def _territory(code: str) -> str:
    """The language with its territory, as Open Graph wants it: `ar_MA`."""
    locale = cldr_locale(code)
    return f"{locale.language}_{locale.territory}" if locale.territory else locale.language


def _picture(page: Any) -> list[tuple[str, str]]:
    """The cover in the size of a card, while it is public."""
    cover = getattr(page, "cover", None)
    if cover is None or not cover.is_public:
        return []
    rendition = get_rendition_or_not_found(cover, CARD_FILTER)
    if not rendition.width:  # the original is missing from the store
        return []
    found = [
        ("og:image", _absolute(rendition.url)),
        ("og:image:width", str(rendition.width)),
        ("og:image:height", str(rendition.height)),
    ]
    return [*found, ("og:image:alt", cover.description)] if cover.description else found


def head_meta(request: HttpRequest, page: Page | None, *, title: str = "", site_name: str = "") -> SafeString:
    """The elements of the head: description, canonical, alternates, social card."""
    links = head_links(request, page)
    card = open_graph(request, page, title=title, site_name=site_name)
    text = description(page)
    summary = format_html('<meta name="description" content="{}">\n', text) if text else ""
    return format_html(
        '{}<link rel="canonical" href="{}">\n{}{}',
        summary,
        links.canonical,
        format_html_join("", '<link rel="alternate" hreflang="{}" href="{}">\n', links.alternates),
        format_html_join("", '<meta property="{}" content="{}">\n', card),
    )
