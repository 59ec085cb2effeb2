"""Which requests may be answered from the cache, under which key, and which answers may be kept."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase

from core.cache.registry import known_parameters

LONGEST_PATH, LONGEST_QUERY, LONGEST_TARGET = 1000, 500, 60
LARGEST_BODY = 4 * 1024 * 1024
KEPT_STATUSES = frozenset({200, 301, 404})
#: What an answer may depend on: each is in the key, or chosen when the answer is sent.
KEYED_HEADERS = frozenset({"accept-encoding", "hx-request", "hx-boosted", "hx-target", "hx-history-restore-request"})
PERSONAL_COOKIES = frozenset({settings.SESSION_COOKIE_NAME, "messages"})
_HTMX = ("HTTP_HX_REQUEST", "HTTP_HX_BOOSTED", "HTTP_HX_TARGET", "HTTP_HX_HISTORY_RESTORE_REQUEST")

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """The key of one answer, and whether it is the plain page at its address."""

    key: Key
    is_plain: bool


def language_prefixes() -> frozenset[str]:
    """First segments of the addresses that are cached: the pages in each language, and nothing else."""
    return frozenset(code for code, _name in settings.LANGUAGES)


def is_public(request: HttpRequest, prefixes: frozenset[str]) -> bool:
    """Whether anybody may get the same answer: a page is read, by someone who is not signed in."""
    if request.method not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in request.META:
        return False
    if "HTTP_COOKIE" in request.META and not PERSONAL_COOKIES.isdisjoint(request.COOKIES):
        return False
    return request.path_info[1:].partition("/")[0] in prefixes


def strip_unknown_parameters(request: HttpRequest) -> None:
    """Take parameters that no page knows off the request, and put the others in a fixed order.

    So an address with tracking parameters is the page without them, for the view as for the key.
    """
    known = sorted(name for name in request.GET if name in known_parameters)
    kept = QueryDict(mutable=True, encoding=request.GET.encoding)
    for name in known:
        kept.setlist(name, request.GET.getlist(name))
    kept._mutable = False
    request.GET = kept  # type: ignore[misc, assignment]
    request.META["QUERY_STRING"] = kept.urlencode()


def variant_of(request: HttpRequest) -> Variant | None:
    """The variant a public request asks for, or None when it is too long to be kept.

    Raises DisallowedHost for a host the portal does not answer to: it is part of the key and of links in pages.
    """
    meta = request.META
    query = meta.get("QUERY_STRING", "")
    if query:
        strip_unknown_parameters(request)
        query = meta["QUERY_STRING"]
    htmx = tuple(meta.get(name) for name in _HTMX) if _HTMX[0] in meta else None
    if len(request.path) > LONGEST_PATH or len(query) > LONGEST_QUERY:
        return None
    if htmx and any(value and len(value) > LONGEST_TARGET for value in htmx):
        return None
    return Variant((request.is_secure(), request.get_host(), request.path, query, htmx), not query and not htmx)


def may_keep(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether an answer to a public request holds nothing of the person who asked, and can be shown to the next."""
    if response.status_code not in KEPT_STATUSES or response.streaming or response.cookies:
        return False
    if "CSRF_COOKIE_NEEDS_UPDATE" in request.META or getattr(request, "is_preview", False):
        return False
    session = getattr(request, "session", None)
    if session is not None and (session.accessed or session.modified):
        return False
    headers = response.headers
    control = headers.get("Cache-Control", "").lower()
    if any(word in control for word in ("private", "no-store", "no-cache")):
        return False
    if "Content-Encoding" in headers or "'nonce-" in headers.get("Content-Security-Policy", ""):
        return False
    vary = {name.strip().lower() for name in headers.get("Vary", "").split(",") if name.strip()}
    return vary <= KEYED_HEADERS and len(response.content) <= LARGEST_BODY  # type: ignore[attr-defined]
