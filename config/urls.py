"""Addresses of the portal."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from config.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", include(wagtailadmin_urls)),
    path("api/v1/", api.urls),
    path("preview/", include("institutions.preview_links.urls")),
    path("", include("core.files.urls")),
    path("", include("core.i18n.urls")),
]
urlpatterns += i18n_patterns(
    path("search/", include("search.urls")),
    path("page-remarks/", include("feedback.urls")),
    path("", include("home.urls")),
    path("", include(wagtail_urls)),
)

if settings.DEBUG:
    from core.styleguide import styleguide

    urlpatterns.insert(0, path("styleguide/<str:language>/", styleguide, name="styleguide-language"))
    urlpatterns.insert(0, path("styleguide/", styleguide, name="styleguide"))

handler400 = "home.errors.bad_request"
handler404 = "home.errors.page_not_found"
handler500 = "home.errors.server_error"
