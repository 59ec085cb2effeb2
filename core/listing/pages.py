"""What pages with a listing share: the listing at their address, its fragment for htmx, its feed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from core.listing.feed import listing_feed
from core.listing.listing import build_listing
from core.listing.query import Scope
from core.locales import language_of

FRAGMENT_TARGET = "listing"


class ListingPageMixin(RoutablePageMixin):
    """A page that lists content; the concrete class says which, in `listing_scope`."""

    def listing_scope(self) -> Scope:
        """What the listing is about."""
        raise TypeError(f"{type(self).__name__} does not say what it lists.")

    @path("")
    def listing_view(self, request: HttpRequest) -> HttpResponse:
        """The page, or only its list when htmx swaps it."""
        if request.htmx and request.htmx.target == FRAGMENT_TARGET:  # type: ignore[attr-defined]
            return HttpResponse(self.build_listing(request).html)
        return self.render(request)

    @path("feed/")
    def feed_view(self, request: HttpRequest) -> HttpResponse:
        """The newest items of the list as an Atom feed."""
        return listing_feed(
            request,
            scope=self.listing_scope(),
            title=self.title,
            base_url=self.get_url(request),
            language=language_of(self.locale_id),
        )

    def build_listing(self, request: HttpRequest) -> Any:
        """The listing that the request's address asks for."""
        return build_listing(
            request, scope=self.listing_scope(), base_url=self.get_url(request), language=language_of(self.locale_id)
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["listing"] = self.build_listing(request)
        return context
