"""Generations are built beside the one in service, and take its place at one moment."""

import threading
from dataclasses import replace

import pytest

from search.engines.base import Always, IndexMissing, Request, Term
from tests.search.engines.world import KINDS, built, made, new_engine, remove

pytestmark = pytest.mark.either


def keys(engine):
    return [hit.key for hit in engine.search(Request(Always(1.0), limit=100)).hits]


def test_without_an_index_everything_says_that_it_is_missing(engine):
    assert engine.current() is None
    assert engine.generations() == []
    for ask in (
        lambda: engine.search(Request(Always(1.0))),
        lambda: engine.passages(["page:1"], Term("part", "law"), 1),
        lambda: list(engine.scan()),
        lambda: engine.write([made("page:1")], {}),
        lambda: engine.write([], {"page:1": 1}),
    ):
        with pytest.raises(IndexMissing, match=r"\.$"):
            ask()
    health = engine.health()
    assert (health.is_up, health.objects) == (False, 0)
    assert health.sentence.endswith(".")
    assert engine.generations() == [], "asking or writing made an index out of nothing"


def test_a_generation_that_does_not_exist_cannot_be_written_or_put_in_service(engine):
    built(engine, [made("page:1")])
    with pytest.raises(IndexMissing):
        engine.write([made("page:1")], {}, "absent")
    with pytest.raises(IndexMissing):
        engine.swap("absent")
    assert (engine.current(), engine.generations(), keys(engine)) == ("g1", ["g1"], ["page:1"])


def test_an_empty_index_finds_nothing_and_is_up(engine):
    built(engine, [])
    empty = engine.search(Request(Term("title", "law"), facets=("kind",), sort="newest"))
    assert (empty.total, empty.hits, empty.facets, empty.next_after) == (0, [], {"kind": {}}, "")
    assert engine.passages(["page:1"], Term("part", "law"), 1).get("page:1", []) == []
    assert list(engine.scan()) == []
    assert (engine.health().is_up, engine.health().objects) == (True, 0)


def test_what_is_built_is_not_seen_before_it_is_in_service(engine):
    built(engine, [made("page:old")])
    engine.create("g-2")
    engine.write([made("page:new", parts=[("a", "law")])], {}, "g-2")
    assert (engine.current(), keys(engine)) == ("g1", ["page:old"])
    assert engine.generations() == ["g-2", "g1"]
    engine.finish("g-2")
    assert keys(engine) == ["page:old"]
    assert list(engine.scan("g-2")) == [("page:new", "page:new@1")]
    engine.swap("g-2")
    assert (engine.current(), keys(engine)) == ("g-2", ["page:new"])
    assert list(engine.scan("g1")) == [("page:old", "page:old@1")]


def test_the_generation_before_stays_until_it_is_dropped(engine):
    built(built(engine, [made("page:1")]), [made("page:2")], "g2")
    engine.swap("g1")
    assert keys(engine) == ["page:1"]
    engine.swap("g2")
    engine.drop("g1")
    engine.drop("g1")
    engine.drop("never")
    assert (engine.generations(), keys(engine)) == (["g2"], ["page:2"])


def test_to_swap_to_what_is_in_service_changes_nothing(engine):
    built(engine, [made("page:1")])
    engine.swap("g1")
    assert (engine.current(), keys(engine)) == ("g1", ["page:1"])


def test_a_generation_made_anew_is_empty(engine):
    engine.create("g1")
    engine.write([made("page:1")], {}, "g1")
    built(engine, [made("page:2")], "g1")
    assert keys(engine) == ["page:2"]


def test_a_dropped_generation_in_service_is_missing(engine):
    built(engine, [made("page:1")])
    engine.drop("g1")
    assert engine.current() is None
    with pytest.raises(IndexMissing):
        engine.search(Request(Always(1.0)))


def test_a_build_keeps_the_last_version_of_what_is_written_twice(engine):
    built(engine, [])
    engine.create("g2")
    first = made("page:1", 1, title="old", parts=[("a", "law"), ("b", "law")])
    engine.write([first, made("page:2"), made("page:3", 5)], {}, "g2")
    engine.write([made("page:1", 2, title="new", parts=[("b", "law")]), made("page:3", 6)], {"page:2": 2}, "g2")
    engine.finish("g2")
    engine.swap("g2")
    assert list(engine.scan()) == [("page:1", "page:1@2"), ("page:3", "page:3@6")]
    assert [part.anchor for part in engine.passages(["page:1"], Term("part", "law"), 9)["page:1"]] == ["b"]


def test_writing_by_name_into_what_is_in_service_is_seen_at_once(engine):
    built(engine, [made("page:1")])
    engine.write([made("page:2")], {"page:1": 2}, "g1")
    assert keys(engine) == ["page:2"]


def test_scan_gives_everything_in_the_order_of_keys(engine):
    """More than any engine reads at once."""
    numbers = range(5_100)
    built(engine, [made(f"page:{number}", number + 1) for number in numbers])
    expected = sorted((f"page:{number}", f"page:{number}@{number + 1}") for number in numbers)
    assert list(engine.scan()) == expected


def test_a_reader_never_sees_an_error_or_an_empty_index_while_generations_change(engine, request, tmp_path):
    built(engine, [made(f"page:{number}", title="same") for number in range(20)], "g0")
    stop, totals, errors = threading.Event(), set(), []

    def read():
        while not stop.is_set():
            try:
                found = engine.search(Request(Term("title", "same"), limit=30))
                totals.add((found.total, len(found.hits)))
            except Exception as error:
                errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for number in range(1, 6):
            objects = [made(f"page:{number}", title="same") for number in range(20)]
            built(engine, objects, f"g{number}")
            if number > 1:
                engine.drop(f"g{number - 2}")
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert errors == []
    assert totals == {(20, 20)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_process_sees_what_the_first_put_in_service(kind, request, tmp_path):
    first = new_engine(kind, request, tmp_path)
    built(first, [made("page:1")])
    second = type(first)(tmp_path if kind == "tantivy" else first._cluster.address)
    assert keys(second) == ["page:1"]
    built(first, [made("page:2")], "g2")
    first.write([made("page:3")], {})
    assert keys(second) == ["page:2", "page:3"]
    second.close()
    remove(first)


def test_two_portals_in_one_cluster_do_not_meet(request, tmp_path):
    first = new_engine("opensearch", request, tmp_path)
    address = first._cluster.address
    second = type(first)(replace(address, prefix=f"{address.prefix}_2"))
    built(first, [made("page:1")])
    built(second, [made("page:2")])
    assert (keys(first), keys(second)) == (["page:1"], ["page:2"])
    assert first.generations() == second.generations() == ["g1"]
    remove(first)
    assert keys(second) == ["page:2"]
    remove(second)
