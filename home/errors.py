"""Pages for what went wrong, in the reader's language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language_from_path


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 with a search field and the portal's sections, in the language of the address."""
    language = get_language_from_path(request.path_info) or translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 that needs neither the database nor the request's context."""
    language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with translation.override(language):
        return render(None, "500.html", {"home_url": f"/{language}/"}, status=500)  # type: ignore[arg-type]


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for an address or form that cannot be read."""
    language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with translation.override(language):
        return render(None, "400.html", {"home_url": f"/{language}/"}, status=400)  # type: ignore[arg-type]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that came without its cookie, with what was typed, so that nothing is lost."""
    language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    values = [value for name, value in request.POST.items() if name != "csrfmiddlewaretoken" and isinstance(value, str)]
    typed = max(values, key=len, default="")
    context = {"home_url": f"/{language}/", "form_url": request.get_full_path(), "typed": typed}
    with translation.override(language):
        response = render(None, "403_csrf.html", context, status=403)  # type: ignore[arg-type]
    response["Cache-Control"] = "no-store"
    return response
