"""What clusters do to writings: no room, a connection cut at any step, many writers at once."""

import json
import random
import threading
import time

import pytest

from search.engines.base import Always, EngineDown, IndexMissing, Request, Term
from search.engines.content import LONGEST_CODE, LONGEST_KEY
from search.engines.elastic import bulk as pacing
from search.engines.elastic.address import parse_address
from search.engines.elastic.clients import Refused
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.operations import Operation
from tests.search.engines.faults import Gate
from tests.search.engines.world import built, made, new_engine, remove

pytestmark = pytest.mark.either

CLIENTS = ("opensearch", "elasticsearch")
BEFORE, AFTER_REQUEST = -1, -2


@pytest.fixture(params=CLIENTS)
def gated(request, tmp_path, search_cluster):
    """An engine, the same index through a gate, and the gate."""
    direct = new_engine(request.param, request, tmp_path)
    gate = Gate(search_cluster["urls"][0] if request.param == "opensearch" else search_cluster["front"])
    url = f"{request.param}://{gate.host}/{direct._cluster.address.prefix}?timeout=20&write_timeout=20"
    through = ElasticEngine(parse_address(url))
    yield direct, through, gate
    through.close()
    gate.close()
    remove(direct)


def state(engine):
    """Everything that readers can see of page:1."""
    hits = engine.search(Request(Term("key", "page:1"))).hits
    parts = engine.passages(["page:1"], Term("part", "law"), 9).get("page:1", [])
    return [hit.display for hit in hits], sorted(part.anchor for part in parts)


@pytest.mark.parametrize("cut", [BEFORE, AFTER_REQUEST], ids=["before", "after"])
def test_a_connection_cut_at_any_step_harms_no_reader_and_a_second_try_ends_it(gated, cut):
    direct, through, gate = gated
    built(direct, [])
    steps = 0
    while True:
        direct.write([], {"page:1": 1 + 10 * steps})
        old = made("page:1", 2 + 10 * steps, parts=[("a", "law"), ("b", "law")])
        new = made("page:1", 3 + 10 * steps, parts=[("b", "law"), ("c", "law")])
        direct.write([old], {})
        gate.seen.clear()
        gate.fault = lambda _path, step=steps: cut if len(gate.seen) == step + 1 else 0
        try:
            through.write([new], {})
        except EngineDown:
            displays, anchors = state(direct)
            assert displays in ([old.display], [new.display])
            assert set(anchors) <= {"a", "b", "c"}
            assert "a" not in anchors or displays == [old.display], "a part that is gone beside the new object"
            gate.fault = lambda _path: 0
            through.write([new], {})
        else:
            break
        assert state(direct) == ([new.display], ["b", "c"])
        steps += 1
    assert steps == 5, "alias, parts, older parts, objects, refresh"


def test_a_deletion_cut_at_any_step_is_ended_by_a_second_try(gated):
    direct, through, gate = gated
    built(direct, [])
    for step in range(4):
        direct.write([made("page:1", 2 + 10 * step, parts=[("a", "law")])], {})
        gate.seen.clear()
        gate.fault = lambda _path, step=step: AFTER_REQUEST if len(gate.seen) == step + 1 else 0
        with pytest.raises(EngineDown):
            through.write([], {"page:1": 3 + 10 * step})
        gate.fault = lambda _path: 0
        through.write([], {"page:1": 3 + 10 * step})
        assert state(direct) == ([], [])


def test_writings_wait_for_room_and_all_arrive(gated):
    direct, through, gate = gated
    built(direct, [])
    refusals = iter([429] * 5)
    gate.fault = lambda path: next(refusals, 0) if "_bulk" in path else 0
    assert through.write([made(f"page:{number}", parts=[("a", "law")]) for number in range(30)], {}) == {}
    assert next(refusals, None) is None
    assert direct.search(Request(Always(1.0))).total == 30


def test_without_room_for_long_the_engine_is_down(gated):
    direct, _through, gate = gated
    built(direct, [])
    address = direct._cluster.address
    url = f"{address.kind}://{gate.host}/{address.prefix}?timeout=20&write_timeout=0.8"
    hurried = ElasticEngine(parse_address(url))
    gate.fault = lambda path: 429 if "_bulk" in path else 0
    started = time.monotonic()
    with pytest.raises(EngineDown, match="has no room for 1 writings"):
        hurried.write([made("page:1", parts=[("a", "law")])], {})
    assert time.monotonic() - started < 10
    assert 2 <= len([path for path in gate.seen if "_bulk" in path]) <= 6, "tries come at growing distances"


def test_a_request_that_is_too_large_is_halved(gated):
    direct, through, gate = gated
    built(direct, [])
    too_large = iter([413, 413])
    gate.fault = lambda path: next(too_large, 0) if "-objects-written/_bulk" in path else 0
    assert through.write([made(f"page:{number}") for number in range(9)], {}) == {}
    assert direct.search(Request(Always(1.0))).total == 9


