"""Addresses that belong to no language: the root, the icon, robots.txt, site maps."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from core.i18n.negotiation import preferred_language
from core.i18n.sitemaps import sitemap_index, sitemap_part


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """To the home page in the reader's language; decided anew each time, remembered nowhere."""
    response = HttpResponseRedirect(f"/{preferred_language(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """To the portal's mark: pages link it themselves, but feeds and files have no place for a link."""
    response = HttpResponseRedirect(static("img/mark.svg"))
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt (RFC 9309): nothing in development; elsewhere all but the admin and search results."""
    if settings.DEBUG:
        lines = ["User-agent: *", "Disallow: /"]
    else:
        closed = [reverse("wagtailadmin_home"), *_search_addresses()]
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
        lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap_index')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _search_addresses() -> list[str]:
    found = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            try:
                found.append(reverse("search:page-list"))
            except NoReverseMatch:
                return []
    return found


@require_safe
def sitemaps(request: HttpRequest) -> HttpResponse:
    """The index of the site maps of all languages."""
    return TemplateResponse(
        request, "core/sitemap_index.xml", {"parts": sitemap_index()}, content_type="application/xml"
    )


@require_safe
def sitemap(request: HttpRequest, language: str, part: str = "1") -> HttpResponse:
    """Addresses of the pages in one language, 5,000 at a time, with their translations."""
    return TemplateResponse(
        request, "core/sitemap.xml", {"urls": sitemap_part(language, int(part))}, content_type="application/xml"
    )
