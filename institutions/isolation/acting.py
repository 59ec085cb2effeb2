"""Who acts in the request under way, for code of Wagtail's that is given no request."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

T = TypeVar("T")
SAFE = ("GET", "HEAD", "OPTIONS")  # RFC 9110, section 9.2.1

_request: ContextVar[HttpRequest | None] = ContextVar("acting_request", default=None)


def acting_request() -> HttpRequest | None:
    """The request under way; None outside of requests."""
    return _request.get()


def acting_user() -> Any | None:
    """The signed-in person of the request under way; None outside of requests and for strangers.

    The session is read only when somebody asks, so that pages for readers stay free of cookies.
    """
    request = _request.get()
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def once_a_request(name: str, ask: Callable[[], T]) -> T:
    """The answer to `ask`, kept for the rest of the request; outside of requests it is asked anew each time."""
    request = _request.get()
    if request is None:
        return ask()
    kept: dict[str, Any] = request.__dict__.setdefault("_kept", {})
    if name not in kept:
        kept[name] = ask()
    return kept[name]  # type: ignore[no-any-return]


def once_while_reading(name: str, user: Any, ask: Callable[[], T]) -> T:
    """As `once_a_request`, about the person who acts, and only where the request can change nothing."""
    request = _request.get()
    if request is None or request.method not in SAFE or user is None or acting_user() != user:
        return ask()
    return once_a_request(f"{name} of the person", ask)


class ActingMiddleware:
    """Remembers the request while it is answered; after the middleware that gives it a user."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)
