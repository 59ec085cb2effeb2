"""Sets the language of each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from core.i18n.negotiation import language_of_path, preferred_language


class LanguageMiddleware:
    """Activates the language of the address, else the reader's.

    In place of Django's LocaleMiddleware, which reads a cookie, and answers every 404 outside the language prefixes
    (files, API) with a redirect into them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        from_path = language_of_path(request.path_info)
        language = from_path or preferred_language(request)
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        with translation.override(language):
            response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language)
            if not from_path:
                patch_vary_headers(response, ["Accept-Language"])
        return response
