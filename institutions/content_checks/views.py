"""What the checks find in a form of the page editor as it stands, for those who may change that page and nobody else.

Wagtail's views of the preview already read such a form and ask whether the person may edit the page, or add one there.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from wagtail.admin.views.pages.preview import PreviewOnCreateView, PreviewOnEditView
from wagtail.models import Page

from institutions.content_checks.panel import list_context

TEMPLATE = "institutions/admin/checks_list.html"


class _Answers:
    http_method_names = ("post",)

    def post(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list of findings. Nothing is saved; of a form with faults, the fields without are read."""
        form = self.get_form(request.POST)
        if self.validate_form(form):
            form.save(commit=False)
        return TemplateResponse(request, TEMPLATE, list_context(form.instance, request))


class EditedPageChecks(_Answers, PreviewOnEditView):
    """Of a page that exists."""


class NewPageChecks(_Answers, PreviewOnCreateView):
    """Of a page that is not saved yet."""

    def get_object(self) -> Page:
        """As Wagtail's, for types of pages that may stand there. Raises Http404 for others."""
        page_type = self.content_type.model_class()
        parent = Page.objects.filter(pk=self.parent_object_id).first()
        allowed = parent.specific.creatable_subpage_models() if parent is not None else ()
        if page_type not in allowed:
            raise Http404("No page of this type is added here.")
        page = super().get_object()
        page.locale = parent.locale
        page.content_type = ContentType.objects.get_for_model(page_type)
        return page


#: Below the addresses of the forms themselves, so that the script finds them by the form.
urlpatterns: list[URLPattern] = [
    path("pages/<int:page_id>/edit/checks/", EditedPageChecks.as_view(), name="content_checks_edit"),
    path(
        "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/checks/",
        NewPageChecks.as_view(),
        name="content_checks_create",
    ),
]
