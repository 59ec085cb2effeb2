"""Addresses of the import screen, below /admin/imports/."""

from django.urls import path

from knowledge.admin.imports.status import (
    ImportRemove,
    ImportReport,
    ImportStart,
    ImportStatus,
    ImportStop,
    MappingRemove,
)
from knowledge.admin.imports.upload import ImportColumns, ImportList, ImportUpload

app_name = "imports"
urlpatterns = [
    path("", ImportList.as_view(), name="import-list"),
    path("new/", ImportUpload.as_view(), name="import-upload"),
    path("<int:pk>/", ImportStatus.as_view(), name="import-status"),
    path("<int:pk>/columns/", ImportColumns.as_view(), name="import-columns"),
    path("<int:pk>/start/", ImportStart.as_view(), name="import-start"),
    path("<int:pk>/stop/", ImportStop.as_view(), name="import-stop"),
    path("<int:pk>/remove/", ImportRemove.as_view(), name="import-remove"),
    path("<int:pk>/report.csv", ImportReport.as_view(), name="import-report"),
    path("mappings/<int:pk>/remove/", MappingRemove.as_view(), name="mapping-remove"),
]
