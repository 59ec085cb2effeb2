"""A listing as an Atom feed (RFC 4287)."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from core.listing.cards import for_cards
from core.listing.params import ListingParams
from core.listing.query import ListingQuery, Scope
from core.listing.topics import TopicIndex

FEED_SIZE = 30


def listing_feed(request: HttpRequest, *, scope: Scope, title: str, base_url: str, language: str) -> HttpResponse:
    """The newest items that pass the address's filters, with absolute links; application/atom+xml."""
    topics = TopicIndex.load(request)
    params = ListingParams.from_query(request.GET, topics)
    newest = (
        ListingQuery(scope, language, topics)
        .filtered(params)
        .order_by(F("first_published_at").desc(nulls_last=True), "-pk")
    )
    feed = Atom1Feed(
        title=title,
        link=request.build_absolute_uri(base_url),
        description="",
        language=language,
        feed_url=request.build_absolute_uri(request.get_full_path()),
    )
    for page in for_cards(newest)[:FEED_SIZE]:
        feed.add_item(**_item(page, request))
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def _item(page: Any, request: HttpRequest) -> dict[str, Any]:
    changed = page.last_published_at or page.latest_revision_created_at or page.first_published_at
    # RFC 4287 wants a time of the last change; a page that was never published through a revision has none.
    published = page.first_published_at or changed or datetime(1970, 1, 1, tzinfo=UTC)
    return {
        "title": page.title,
        "link": request.build_absolute_uri(page.get_url(request)),
        "description": page.summary,
        "unique_id": f"urn:uuid:{page.translation_key}",
        "pubdate": published,
        "updateddate": changed or published,
        "author_name": page.institution.name() if page.institution else None,
    }
