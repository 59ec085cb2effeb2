"""Addresses of the report of background tasks, inside the admin."""

from django.urls import path

from core.outbox.views import DiscardView, OutboxReportView, RetryAllView, RetryView

app_name = "outbox"
urlpatterns = [
    path("", OutboxReportView.as_view(), name="task-list"),
    path("results/", OutboxReportView.as_view(results_only=True), name="task-list-results"),
    path("retry/", RetryAllView.as_view(), name="task-retry-all"),
    path("<int:pk>/retry/", RetryView.as_view(), name="task-retry"),
    path("<int:pk>/discard/", DiscardView.as_view(), name="task-discard"),
]
