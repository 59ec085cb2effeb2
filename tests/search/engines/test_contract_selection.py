"""Totals, filters, facets and dates: each engine against plain Python."""

from itertools import product

import pytest

from search.engines.base import AllOf, Always, AnyOf, Best, Filter, Phrase, Request, Term
from tests.search.engines.oracle import Oracle
from tests.search.engines.world import NOW, built, made

pytestmark = pytest.mark.either

FACETS = ("kind", "theme", "region", "institution", "year", "language")
FILTERS = {
    "kind": ("law", "video"),
    "theme": ("ethics", "courts"),
    "region": ("north",),
    "year": ("2019", "2021"),
    "language": ("ar", "fr", "en"),
}
LAW_OR_GIFT = AnyOf((Term("text", "law"), Term("title", "gift")))


def check(engine, objects, request, oracle=None):
    """The engine's total, keys and facets are the oracle's."""
    result, oracle = engine.search(request), oracle or Oracle(objects)
    keys = oracle.keys(request)
    assert result.total == len(keys), request
    assert {hit.key for hit in result.hits} == set(keys), request
    assert result.facets == oracle.facets(request), request
    return result


@pytest.mark.parametrize("is_facet", [True, False], ids=["facets", "plain filters"])
def test_every_combination_of_filters_counts_like_plain_python(filled, objects, is_facet):
    oracle = Oracle(objects)
    for chosen in product((False, True), repeat=len(FILTERS)):
        filters = tuple(
            Filter(name, frozenset(values), facet=name if is_facet else "")
            for (name, values), is_chosen in zip(FILTERS.items(), chosen, strict=True)
            if is_chosen
        )
        for days, now in (((0, 0), 0), ((737_050, 737_250), NOW)):
            request = Request(LAW_OR_GIFT, filters, days=days, now=now, facets=FACETS, limit=100)
            check(filled, objects, request, oracle)


def test_a_facet_leaves_aside_all_filters_that_name_it(filled, objects):
    filters = (
        Filter("theme", frozenset({"ethics"}), facet="theme"),
        Filter("theme", frozenset({"courts"}), facet="theme"),
        Filter("region", frozenset({"north", "south"})),
    )
    check(filled, objects, Request(Always(1.0), filters, facets=("theme", "kind"), limit=100))


def test_a_filter_of_a_facet_that_is_not_counted_applies_everywhere(filled, objects):
    filters = (Filter("theme", frozenset({"ethics"}), facet="theme"),)
    check(filled, objects, Request(Always(1.0), filters, facets=("kind",), limit=100))


def test_a_filter_may_name_a_facet_of_another_field(filled, objects):
    filters = (Filter("language", frozenset({"ar"}), facet="kind"),)
    check(filled, objects, Request(Always(1.0), filters, facets=("kind", "language"), limit=100))


def test_filters_by_key_and_item(filled, objects):
    both = frozenset({"page:3", "page:7", "page:absent"})
    for name in ("key", "item"):
        check(filled, objects, Request(Always(1.0), (Filter(name, both),), limit=100))


def test_a_filter_without_values_lets_nothing_through(filled, objects):
    check(filled, objects, Request(Always(1.0), (Filter("kind", frozenset()),), facets=("kind",)))


@pytest.mark.parametrize("days", [(737_100, 737_100), (737_100, 0), (0, 737_100), (1, 0), (0, 1), (737_201, 737_299)])
def test_days_are_a_range_with_both_ends_and_nothing_undated(filled, objects, days):
    check(filled, objects, Request(Always(1.0), days=days, facets=("year",), limit=100))


@pytest.mark.parametrize("now", [0, NOW - 11, NOW - 10, NOW - 9, NOW, NOW + 10])
def test_what_expires_is_gone_from_its_second_on(filled, objects, now):
    check(filled, objects, Request(Always(1.0), now=now, facets=("kind",), limit=100))


def test_hidden_keys_are_nowhere(filled, objects):
    hidden = frozenset(f"page:{number}" for number in range(0, 90, 3))
    check(filled, objects, Request(Always(1.0), hidden=hidden, facets=FACETS, limit=100))


def test_a_page_of_no_hits_still_counts(filled, objects):
    result = filled.search(Request(LAW_OR_GIFT, facets=FACETS, limit=0))
    assert (result.hits, result.next_after) == ([], "")
    assert result.facets == Oracle(objects).facets(Request(LAW_OR_GIFT, facets=FACETS))
    assert result.total == len(Oracle(objects).keys(Request(LAW_OR_GIFT)))


def test_what_only_scores_changes_no_total_and_no_count(filled, objects):
    """Counting leaves out weights, and what adds to a score (search.engines.unscored)."""
    law, gift, title = Term("text", "law", 3.0), Term("text", "gift", 0.5), Term("title", "law", 2.0)
    for clause in (
        AllOf((law,), also=(gift, title)),
        AllOf((AnyOf((law, gift), at_least=2),), without=(AllOf((title,), also=(gift,)),), also=(title,)),
        Best((AllOf((law,), also=(title,)), Always(9.0, gift))),
        AllOf((), also=(law,)),
        AnyOf((Always(5.0, Best((law, title))), Phrase("text", ("law", "gift"), 7.0))),
    ):
        counted = filled.search(Request(clause, facets=FACETS, limit=0))
        alone = filled.search(Request(clause, limit=0))
        shown = filled.search(Request(clause, limit=100))
        expected = Oracle(objects)
        assert counted.total == alone.total == shown.total == len(expected.keys(Request(clause)))
        assert counted.facets == expected.facets(Request(clause, facets=FACETS))


def test_every_value_of_a_facet_is_counted(engine):
    built(engine, [made(f"page:{number}", institution=(f"institution-{number % 300}",)) for number in range(650)])
    counts = engine.search(Request(Always(1.0), facets=("institution",))).facets["institution"]
    assert len(counts) == 300
    assert sum(counts.values()) == 650
    assert set(counts.values()) == {2, 3}


def test_codes_hold_any_letters(engine):
    code = "région «é» / ⵜⴰⵎⴰⵣⵉⵖⵜ : نزاهة, x|y"
    built(engine, [made("page:1", region=(code, "b")), made("page:2", region=("b",))])
    found = engine.search(Request(Always(1.0), (Filter("region", frozenset({code})),), facets=("region",)))
    assert [hit.key for hit in found.hits] == ["page:1"]
    assert found.facets["region"] == {code: 1, "b": 1}
