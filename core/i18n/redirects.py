"""Old addresses lead to where a page is now, and never away from a page that stands there again."""

import logging
from typing import Any
from urllib.parse import urlsplit

from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.middleware import RedirectMiddleware as WagtailRedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site

logger = logging.getLogger(__name__)

BATCH = 400
LONGEST_PATH = 2_000
#: Characters that a redirect can hold of an address (SQLite would hold more, PostgreSQL refuses).
LONGEST_REDIRECT = Redirect._meta.get_field("old_path").max_length
#: A page's address is at most this much longer than its `url_path`: its language's code in place of its home's slug.
LONGEST_PREFIX = 10


def fits_redirect(page: Page) -> bool:
    """Whether a redirect could lead from where this page stands."""
    if len(page.url_path) + LONGEST_PREFIX <= LONGEST_REDIRECT:
        return True
    path = _path_of(page)
    return path is None or len(Redirect.normalise_path(path)) <= LONGEST_REDIRECT


def log_lost_addresses(page: Page, url_path_before: str) -> None:
    """Says in the log how many addresses, left by a page and the live ones below it, no redirect can hold."""
    path = _path_of(page)
    if path is None:
        return
    shift = len(Redirect.normalise_path(path)) + len(url_path_before) - 2 * len(page.url_path)
    pages = page.get_descendants(inclusive=True).live().annotate(length=Length("url_path"))
    if lost := pages.filter(length__gt=LONGEST_REDIRECT - shift).count():
        message = "%d old addresses of page %d and those below it have more than %d characters: no redirect is made."
        logger.warning(message, lost, page.pk, LONGEST_REDIRECT)


def forget_redirects(page: Page, *, subtree: bool = False) -> int:
    """Deletes automatic redirects from where this page (and the live ones below it) now stands; returns how many.

    Wagtail keeps them: taken down later, the new page would send its readers to the one that stood there before, or
    to itself without end.
    """
    pages = [page]
    if subtree:
        pages += page.get_descendants().live().select_related("locale")
    paths = [Redirect.normalise_path(url) for url in (_path_of(each) for each in pages) if url]
    deleted = 0
    for start in range(0, len(paths), BATCH):
        batch = Redirect.objects.filter(automatically_created=True, old_path__in=paths[start : start + BATCH])
        deleted += batch.delete()[0]
    return deleted


def _path_of(page: Page) -> str | None:
    parts = page.get_url_parts()
    return parts[2] if parts else None


class RedirectMiddleware(WagtailRedirectMiddleware):
    """Wagtail's, and for addresses below a page (`article/12/`) that has moved."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        answer = super().process_response(request, response)
        if answer.status_code != 404:
            return answer
        url = moved_below(request)
        return HttpResponsePermanentRedirect(url) if url else answer


def moved_below(request: HttpRequest) -> str | None:
    """The new address of something below a routable page that was moved or renamed, with its query; one query if none."""
    path = uri_to_iri(request.path)[:LONGEST_PATH]
    if "\0" in path:
        return None
    steps = [step for step in path.split("/") if step]
    starts = {"/" + "/".join(steps[:count]): steps[count:] for count in range(2, len(steps))}
    if not starts:
        return None
    site = Site.find_for_request(request)
    found = Redirect.get_for_site(site).filter(old_path__in=starts, redirect_page__live=True)
    nearest = max(found.select_related("redirect_page"), key=lambda redirect: len(redirect.old_path), default=None)
    return _below(nearest, starts[nearest.old_path], request) if nearest else None


def _below(redirect: Any, rest: list[str], request: HttpRequest) -> str | None:
    page = redirect.redirect_page.specific
    base = page.get_url(request)
    if not isinstance(page, RoutablePageMixin) or not base:
        return None
    query = urlsplit(request.get_full_path()).query
    url = f"{base}{'/'.join(rest)}/"
    return f"{url}?{query}" if query else url
