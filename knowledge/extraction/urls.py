"""Addresses of the report of texts of files, inside the admin."""

from django.urls import path

from knowledge.extraction.views import FileTextReportView, ReadAgainView, ReadAllAgainView

app_name = "file_texts"
urlpatterns = [
    path("", FileTextReportView.as_view(), name="text-list"),
    path("results/", FileTextReportView.as_view(results_only=True), name="text-list-results"),
    path("read-again/", ReadAllAgainView.as_view(), name="read-again-all"),
    path("<int:pk>/read-again/", ReadAgainView.as_view(), name="read-again"),
]
