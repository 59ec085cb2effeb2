"""Addresses of the admin's pages about an institution on the portal."""

from django.urls import path

from institutions.provisioning import table_views, views

app_name = "workspace"
urlpatterns = [
    path("table/", table_views.TableUploadView.as_view(), name="table-upload"),
    path("table/<int:pk>/", table_views.TableProgressView.as_view(), name="table-view"),
    path("<int:pk>/", views.WorkspaceView.as_view(), name="institution-view"),
    path("<int:pk>/suspend/", views.SuspendView.as_view(), name="institution-suspend"),
    path("<int:pk>/resume/", views.ResumeView.as_view(), name="institution-resume"),
    path("<int:pk>/repair/", views.RepairView.as_view(), name="institution-repair"),
]
