"""Lists of content with filters, counts, sorting, pages and a feed; the same on theme, sector and institution pages."""

from core.listing.feed import listing_feed
from core.listing.listing import Listing, build_listing
from core.listing.params import PARAMETERS, ListingParams

__all__ = ["PARAMETERS", "Listing", "ListingParams", "build_listing", "listing_feed"]
