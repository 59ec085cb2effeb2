"""Several shards and copies on two nodes: nothing changes but how much they can bear."""

import time

import pytest

from search.engines.base import Always, AnyOf, Phrase, Request, Term
from tests.search.engines.oracle import Oracle
from tests.search.engines.world import built, made, new_engine, remove

pytestmark = pytest.mark.either

CLIENTS = ("opensearch", "elasticsearch")
FACETS = ("kind", "theme", "institution")


@pytest.fixture(params=CLIENTS)
def spread(request, tmp_path, objects):
    """An engine with three shards and one copy of each, filled."""
    made_engine = new_engine(request.param, request, tmp_path, "&shards=3&replicas=1")
    yield built(made_engine, objects)
    remove(made_engine)


def shards(engine):
    """Where each shard of both indices lies: (index, number, is primary) to node."""
    cluster, names = engine._cluster, engine._names
    both = ",".join(names.index("g1", half) for half in ("objects", "parts"))
    health = cluster.read("GET", f"/_cluster/health/{both}?wait_for_status=green&timeout=15s")
    assert health["status"] == "green"
    table = cluster.read("GET", f"/_cluster/state/routing_table/{both}")["routing_table"]["indices"]
    return {
        (index, number, shard["primary"]): shard["node"]
        for index, found in table.items()
        for number, copies in found["shards"].items()
        for shard in copies
    }


def test_each_shard_has_a_copy_on_the_other_node(spread):
    placed = shards(spread)
    assert len(placed) == 2 * 3 * 2
    assert len(set(placed.values())) == 2
    for (index, number, is_primary), node in placed.items():
        assert node != placed[index, number, not is_primary]


def test_scores_and_counts_are_those_of_one_shard(spread, objects):
    shards(spread)
    oracle = Oracle(objects)
    for clause in (
        Term("text", "law"),
        AnyOf((Term("title", "law", 3.0), Phrase("text", ("law", "court")))),
        Always(1.0),
    ):
        for _copy in range(3):
            found = spread.search(Request(clause, facets=FACETS, limit=100))
            assert {hit.key: hit.score for hit in found.hits} == pytest.approx(oracle.scores(clause), rel=1e-3)
            assert found.facets == oracle.facets(Request(clause, facets=FACETS))
            ordered = [(-hit.score, hit.key) for hit in found.hits]
            assert ordered == sorted(ordered)


def test_writings_are_seen_at_once_whichever_copy_answers(spread):
    for version in range(2, 12):
        spread.write([made("page:1", version, title=f"word{version}", parts=[("a", f"law{version}")])], {})
        for _copy in range(3):
            assert spread.search(Request(Term("title", f"word{version}"))).total == 1
            assert spread.passages(["page:1"], Term("part", f"law{version}"), 1)["page:1"][0].anchor == "a"


def test_pages_by_place_hold_on_every_copy(spread, objects):
    request, found, after = Request(Term("text", "law"), limit=4), [], ""
    while True:
        page = spread.search(Request(request.clause, limit=4, after=after))
        found += [hit.key for hit in page.hits]
        after = page.next_after
        if not after:
            break
    assert len(found) == len(set(found)) == len(Oracle(objects).keys(request))


def test_scan_gives_the_order_of_keys_over_shards(spread, objects):
    assert [key for key, _ in spread.scan()] == sorted(one.key for one in objects)


def test_replicas_are_made_at_the_end_of_a_build(spread):
    spread.create("g2")
    settings = spread._cluster.read("GET", f"/{spread._names.index('g2', 'objects')}/_settings?flat_settings=true")
    (index,) = settings.values()
    assert index["settings"]["index.number_of_replicas"] == "0"
    assert index["settings"]["index.refresh_interval"] == "-1"
    spread.finish("g2")
    settings = spread._cluster.read("GET", f"/{spread._names.index('g2', 'objects')}/_settings?flat_settings=true")
    (index,) = settings.values()
    assert index["settings"]["index.number_of_replicas"] == "1"


def test_health_tells_the_colour(spread, objects):
    end = time.monotonic() + 15
    while "green" not in spread.health().sentence and time.monotonic() < end:
        time.sleep(0.2)
    health = spread.health()
    assert (health.is_up, health.objects) == (True, len(objects))
    assert health.sentence.endswith(f"holds {len(objects)} objects; its index is green.")
