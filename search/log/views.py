"""Takes the browser's word that a result was opened."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from search.log.counter import note_click
from search.query.asked import LONGEST_QUERY


@csrf_exempt
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """Count that a result of the query in `q` was opened; `language` is the query's. 204, whatever was sent.

    Exempt from the CSRF check: it changes nothing but a count, and search pages set no cookie.
    """
    query = request.POST.get("q", "")[:LONGEST_QUERY]
    language = request.POST.get("language", "") or get_language() or ""
    if language in dict(settings.LANGUAGES):
        note_click(query, language)
    return HttpResponse(status=204)
