"""Addresses with every kind of answer, for the tests of the page cache. Each answer says how often it was made."""

import itertools
import threading
import time

from django.conf.urls.i18n import i18n_patterns
from django.contrib import messages
from django.http import (
    Http404,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.middleware.csrf import get_token
from django.urls import path
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

made = itertools.count(1)
together = threading.Barrier(1)
begun, may_end = threading.Event(), threading.Event()


def plain(request, **kwargs):
    query = request.META["QUERY_STRING"]
    words = f"{get_language()} {request.path} {dict(request.GET)} {query} {bool(request.htmx)} {request.htmx.target}"
    return HttpResponse(f"<p>{words} made {next(made)}</p>" + "<p>filling</p>" * 100)


def csrf(request):
    return HttpResponse(get_token(request))


def session_read(request):
    return HttpResponse(f"{request.session.get('name')} {next(made)}")


def session_written(request):
    request.session["name"] = "Amina"
    return HttpResponse("written")


def who(request):
    return HttpResponse(f"{request.user} {next(made)}")


def cookie(request):
    response = plain(request)
    response.set_cookie("seen", "1")
    return response


def message(request):
    messages.success(request, "only for you")
    return HttpResponse("noted")


def show_messages(request):
    return HttpResponse(" ".join(str(one) for one in messages.get_messages(request)) + f" {next(made)}")


def streamed(request):
    return StreamingHttpResponse([f"made {next(made)}"])


def missing(request, **kwargs):
    raise Http404(f"made {next(made)}")


def moved(request):
    return HttpResponsePermanentRedirect(f"/fr/plain/?made={next(made)}")


def found(request):
    return HttpResponseRedirect(f"/fr/plain/?made={next(made)}")


def error(request):
    return HttpResponse(f"made {next(made)}", status=503)


def preview(request):
    request.is_preview = True
    return plain(request)


def controlled(request, control):
    response = plain(request)
    patch_cache_control(response, **{control: True})
    return response


def varying(request):
    response = plain(request)
    patch_vary_headers(response, ["Accept"])
    return response


def nonce(request):
    response = plain(request)
    response.headers["Content-Security-Policy"] = "script-src 'nonce-abc'"
    return response


def slowly(request):
    time.sleep(0.3)
    return plain(request)


def held(request):
    """Says that it has begun, and answers when a test lets it; raises after a minute."""
    begun.set()
    if not may_end.wait(timeout=60):
        raise TimeoutError("No test let this answer go.")
    return plain(request)


def private_together(request):
    """Answers once as many readers are in here as a test has called together; raises after a minute without them."""
    together.wait(timeout=60)
    return HttpResponse(get_token(request))


def not_found(request, exception=None):
    return HttpResponse(f"missing, made {next(made)}" + " filling" * 1000, status=404)


handler404 = "tests.core.page_cache_urls.not_found"
urlpatterns = [path("plain/", plain), path("admin/login/", plain)]
urlpatterns += i18n_patterns(
    path("plain/", plain),
    path("plain/<str:name>/", plain),
    path("csrf/", csrf),
    path("session-read/", session_read),
    path("session-written/", session_written),
    path("who/", who),
    path("cookie/", cookie),
    path("message/", message),
    path("show-messages/", show_messages),
    path("streamed/", streamed),
    path("missing/", missing),
    path("missing/<str:name>/", missing),
    path("moved/", moved),
    path("found/", found),
    path("error/", error),
    path("preview/", preview),
    path("control/<str:control>/", controlled),
    path("varying/", varying),
    path("nonce/", nonce),
    path("slow/", slowly),
    path("held/", held),
    path("private-together/", private_together),
)
