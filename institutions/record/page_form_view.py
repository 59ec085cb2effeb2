"""What the forms about one page share: whose page it is, a sentence for who may not, the way back."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.views.generic.edit import FormView
from wagtail.admin.utils import get_valid_next_url_from_request

from institutions.about_page import AboutPageMixin
from institutions.isolation.scope import is_own_page
from institutions.record.permissions import page_for, refuse


class PageFormView(AboutPageMixin, FormView):
    """A form about the page whose key is in the address. A page that the person may not know of does not exist."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The form, or the sentence that says why not on the page the person came from."""
        self.page = page_for(request.user, kwargs["page_id"])
        if sentence := self.refusal():
            return refuse(request, sentence, self._next() or self._home())
        return super().dispatch(request, *args, **kwargs)

    def refusal(self) -> str | Promise:
        """Why the person in `self.request` may not do this with `self.page`; empty when they may."""
        raise NotImplementedError

    def back(self) -> HttpResponse:
        """To where the person came from, else to the page's editor."""
        return redirect(self._next() or reverse("wagtailadmin_pages:edit", args=[self.page.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, the page, and where to go back."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        context = {"page": self.page, "next_url": self._next(), "cancel_url": self._next() or edit}
        return super().get_context_data(**kwargs) | context

    def _next(self) -> str:
        url = get_valid_next_url_from_request(self.request)
        return url if "/" in url else ""  # a lone word is the name of an address to Django, and an error

    def _home(self) -> str:
        """The page in the explorer when it is the person's own; else where everybody starts."""
        if is_own_page(self.request.user, self.page):
            return reverse("wagtailadmin_explore", args=[self.page.pk])
        return reverse("wagtailadmin_home")
