"""Everything the public can open, computed from the code: page types, the routes below them, and named addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, get_page_models

LANGUAGES = ("ar", "fr")

#: Not shown by a demonstration instance, each with the reason.
EXCEPTIONS = {
    "name:wagtail_serve": "its answers are the pages, each of which is a place of its own",
    "name:wagtailimages_serve": "its addresses are signed, and only the admin's generator of addresses makes them",
    "name:wagtailcore_authenticate_with_password": "takes only what the form of a restricted page sends to it",
    "name:search:result-opened": "takes only what a browser sends when somebody opens a result",
    "name:api:api-root": "is no answer: it gives the other addresses of the API their beginning",
    "name:preview:page-detail": "holds a secret that is shown once; proved in tests/institutions/preview_links",
    "name:preview:file-detail": "is signed for one preview link; proved in tests/institutions/preview_links",
    "name:sitemap_part": "exists from 5,001 pages in a language; proved in tests/core with smaller parts",
}
#: Answers that are not a page of one language: opened once, not once a language.
UNPREFIXED = frozenset(
    {"root", "favicon", "robots", "sitemap_index", "sitemap", "wagtaildocs_serve", "image_rendition"}
    | {"api:search", "api:openapi-json"}
)
#: What is not an HTML page: feeds, downloads, files, and what is written for machines.
NOT_A_PAGE = re.compile(
    r"[:-]feed/?$|download/|^name:(root|favicon|robots|sitemap\w*|wagtaildocs_serve|image_rendition)$"
    r"|^name:(api:.*|search:(suggestion-list|description-detail))$"
)
#: Kinds of one page type that a reader sees as different pages.
KINDS_SEEN = ("video", "audio", "infographic", "programme", "good_practice", "faq", "dataset")
#: Further states of pages that a reader meets: paths below the language's prefix.
STATES = {
    "state:search with results": "search/?q=code",
    "state:search without results": "search/?q=zzzzzz",
    "state:search with filters": "search/?q=code&kind=guide&kind=institution&from=2000-01-01",
    "state:search with too strict filters": "search/?q=code&kind=guide&year=1901",
    "state:search with remarks": "search/?q=public+procurement+code&from=2020-13-01&sort=x",
    "state:search with another spelling": "search/?q=coruption",
    "state:no such page": "no-such-page/",
    "state:restricted by a password": "restricted/",
    "state:unknown filter": "{theme}?kind=no-such-kind",
    "state:nothing matches": "{theme}?year=1901",
    "state:filtered": "{theme}?languages=own&sort=title",
    "state:with a picture": "{picture}",
    "state:with a file to download": "{file}",
    "state:a result of the guide": "{guide}{result}/",
    "state:platforms by purpose": "{platforms}?purpose=report",
    "state:no platform matches": "{platforms}?q=zzzzzz",
    "state:no institution matches": "{institutions}?q=zzzzzz",
    **{f"state:kind {kind}": f"{{{kind}}}" for kind in KINDS_SEEN},
}


@dataclass(frozen=True)
class Place:
    """One thing to open. `name` says what it is: `page:X`, `route:X:pattern`, `name:x`, `state:x`."""

    name: str
    is_prefixed: bool = True

    @property
    def is_page(self) -> bool:
        """Whether it is an HTML page."""
        return not NOT_A_PAGE.search(self.name)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it must be seen in."""
        return LANGUAGES if self.is_prefixed else LANGUAGES[-1:]


def page_types() -> list[type[Page]]:
    """The types that editors create; the parents of types (`is_creatable` off) have no instances of their own."""
    return [model for model in get_page_models() if model is not Page and model.is_creatable]


def route_patterns(model: type[Page]) -> list[URLPattern]:
    """The addresses below a page of this type, but for the page's own."""
    if not issubclass(model, RoutablePageMixin):
        return []
    return [pattern for pattern in model.get_subpage_urls() if str(pattern.pattern) not in {"", "^$"}]


def named_patterns() -> dict[str, URLPattern]:
    """Every named public address by its name with namespace; the admin has tests of its own."""
    return {name: pattern for name, pattern in _walk(get_resolver(), "") if name}


def _walk(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}" if entry.name else str(entry.pattern), entry
        elif isinstance(entry.pattern, LocalePrefixPattern) or str(entry.pattern) != "admin/":
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inner)


def places() -> list[Place]:
    """Everything that must be published in the demonstration, exceptions left out."""
    found = [Place(f"page:{model.__name__}") for model in page_types()]
    for model in page_types():
        found += [Place(f"route:{model.__name__}:{pattern.pattern}") for pattern in route_patterns(model)]
    found += [Place(f"name:{name}", is_prefixed=name not in UNPREFIXED) for name in named_patterns()]
    found += [Place(name) for name in STATES]
    return [place for place in found if place.name not in EXCEPTIONS]


def cases(*, pages_only: bool = False) -> list[tuple[Place, str]]:
    """Every place in every language it must be seen in, as parameters of a test."""
    chosen = [place for place in places() if place.is_page or not pages_only]
    return [(place, language) for place in chosen for language in place.languages]


def case_id(value: Place | str) -> str:
    """How a place or language is called in the name of a test."""
    return value.name if isinstance(value, Place) else value
