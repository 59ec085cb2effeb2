"""Entrances that are views, not pages: by region, by audience."""

from django.urls import path

from home import entrances

app_name = "entrances"
urlpatterns = [
    path("regions/", entrances.region_list, name="region-list"),
    path("regions/<slug:code>/", entrances.region_detail, name="region-detail"),
    path("regions/<slug:code>/feed/", entrances.region_feed, name="region-feed"),
    path("for/", entrances.audience_list, name="audience-list"),
    path("for/<slug:code>/", entrances.audience_detail, name="audience-detail"),
    path("for/<slug:code>/feed/", entrances.audience_feed, name="audience-feed"),
]
