"""Asks before something is done, and does it on yes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin

Text = str | Promise


class AskView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A question with two answers; yes does it and returns to the page it was asked from."""

    template_name = "search/admin/ask.html"
    header_icon = "search"
    from_url_name = ""
    from_title: Text = ""
    question: Text = ""
    answer: Text = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The page it was asked from, then this question."""
        items = [{"url": self.from_url, "label": self.from_title}, {"label": self.page_title}]
        return [*super().get_breadcrumbs_items(), *items]

    @property
    def from_url(self) -> str:
        """Where it was asked."""
        return reverse(self.from_url_name)

    def perform(self) -> str:
        """Do it; the sentence that says what was done."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it and go back."""
        messages.success(request, self.perform())
        return HttpResponseRedirect(self.from_url)
