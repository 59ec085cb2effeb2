"""A cluster that hangs keeps a few visitors waiting, not all of them."""

import threading
import time

import pytest

from search.engines.base import Always, EngineDown, IndexMissing, Request, Term
from search.engines.breaker import Breaker, GuardedEngine
from search.engines.elastic.address import parse_address
from search.engines.elastic.engine import ElasticEngine
from tests.search.engines.faults import Gate, listening, never
from tests.search.engines.world import built, made, new_engine, remove

pytestmark = pytest.mark.either

REQUEST = Request(Always(1.0))
PAUSE = 0.4


def down():
    raise EngineDown("It hangs.")


def broken(breaker, times=3):
    for _ in range(times):
        with pytest.raises(EngineDown, match="It hangs"):
            breaker.call(down)
    return breaker


def test_after_failures_in_a_row_nobody_asks():
    breaker = broken(Breaker(3, 30, 30))
    asked = []
    with pytest.raises(EngineDown, match=r"left alone for a moment, because: It hangs\.$"):
        breaker.call(lambda: asked.append(1))
    assert asked == []
    assert breaker.is_open


def test_an_answer_between_failures_begins_the_count_anew():
    breaker = broken(Breaker(3, 30, 30), times=2)
    assert breaker.call(lambda: "answer") == "answer"
    broken(breaker, times=2)
    assert breaker.call(lambda: "answer") == "answer"


def test_failures_far_apart_do_not_open_it():
    breaker = Breaker(3, 0.2, 30)
    for _ in range(4):
        broken(breaker, times=1)
        time.sleep(0.25)
    assert not breaker.is_open


def test_a_missing_index_is_an_answer():
    breaker = broken(Breaker(3, 30, 30), times=2)

    def missing():
        raise IndexMissing("Nothing is in service.")

    for _ in range(5):
        with pytest.raises(IndexMissing):
            breaker.call(missing)
    assert not breaker.is_open


def test_after_the_pause_one_caller_tries_and_an_answer_closes_it():
    breaker = broken(Breaker(3, 30, PAUSE))
    time.sleep(PAUSE * 1.2)
    is_trying, may_end, answers = threading.Event(), threading.Event(), []

    def slow():
        is_trying.set()
        may_end.wait(20)
        return "answer"

    probe = threading.Thread(target=lambda: answers.append(breaker.call(slow)))
    probe.start()
    assert is_trying.wait(20)
    with pytest.raises(EngineDown, match="left alone"):
        breaker.call(lambda: "others are turned away")
    may_end.set()
    probe.join()
    assert answers == ["answer"]
    assert breaker.call(lambda: "all ask again") == "all ask again"


def test_a_try_that_fails_opens_it_for_another_pause():
    breaker = broken(Breaker(3, 30, PAUSE))
    time.sleep(PAUSE * 1.2)
    broken(breaker, times=1)
    with pytest.raises(EngineDown, match="left alone"):
        breaker.call(lambda: "answer")


def test_of_many_threads_a_few_wait_for_a_cluster_that_hangs():
    with listening(never) as host:
        engine = GuardedEngine(ElasticEngine(parse_address(f"opensearch://{host}?timeout=0.5")), Breaker(3, 30, 30))
        waits = []

        def visit():
            started = time.monotonic()
            with pytest.raises(EngineDown):
                engine.search(REQUEST)
            waits.append(time.monotonic() - started)

        for _ in range(8):
            visitors = [threading.Thread(target=visit) for _ in range(5)]
            for visitor in visitors:
                visitor.start()
            for visitor in visitors:
                visitor.join()
        assert len(waits) == 40
        assert sum(wait > 0.45 for wait in waits) == 5


@pytest.mark.parametrize("kind", ["opensearch", "elasticsearch"])
def test_it_opens_and_recovers_with_a_real_engine(kind, request, tmp_path, search_cluster):
    direct = new_engine("opensearch", request, tmp_path)
    built(direct, [made("page:1", parts=[("a", "law")])])
    gate = Gate(search_cluster["urls"][0] if kind == "opensearch" else search_cluster["front"])
    url = f"{kind}://{gate.host}/{direct._cluster.address.prefix}?timeout=10"
    engine = GuardedEngine(ElasticEngine(parse_address(url)), Breaker(3, 30, PAUSE))
    assert engine.search(REQUEST).total == 1
    gate.fault = lambda _path: 503
    for _ in range(3):
        with pytest.raises(EngineDown, match="503"):
            engine.search(REQUEST)
    asked = len(gate.seen)
    with pytest.raises(EngineDown, match="left alone"):
        engine.passages(["page:1"], Term("part", "law"), 1)
    assert len(gate.seen) == asked
    assert not engine.health().is_up
    gate.fault = lambda _path: 0
    time.sleep(PAUSE * 1.2)
    assert engine.search(REQUEST).total == 1
    assert engine.passages(["page:1"], Term("part", "law"), 1)["page:1"][0].anchor == "a"
    engine.close()
    gate.close()
    remove(direct)