def test_only_what_had_no_room_is_sent_again():
    """An engine says it for each operation; which ones, no test can make a real one choose."""
    dice, stored, sent = random.Random(3), [], []

    def send(body):
        keys = [json.loads(line)["key"] for line in body.splitlines()]
        sent.extend(keys)
        statuses = [429 if dice.random() < 0.3 else 201 for _ in keys]
        stored.extend(key for key, status in zip(keys, statuses, strict=True) if status == 201)
        return {"items": [{"index": {"status": status, "result": "created"}} for status in statuses]}

    operations = [Operation(f"k{number}", f'{{"key":"k{number}"}}\n'.encode()) for number in range(1_200)]
    outcomes = pacing.bulk(send, operations, seconds=60)
    assert sorted(stored) == sorted(one.key for one in operations)
    assert sorted(outcome.key for outcome in outcomes) == sorted(one.key for one in operations)
    assert len(sent) > len(operations)


def test_chunks_keep_both_limits():
    sizes = []

    def send(body):
        lines = body.splitlines()
        sizes.append((len(lines), len(body)))
        return {"items": [{"index": {"status": 201}} for _ in lines]}

    small = [Operation("k", b'{"k":1}\n')] * (pacing.MOST_OPERATIONS + 1)
    large = [Operation("k", b"x" * (pacing.MOST_BYTES // 2) + b"\n")] * 3 + [Operation("k", b"x" * 9_000_000 + b"\n")]
    pacing.bulk(send, small + large, seconds=30)
    assert sum(count for count, _size in sizes) == len(small + large)
    assert all(count <= pacing.MOST_OPERATIONS for count, _size in sizes)
    assert [size for _count, size in sizes if size > pacing.MOST_BYTES] == [9_000_001]


def test_other_errors_are_not_tried_again():
    tries = []

    def send(_body):
        tries.append(1)
        raise Refused(500, {})

    with pytest.raises(Refused):
        pacing.bulk(send, [Operation("k", b"{}\n")], seconds=30)
    assert len(tries) == 1


def test_many_writers_leave_the_highest_version_with_its_parts_alone(gated):
    direct, _through, _gate = gated
    built(direct, [])
    dice = random.Random(7)
    writings = [made("page:1", number, parts=[(f"v{number}", "law"), ("all", "law")]) for number in range(1, 25)]
    dice.shuffle(writings)

    def write(own):
        for one in own:
            assert direct.write([one], {}) == {}

    writers = [threading.Thread(target=write, args=(writings[start::4],)) for start in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert list(direct.scan()) == [("page:1", "page:1@24")]
    assert state(direct)[1] == ["all", "v24"]


def test_what_the_engine_cannot_hold_is_told_before_anything_is_written(gated):
    direct, _through, _gate = gated
    built(direct, [])
    long_key = "k" * (LONGEST_KEY + 1)
    refused = direct.write(
        [
            made("page:1"),
            made(long_key),
            made(""),
            made("page:\ud800"),
            made("page:field", colour=("red",)),
            made("page:terms", smell="sweet"),
            made("page:code", kind=("x" * (LONGEST_CODE + 1),)),
            made("page:anchor", parts=[("x" * (LONGEST_CODE + 1), "law")]),
            made("page:part", parts=[("a", "law \ud800")]),
            made("page:long", text="x" * 50_000, parts=[("a" * 5_000, "law " + "y" * 40_000)]),
        ],
        {long_key + "k": 3, "": 3, "page:\ud800": 3},
    )
    assert {key: sentence.split(".")[0] for key, sentence in refused.items() if len(key) < 20} == {
        "": "The key is empty, longer than 512 bytes, or no text",
        "page:\ud800": "The key is empty, longer than 512 bytes, or no text",
        "page:field": "The search index has no field 'colour'",
        "page:terms": "The search index has no field 'smell'",
        "page:code": "A code or an anchor is longer than 32766 bytes",
        "page:anchor": "A code or an anchor is longer than 32766 bytes",
        "page:part": "The text holds half a character (a lone surrogate), which cannot be written",
    }
    assert long_key in refused
    assert [key for key, _ in direct.scan()] == ["page:1", "page:long"]


def test_what_the_engine_itself_refuses_is_told_in_its_words(gated):
    direct, _through, _gate = gated
    built(direct, [])
    refused = direct.write([made("page:1", day=2**70), made("page:2")], {})
    assert refused["page:1"].startswith("The search engine refused it with status 400")
    assert [key for key, _ in direct.scan()] == ["page:2"]


def test_an_index_lost_behind_its_alias_is_missing_and_not_made_anew(gated):
    direct, through, gate = gated
    built(direct, [made("page:1")])

    def lose(path):
        if "_bulk" in path and "parts" in path:
            direct.drop("g1")
        return 0

    gate.fault = lose
    with pytest.raises(IndexMissing):
        through.write([made("page:2", parts=[("a", "law")])], {})
    assert direct.generations() == []
