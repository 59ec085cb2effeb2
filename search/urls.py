"""Addresses of the search."""

from django.urls import path

from search import feed, help, opensearch, suggest, views
from search.log.views import opened

app_name = "search"
urlpatterns = [
    path("", views.page_list, name="page-list"),
    path("feed/", feed.page_feed, name="page-feed"),
    path("help/", help.help_detail, name="help-detail"),
    path("suggest/", suggest.suggestion_list, name="suggestion-list"),
    path("opened/", opened, name="result-opened"),
    path("opensearch.xml", opensearch.description_detail, name="description-detail"),
]
