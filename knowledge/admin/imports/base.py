"""What the views of the import screen share: who may use it, and which uploads they may see."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.importing.uploads import ImportJob
from core.models import User
from institutions.models import InstitutionPage
from knowledge.importers.items.places import importable_pages


class ImportView(WagtailAdminTemplateMixin, View):
    """A view for those who may add pages below some institution's page."""

    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Wagtail's wrapper of all admin addresses lets nobody in who is not signed in.
        self.user = cast("User", request.user)
        if not self.pages:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def pages(self) -> list[InstitutionPage]:
        """Pages of institutions below which the person may add pages."""
        return importable_pages(self.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [*super().get_breadcrumbs_items(), {"url": reverse("imports:import-list"), "label": _("Import")}]
        if self.get_page_title() != _("Import"):
            items.append({"url": "", "label": self.get_page_title()})
        return items


class JobView(ImportView):
    """A view of one upload. Others' uploads do not exist, except for superusers."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        jobs = ImportJob.objects.visible_to(cast("User", request.user)).select_related("owner")
        self.job: ImportJob = get_object_or_404(jobs, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.job.file_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"job": self.job}
