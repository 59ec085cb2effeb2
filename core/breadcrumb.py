"""The way from the home page to a page."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from core.i18n.translations import translations_of


def breadcrumb(page: Page, request: HttpRequest | None = None, *, inclusive: bool = False) -> list[dict[str, Any]]:
    """Address and label of each live ancestor below the root, the page itself with `inclusive`.

    No query for what anybody may read: the language switch of the same page has read its ancestors.
    """
    steps = translations_of(request, page).branch if request is not None and page.pk else []
    if not steps:  # the preview of a page that is being created, or a page for some readers only
        steps = list(_live_branch(page))
    return [
        {"url": step.get_url(request), "label": step.title} for step in steps if inclusive or step.path != page.path
    ]


def _live_branch(page: Page) -> Any:
    return page.get_ancestors(inclusive=True).filter(depth__gt=1, live=True).select_related("locale")
