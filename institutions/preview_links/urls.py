"""Addresses of previews. They belong to no language, so that the page cache never looks at them (core.cache.rules)."""

from django.urls import path, re_path

from core.files.urls import KEY
from institutions.preview_links import views

app_name = "preview"
urlpatterns = [
    path("<str:secret>/", views.page_preview, name="page-detail"),
    re_path(
        rf"^(?P<secret>[^/]+)/(?P<signature>[^/]+)/(?P<kind>files|images)/(?P<key>{KEY})/(?P<name>[^/]+)$",
        views.file_preview,
        name="file-detail",
    ),
]
