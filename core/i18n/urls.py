"""Addresses outside the language prefixes."""

from django.urls import path, re_path

from core.i18n import pages

urlpatterns = [
    path("", pages.root, name="root"),
    path("favicon.ico", pages.favicon, name="favicon"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", pages.sitemaps, name="sitemap_index"),
    re_path(r"^sitemap-(?P<language>[a-z]{2,8})\.xml$", pages.sitemap, name="sitemap"),
    re_path(r"^sitemap-(?P<language>[a-z]{2,8})-(?P<part>[1-9][0-9]{0,5})\.xml$", pages.sitemap, name="sitemap_part"),
]
