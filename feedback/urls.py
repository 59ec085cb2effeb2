"""Addresses of remarks about pages."""

from django.urls import path

from feedback import views

app_name = "feedback"
urlpatterns = [
    path("new/", views.page_remark_add, name="page-remark-add"),
    path("sent/", views.page_remark_sent, name="page-remark-sent"),
]
