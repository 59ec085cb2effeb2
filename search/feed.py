"""A search as an Atom feed (RFC 4287): whoever follows it learns what is published on a subject."""

import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.listing.feed import FEED_SIZE
from core.models import ContentPage
from core.searchable.pages import page_key
from core.site_name import portal_name
from search.engines import get_engine
from search.engines.base import EngineDown, Hit
from search.find import Search
from search.headers import unlisted
from search.labels import Labels
from search.params import SearchParams

POOL = 300  # results among which the newest are looked for
PAGE = page_key(0).removesuffix("0")
UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
RETRY_SECONDS = 300


@unlisted
def page_feed(request: HttpRequest) -> HttpResponse:
    """The newest of what a search finds, with absolute links; application/atom+xml. 503 while the engine does not answer."""
    params = SearchParams.from_query(request.GET)
    reader = get_language() or ""
    labels = Labels(request)
    try:
        hits = _hits(request, params, reader)
    except EngineDown:
        return HttpResponse(status=503, headers={"Retry-After": str(RETRY_SECONDS)})
    feed = Atom1Feed(
        title=_title(params),
        link=_absolute(params.url(reverse("search:page-list"))),
        description="",
        language=reader,
        feed_url=_absolute(params.url(request.path)),
    )
    published = _published(hits)
    newest = sorted(hits, key=lambda hit: published.get(hit.key, (UNKNOWN, UNKNOWN))[0], reverse=True)
    for hit in newest[:FEED_SIZE]:
        feed.add_item(**_item(hit, *published.get(hit.key, (UNKNOWN, UNKNOWN)), labels))
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def _hits(request: HttpRequest, params: SearchParams, reader: str) -> list[Hit]:
    """Raises EngineDown, also where there is no engine."""
    engine = get_engine()
    if engine is None:
        raise EngineDown("No search engine is set.")
    wanted = SearchParams(
        params.query, params.filters, params.first_day, params.last_day, sort="newest", exactly=params.exactly
    )
    return Search(engine, request, wanted, reader).run(facets=(), size=POOL, passages=1).hits


def _title(params: SearchParams) -> str:
    name = portal_name()
    if not params.query:
        return name
    return _("%(query)s: search of %(portal)s") % {"query": params.query, "portal": name}


def _published(hits: list[Hit]) -> dict[str, tuple[datetime, datetime]]:
    """When each page was first published and when last, by key; one query. The index does not know it."""
    ids = [int(hit.key.partition(":")[2]) for hit in hits if hit.key.startswith(PAGE)]
    rows = ContentPage.objects.filter(pk__in=ids).values_list("pk", "first_published_at", "last_published_at")
    return {page_key(pk): (first or last or UNKNOWN, last or first or UNKNOWN) for pk, first, last in rows.order_by()}


def _item(hit: Hit, published: datetime, updated: datetime, labels: Labels) -> dict[str, Any]:
    display = json.loads(hit.display)
    publisher = labels.institution(display["institution"])
    return {
        "title": display["title"],
        "link": _absolute(display["url"]),
        "description": escape(display["summary"]),  # Django writes it as HTML
        "unique_id": f"urn:uuid:{display['item']}" if hit.key.startswith(PAGE) else _absolute(display["url"]),
        "pubdate": published,
        "updateddate": updated,
        "author_name": publisher.text if publisher else None,
    }


def _absolute(url: str) -> str:
    return url if "://" in url else f"{settings.SITE_URL}{url}"
