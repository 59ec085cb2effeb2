"""What the views of a text's articles share: the page, who may see it, the way back."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.models import User
from knowledge.models import LegalTextPage, TextVersion
from knowledge.permissions import can_edit_text, is_locked_for


class TextView(WagtailAdminTemplateMixin, View):
    """A view of the draft of one text. `page` is the page as its latest revision has it."""

    header_icon = "list-ul"
    writes = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        stored = get_object_or_404(LegalTextPage.objects.select_related("locale"), pk=kwargs["page_id"])
        # Wagtail's wrapper of all admin addresses lets nobody in who is not signed in.
        self.user = cast("User", request.user)
        if not can_edit_text(self.user, stored):
            raise PermissionDenied
        self.page: LegalTextPage = stored.get_latest_revision_as_object()
        self.is_locked = is_locked_for(self.user, stored)
        if self.is_locked and (self.writes or request.method == "POST"):
            messages.error(request, _("This text is locked while somebody is asked to approve it."))
            return redirect("legal_text:article-list", stored.pk)
        return super().dispatch(request, *args, **kwargs)

    @property
    def version(self) -> TextVersion | None:
        """The version that the latest revision names."""
        return self.page.version

    def url(self, name: str, *args: Any) -> str:
        """The address of another view of the same text."""
        return reverse(f"legal_text:{name}", args=[self.page.pk, *args])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [
            {"url": reverse("wagtailadmin_explore", args=[self.page.get_parent().pk]), "label": _("Pages")},
            {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.page.title},
            {"url": self.url("article-list"), "label": _("Articles")},
        ]
        if self.get_page_title() != _("Articles"):
            items.append({"url": "", "label": self.get_page_title()})
        return items

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"page": self.page, "version": self.version, "is_locked": self.is_locked}
