"""The way from the home page to a page."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from core.cache import remember


def breadcrumb(page: Page, request: HttpRequest | None = None, *, inclusive: bool = False) -> list[dict[str, Any]]:
    """Address and label of each live ancestor below the root, the page itself with `inclusive`.

    One query, none while nothing public has changed: a text shares it with its articles, a list with its filters.
    """
    if page.pk is None:  # the preview of a page that is being created
        return _steps(page, request, inclusive)
    host = request.get_host() if request else ""
    return remember(("breadcrumb", page.pk, host, inclusive), lambda: _steps(page, request, inclusive))


def _steps(page: Page, request: HttpRequest | None, inclusive: bool) -> list[dict[str, Any]]:
    steps = page.get_ancestors(inclusive=inclusive).filter(depth__gt=1, live=True).select_related("locale")
    return [{"url": step.get_url(request), "label": step.title} for step in steps]
