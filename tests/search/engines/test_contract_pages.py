"""The order of results and the way from page to page."""

from dataclasses import replace

import pytest

from search.engines.base import Always, AnyOf, CursorError, Filter, Request, Term
from tests.search.engines.oracle import Oracle
from tests.search.engines.world import NOW, built, made

pytestmark = pytest.mark.either

SORTS = ("relevance", "newest", "oldest")
REQUEST = Request(Term("text", "law"), now=NOW, limit=7)


def keys(result):
    return [hit.key for hit in result.hits]


def walked(engine, request):
    """All keys, page by page, by the place where each page ended."""
    found, after = [], ""
    while True:
        page = engine.search(replace(request, after=after))
        assert len(page.hits) <= request.limit
        found += keys(page)
        after = page.next_after
        if not after:
            return found


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_by_date_the_undated_come_last_and_ties_by_key(filled, objects, sort):
    request = replace(REQUEST, sort=sort, limit=100)
    assert keys(filled.search(request)) == Oracle(objects).keys(request)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("limit", [1, 7, 100])
def test_pages_by_place_and_by_number_are_the_same(filled, sort, limit):
    request = replace(REQUEST, sort=sort, limit=limit)
    everything = keys(filled.search(replace(request, limit=100)))
    by_number = []
    for offset in range(0, len(everything), limit):
        by_number += keys(filled.search(replace(request, offset=offset)))
    assert walked(filled, request) == by_number == everything


def test_ties_are_not_lost_between_pages(filled, objects):
    request = Request(Always(1.0), limit=8)
    assert walked(filled, request) == sorted(one.key for one in objects)


def test_the_last_page_leads_nowhere(filled, objects):
    total = filled.search(REQUEST).total
    assert filled.search(replace(REQUEST, limit=total)).next_after == ""
    assert filled.search(replace(REQUEST, limit=total - 1)).next_after != ""
    assert filled.search(replace(REQUEST, offset=total - 1)).next_after == ""


@pytest.mark.parametrize("offset", [90, 91, 5000])
def test_beyond_the_end_there_is_nothing(filled, offset):
    page = filled.search(replace(REQUEST, offset=offset, facets=("kind",)))
    first = filled.search(replace(REQUEST, facets=("kind",)))
    assert (page.hits, page.next_after) == ([], "")
    assert (page.total, page.facets) == (first.total, first.facets)


def test_totals_and_facets_stay_from_page_to_page(filled):
    request = replace(REQUEST, facets=("kind",), filters=(Filter("kind", frozenset({"law"}), facet="kind"),), limit=3)
    first = filled.search(request)
    second = filled.search(replace(request, after=first.next_after))
    assert first.next_after
    assert (second.total, second.facets) == (first.total, first.facets)


@pytest.mark.parametrize(
    "after", ["nonsense", "%%%", "WyJuZXdlc3QiLDEsImEiXQ", "é", "-5", "1e9", "W10", "WyJyZWxldmFuY2UiLE5hTiwiYSJd"]
)
@pytest.mark.parametrize("sort", ["relevance"])
def test_a_place_that_no_page_gave_is_told_apart_from_a_fault(filled, sort, after):
    """It comes from an address that anybody can write; it must not look like a fault of the engine."""
    try:
        page = filled.search(replace(REQUEST, sort=sort, after=after))
    except CursorError:
        return
    assert page.total


def test_the_display_is_what_was_written(engine):
    display = '{"title": "«é» ⵜⴰⵎⴰⵣⵉⵖⵜ نزاهة", "n": [1, null, "\\u0000"]}' + "x" * 50_000
    built(engine, [made("page:1", display=display)])
    assert engine.search(Request(Always(1.0))).hits[0].display == display


def test_far_pages_are_reached_by_number_and_by_place(engine):
    """Beyond 10,000 hits, which is as far as one request reaches in some engines."""
    count = 10_050
    built(engine, [made(f"page:{number:05}", text="law") for number in range(count)])
    request = Request(AnyOf((Term("text", "law"),)), limit=30)
    expected = [f"page:{number:05}" for number in range(count)]
    assert keys(engine.search(replace(request, offset=9_960))) == expected[9_960:9_990]
    crossing = engine.search(replace(request, offset=9_990))
    assert keys(crossing) == expected[9_990:10_020]
    assert keys(engine.search(replace(request, after=crossing.next_after))) == expected[10_020:]
    assert keys(engine.search(replace(request, offset=10_040))) == expected[10_040:]
    assert engine.search(replace(request, offset=10_060)).hits == []
    assert engine.search(request).total == count
