"""Addresses of files. The names are Wagtail's, so that its own links lead through the same check."""

from django.urls import re_path

from core.files import views

KEY = "[0-9]{1,18}"  # what fits into the database's integers

urlpatterns = [
    re_path(rf"^files/(?P<document_id>{KEY})/(?P<filename>[^/]+)$", views.document, name="wagtaildocs_serve"),
    re_path(rf"^images/(?P<image_id>{KEY})/(?P<filename>[^/]+)$", views.rendition, name="image_rendition"),
    re_path(
        rf"^images/signed/(?P<signature>[^/]*)/(?P<image_id>{KEY})/(?P<filter_spec>[^/]*)/[^/]*$",
        views.image_by_signature,
        name="wagtailimages_serve",
    ),
]
