"""Addresses of the report of searched queries, inside the admin."""

from django.urls import path

from search.admin.queries import QueryReportView
from search.admin.settling import SettleView, UnsettleView

app_name = "search-queries"
urlpatterns = [
    path("", QueryReportView.as_view(), name="query-list"),
    path("results/", QueryReportView.as_view(results_only=True), name="query-list-results"),
    path("settle/", SettleView.as_view(), name="query-settle"),
    path("<int:pk>/unsettle/", UnsettleView.as_view(), name="query-unsettle"),
]
