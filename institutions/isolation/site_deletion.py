"""The portal's site stays: without it no page has an address."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail.models import Site
from wagtail.sites.views import DeleteView, SiteViewSet


class KeptSiteDeleteView(DeleteView):
    """Refuses the site that addresses are made with. Stock Wagtail 8.0.1 deletes it, and every page answers with an error."""

    object: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Wagtail's answer, or the list of sites with the reason; PermissionDenied comes first."""
        if self.user_has_permission(self.permission_required) and self._is_needed():
            messages.error(
                request,
                gettext(
                    "“%(site)s” is the site that readers see and cannot be deleted. Make another one the default first."
                )
                % {"site": self.object},
            )
            return redirect(self.index_url_name)
        return super().dispatch(request, *args, **kwargs)

    def _is_needed(self) -> bool:
        return self.object.is_default_site or not Site.objects.exclude(pk=self.object.pk).exists()


def close_sites() -> None:
    """To be called when the portal starts."""
    SiteViewSet.delete_view_class = KeptSiteDeleteView
