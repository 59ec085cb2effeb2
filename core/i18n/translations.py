"""Where the translations of the page on screen are, or what comes nearest to it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, translate_url
from django.utils.encoding import uri_to_iri
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import get_language
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from core.cache import remember
from core.files.visibility import visible_pages
from core.listing.params import FILTERS
from core.locales import language_of

#: Query parameters that mean the same in every language; `page` does not, the lists differ in length.
SHARED_PARAMETERS = (
    *(*FILTERS, "sort", "q"),
    *("language", "audience", "media", "authority", "from", "to", "exactly"),  # of the search
)


@dataclass(frozen=True)
class LanguageLink:
    """One language of the switch: the address of this page in it, or of the nearest page there is (`missing`).

    `exact`: the address shows the same as the one on screen, not only the page around it.
    """

    code: str
    url: str
    current: bool
    missing: bool
    exact: bool


class Translations:
    """The translations of one page, or of one address that is no page; at most two queries, when first asked.

    None while nothing public has changed. A third reads the site where routing has not.
    """

    def __init__(self, request: HttpRequest, page: Page | None) -> None:
        self.request = request
        self.page = page if page is not None and page.pk else None

    @cached_property
    def links(self) -> list[LanguageLink]:
        """One link a language, in the order of the settings."""
        return [self._link(code) for code, _name in settings.LANGUAGES]

    def _link(self, code: str) -> LanguageLink:
        if code == get_language():
            return LanguageLink(code, self.request.get_full_path(), current=True, missing=False, exact=True)
        if self.page is None:
            return self._link_to_view(code)
        nearest = self._nearest.get(code)
        if nearest is None:
            return LanguageLink(code, f"/{code}/", current=False, missing=True, exact=False)
        missing = nearest.translation_key != self.page.translation_key
        url = nearest.get_url(self.request)
        if missing:
            return LanguageLink(code, url, current=False, missing=True, exact=False)
        subpath = self._subpath_in(nearest)
        exact = bool(subpath) == bool(self._subpath)
        return LanguageLink(code, url + subpath + self._query, current=False, missing=False, exact=exact)

    def _link_to_view(self, code: str) -> LanguageLink:
        """A view under the language prefixes has the same address in each; anything else leads home."""
        match = self.request.resolver_match
        if match is None or match.url_name == "wagtail_serve":
            return LanguageLink(code, f"/{code}/", current=False, missing=True, exact=False)
        url = translate_url(self.request.path, code) + self._query
        return LanguageLink(code, url, current=False, missing=False, exact=True)

    @cached_property
    def branch(self) -> list[Page]:
        """The visible pages from the home page down to this one, itself included."""
        return [page for page in self._family if page.path in self._paths]

    @cached_property
    def _nearest(self) -> dict[str, Page]:
        """By language, the visible translation of the page or of its closest ancestor that has one."""
        # How deep in this page's own branch; a translation may stand elsewhere in its tree.
        depths = {page.translation_key: page.depth for page in self.branch}
        nearest: dict[str, Page] = {}
        for page in sorted(self._family, key=lambda page: depths.get(page.translation_key, page.depth)):
            nearest[page.locale.language_code] = page
        return nearest

    @cached_property
    def _paths(self) -> list[str]:
        assert self.page is not None
        own = self.page.path
        return [own[:end] for end in range(2 * Page.steplen, len(own) + 1, Page.steplen)]

    @cached_property
    def _family(self) -> list[Page]:
        """The visible translations of the page and of its ancestors, from the top down; one query."""
        assert self.page is not None
        return remember(("translations", self.page.pk), self._find_family)

    def _find_family(self) -> list[Page]:
        keys = Page.objects.filter(path__in=self._paths).values("translation_key")
        found = visible_pages().filter(translation_key__in=keys).select_related("locale")
        return list(found.order_by("depth", "path"))

    @cached_property
    def _subpath(self) -> str:
        """What the address has after the page's own, e.g. `article/12/`."""
        assert self.page is not None
        own = uri_to_iri(self.page.get_url(self.request) or "")  # as `request.path` writes it
        return self.request.path[len(own) :] if self.request.path.startswith(own) else ""

    def _subpath_in(self, translation: Page) -> str:
        """The same sub-address below a translation.

        A page type that knows answers itself (`subpath_in(translation, subpath)`). Otherwise a route without values
        (`news/`) is there in every language, and one with values (`article/12/`) may not be: it leads to the page.
        """
        if not self._subpath:
            return ""
        own = self.page.specific  # type: ignore[union-attr]
        if hasattr(own, "subpath_in"):
            return own.subpath_in(translation, self._subpath)
        if not isinstance(own, RoutablePageMixin):
            return ""
        try:
            _view, args, kwargs = own.resolve_subpage(f"/{self._subpath}")
        except Resolver404:
            return ""
        return "" if args or kwargs else self._subpath

    @cached_property
    def _query(self) -> str:
        asked = self.request.GET
        given = [(name, value) for name in SHARED_PARAMETERS for value in asked.getlist(name) if value]
        return f"?{urlencode(given)}" if given else ""


def query_string(request: HttpRequest, names: tuple[str, ...]) -> str:
    """The query string of the address with these parameters only, in this order; empty when none is given."""
    given = [(name, request.GET[name]) for name in names if request.GET.get(name)]
    return f"?{urlencode(given)}" if given else ""


def translations_of(request: HttpRequest, page: Page | None) -> Translations:
    """The translations of what is on screen, worked out once a request."""
    kept = getattr(request, "_portal_translations", None)
    if kept is None or kept.page != page:
        kept = request._portal_translations = Translations(request, page)  # type: ignore[attr-defined]
    return kept


def page_on_screen(context: Any) -> Page | None:
    """The page that a template is rendered for, or None."""
    page = context.get("page") or context.get("self")
    return page if isinstance(page, Page) else None


def page_language(page: Page) -> str:
    """The language code of a page, without a query."""
    return language_of(page.locale_id)
