"""What the admin cannot do is said in a sentence on the page it came from, never answered with an error of the server."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from core.finishing import PublicationRefused


class RefusalMiddleware:
    """Turns a refusal raised inside a view of the admin, already rolled back there, into a message and a redirect.

    Wagtail's views for approvals and for documents offer no other place: neither hook nor request reaches it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer to a refusal; None, and so Django's own answer, to anything else."""
        if request.method != "POST" or not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        if isinstance(exception, PublicationRefused):
            return _answer(request, str(exception), reverse("wagtailadmin_pages:edit", args=[exception.page_id]))
        if isinstance(exception, ProtectedError):
            from core.deleting import refusal  # needs the models

            return _answer(request, refusal(exception.protected_objects), request.get_full_path())
        return None


def _answer(request: HttpRequest, message: str, url: str) -> HttpResponse:
    """A redirect; as JSON for the dialogue of a workflow, which sends its form by script."""
    messages.error(request, message)
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": url})
    return redirect(url)
