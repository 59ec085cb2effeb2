"""The draft at a preview link, its files, and the one answer to every address that opens nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Page

from core.i18n.negotiation import preferred_language
from core.i18n.stand_ins import marking, with_lang
from core.i18n.translations import page_language
from institutions.models.preview import PreviewLink
from institutions.preview_links.draft import draft_of
from institutions.preview_links.files import file_of_draft, with_signed_files
from institutions.preview_links.links import count_use, open_link

#: Neither kept (RFC 9111, 5.2.2.5), nor indexed, nor told to another site by a link that is followed.
HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


def _confidential(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Gives every answer the headers above, and one answer to whatever opens nothing."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = _nothing(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return answer


@require_safe
@_confidential
def page_preview(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The latest version of the page, whatever stands in the address after the link: there is one page behind it."""
    link = _link(secret)
    revision = link.page.get_latest_revision()
    if revision is None:
        raise Http404("The page has no version that was saved.")
    if request.method == "GET":
        count_use(link)
    draft = revision.as_object()
    request.preview_draft = draft_of(link, revision, link.page)  # type: ignore[attr-defined]
    response = _render(request, draft)
    if response.get("Content-Type", "").startswith("text/html"):
        response.content = with_signed_files(response.content.decode(response.charset), link, secret).encode()
    return response


@require_safe
@_confidential
def file_preview(request: HttpRequest, secret: str, signature: str, kind: str, key: str, name: str) -> HttpResponseBase:
    """A picture or file of the draft."""
    return file_of_draft(request, _link(secret), signature, kind, key, name)


def _link(secret: str) -> PreviewLink:
    link = open_link(secret)
    if link is None:
        raise Http404("No link, or none that opens anything.")
    return link


def _render(request: HttpRequest, draft: Page) -> HttpResponse:
    """The draft in its own language. As in Wagtail's preview, but with no session and no cookie of the reader's."""
    request.is_preview = True  # type: ignore[attr-defined]
    request.preview_mode = draft.default_preview_mode  # type: ignore[attr-defined]
    request.GET = request.GET.__class__()  # type: ignore[misc]
    language = page_language(draft)
    with translation.override(language), marking():
        response = draft.serve_preview(request, draft.default_preview_mode)
        if hasattr(response, "render"):
            response.render()
    response.content = with_lang(response.content.decode(response.charset), _default(), language).encode()
    response.headers["Content-Language"] = language
    return response


def _default() -> str:
    from django.conf import settings

    return settings.LANGUAGE_CODE


def _nothing(request: HttpRequest) -> HttpResponse:
    """The same for a link that ended, one that was revoked, and an address that never was one."""
    with translation.override(preferred_language(request)):
        return render(request, "institutions/preview/nothing.html", status=404)
