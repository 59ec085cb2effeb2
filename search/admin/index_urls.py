"""Addresses of the page about the search index, inside the admin."""

from django.urls import path

from search.admin.index import BuildView, IndexStateView, RetryView

app_name = "search-index"
urlpatterns = [
    path("", IndexStateView.as_view(), name="index-state"),
    path("build/", BuildView.as_view(), name="index-build"),
    path("retry/", RetryView.as_view(), name="change-retry-all"),
]
