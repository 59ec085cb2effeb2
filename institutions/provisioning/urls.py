"""Addresses of the admin's pages about an institution on the portal."""

from django.urls import path

from institutions.provisioning import views

app_name = "workspace"
urlpatterns = [
    path("<int:pk>/", views.WorkspaceView.as_view(), name="institution-view"),
    path("<int:pk>/suspend/", views.SuspendView.as_view(), name="institution-suspend"),
    path("<int:pk>/resume/", views.ResumeView.as_view(), name="institution-resume"),
    path("<int:pk>/repair/", views.RepairView.as_view(), name="institution-repair"),
]
