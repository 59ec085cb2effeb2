"""Addresses of the report of links, inside the admin."""

from django.urls import path

from core.links.views import LinkReportView

app_name = "links"
urlpatterns = [
    path("", LinkReportView.as_view(), name="report-list"),
    path("results/", LinkReportView.as_view(results_only=True), name="report-list-results"),
]
