"""The line at the end of every public page: was it useful, is there an error on it."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from core.cache import remember
from core.i18n.translations import page_on_screen
from feedback.enums import RemarkKind
from feedback.subject import address_of, has_remarks, subject_query
from institutions.record.standing import standing_of

register = template.Library()


@dataclass(frozen=True)
class RemarkLinks:
    """Addresses of the form, one a kind."""

    error: str
    useful: str
    not_useful: str


@register.simple_tag(takes_context=True)
def remark_links(context: Any) -> RemarkLinks | None:
    """`{% remark_links as remarks %}`: for what is on screen; None where the form would not take a remark."""
    request, page = context.get("request"), page_on_screen(context)
    if request is None or getattr(request, "is_preview", False):
        return None
    query = _query(request, page)
    if not query:
        return None
    form = reverse("feedback:page-remark-add")
    return RemarkLinks(**{kind.value: f"{form}?{query}&about={kind.value}" for kind in RemarkKind})


def _query(request: HttpRequest, page: Page | None) -> str:
    if page is None:
        return subject_query(None, request.path, "") if has_remarks(request.resolver_match) else ""
    own = address_of(page, request)
    if not own or _is_restricted(page, request):
        return ""
    return subject_query(page, request.path if request.path.startswith(own) else own, own)


def _is_restricted(page: Page, request: HttpRequest) -> bool:
    """Whether the page or one above it is not for everybody: the form is only about what anybody may read."""
    standing = standing_of(page, request)
    if standing is not None:
        return standing.is_restricted
    paths = remember(("restricted paths",), _restricted_paths)
    return any(page.path.startswith(path) for path in paths)


def _restricted_paths() -> tuple[str, ...]:
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
