"""The links of one page in the admin: how often each was used, a new one, and taking one back."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from institutions.models.preview import PreviewLink
from institutions.preview_links.links import (
    DEFAULT_DAYS,
    MOST_DAYS,
    address_of,
    preview_link_create,
    preview_link_revoke,
)
from institutions.record.page_form_view import PageFormView
from institutions.record.permissions import may_work_on

NOT_YOURS = _("Only people who edit or moderate this page can share its draft.")


class PreviewLinkForm(forms.Form):
    note = forms.CharField(
        label=_("For whom"),
        max_length=120,
        required=False,
        help_text=_(
            "Optional. Only people who work on this page see it. Example: the working group on public contracts."
        ),
    )
    days = forms.IntegerField(
        label=_("For how many days"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=DEFAULT_DAYS,
        help_text=_("From 1 to 30. After that the address opens nothing."),
    )


class PreviewLinksView(PageFormView):
    """Lists the links of a page and makes new ones. The address of a new one is shown once: only its digest is kept."""

    form_class = PreviewLinkForm
    template_name = "institutions/preview/links.html"
    page_title = _("Preview links")
    header_icon = "link"

    def refusal(self) -> str | Promise:
        """Why the person may not share the page, or why there is nothing to share."""
        if not may_work_on(self.request.user, self.page):
            return NOT_YOURS
        if not self.page.is_previewable() or self.page.latest_revision_id is None:
            return _("This page has no version that could be shared.")
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form and the links, newest first."""
        links = self.page.preview_links.with_uses().select_related("created_by")
        return super().get_context_data(**kwargs) | {"links": links[:100]}

    def form_valid(self, form: Any) -> HttpResponse:
        """The page with the address of the new link, answered at once: put by for a redirect it would have to be stored."""
        data = form.cleaned_data
        link, secret = preview_link_create(
            page=self.page,
            by=self.request.user,  # type: ignore[arg-type]
            days=data["days"],
            note=data["note"],
        )
        base = settings.SITE_URL or f"{self.request.scheme}://{self.request.get_host()}"
        context = self.get_context_data(form=self.form_class(), made=link, address=f"{base}{address_of(secret)}")
        return self.render_to_response(context)  # as every page of the admin, `no-store`


class RevokeForm(forms.Form):
    """Nothing to fill in: sending it is the answer."""


class RevokeView(PageFormView):
    """Asks before it ends a link for everybody who has it."""

    form_class = RevokeForm
    template_name = "institutions/preview/revoke.html"
    page_title = _("Revoke a preview link")
    header_icon = "link"
    link: PreviewLink

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The question, for a link of this page."""
        self.link = get_object_or_404(PreviewLink, pk=kwargs["link_id"], page_id=kwargs["page_id"])
        return super().dispatch(request, *args, **kwargs)

    def refusal(self) -> str | Promise:
        """Why the person may not revoke it."""
        return "" if may_work_on(self.request.user, self.page) else NOT_YOURS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The question and the link."""
        return super().get_context_data(**kwargs) | {"link": self.link}

    def form_valid(self, form: Any) -> HttpResponse:
        """Ends it."""
        preview_link_revoke(link=self.link, by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, gettext("The link is revoked. Its address opens nothing any more."))
        return redirect("page-preview-links", self.page.pk)
