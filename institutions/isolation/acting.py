"""Who acts in the request under way, for code of Wagtail's that is given no request."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

_request: ContextVar[HttpRequest | None] = ContextVar("acting_request", default=None)


def acting_user() -> Any | None:
    """The signed-in person of the request under way; None outside of requests and for strangers.

    The session is read only when somebody asks, so that pages for readers stay free of cookies.
    """
    request = _request.get()
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


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
