"""What the address of a page that was taken down answers: where it is now, or that it is gone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import Resolver404
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Site

from core.i18n.negotiation import language_of_path
from institutions.models.unpublishing import Unpublishing
from institutions.record.enums import UnpublishReason
from institutions.record.unpublishing import followed

LONGEST_PATH = 2_000


class GoneMiddleware:
    """Looks only at addresses in a language that answered 404, so nothing that is found costs anything.

    410 for what was published in error: gone, and likely for good (RFC 9110, 15.5.11). 301 to what replaces a page:
    links to it are to be changed (RFC 9110, 15.4.2). Both may be kept by caches as long as the portal says.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        row = _row_at(request)
        return _answer(request, row) if row else response


def _row_at(request: HttpRequest) -> Unpublishing | None:
    """What was taken down at this address, or at the address of a page above whose route it is."""
    path = request.path_info
    if language_of_path(path) is None or "\0" in path or len(path) > LONGEST_PATH:
        return None
    steps = [step for step in path.split("/") if step][1:]
    site = Site.find_for_request(request) if steps else None
    if site is None:
        return None
    home = site.root_page.localized.url_path
    starts = {f"{home}{'/'.join(steps[:count])}/": steps[count:] for count in range(1, len(steps) + 1)}
    rows = Unpublishing.objects.filter(page__slug__in=steps, page__url_path__in=starts, page__live=False)
    found = list(rows.select_related("page", "target"))
    nearest = max(found, key=lambda row: len(row.page.url_path), default=None)
    return nearest if nearest and _leads_to(nearest, starts[nearest.page.url_path]) else None


def _leads_to(row: Unpublishing, rest: list[str]) -> bool:
    """Whether the page answered this address while it was published: its own, or one of its routes (`article/12/`)."""
    if not rest:
        return True
    page = row.page.specific
    if not isinstance(page, RoutablePageMixin):
        return False
    try:
        page.resolve_subpage(f"/{'/'.join(rest)}/")
    except Resolver404:
        return False
    return True


def _answer(request: HttpRequest, row: Unpublishing) -> HttpResponse:
    last = row
    for last in followed(row):
        if last.target is not None and last.target.live:
            return HttpResponsePermanentRedirect(last.target.specific.get_url(request))
    is_error = UnpublishReason.ERROR in {row.reason, last.reason}
    return render(request, "institutions/record/gone.html", {"row": row, "is_error": is_error}, status=410)
