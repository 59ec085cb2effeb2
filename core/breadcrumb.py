"""The way from the home page to a page."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page


def breadcrumb(page: Page, request: HttpRequest | None = None, *, inclusive: bool = False) -> list[dict[str, Any]]:
    """Address and label of each live ancestor below the root, the page itself with `inclusive`; one query."""
    steps = page.get_ancestors(inclusive=inclusive).filter(depth__gt=1, live=True).select_related("locale")
    return [{"url": step.get_url(request), "label": step.title} for step in steps]
