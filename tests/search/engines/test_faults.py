"""Whatever a server does instead of answering, each method says so in a sentence, within its time limit."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from search.engines.base import Always, EngineDown, IndexMissing, Request, Term
from search.engines.elastic.address import parse_address
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.generations import FINISH_TIMES
from tests.search.engines.faults import Asked, dripping, free_port, http, listening, never, read_request, reset, says
from tests.search.engines.world import made

pytestmark = pytest.mark.either

CLIENTS = ("opensearch", "elasticsearch")
SECONDS = 0.7
#: Not a measure of speed: whoever waits three times the limit has none. The end of a build has a limit of its own.
MOST_SECONDS = 3 * SECONDS
TIMES = {"finish": FINISH_TIMES}
SECRET_QUERY = "unsayable"
HITS = b'{"took":1,"timed_out":true,"_shards":{"total":2,"failed":0},"hits":{"total":{"value":0},"hits":[]}}'
LOST = b'{"took":1,"timed_out":false,"_shards":{"total":2,"failed":1},"hits":{"total":{"value":0},"hits":[]}}'
ERROR = (
    b'{"error":{"root_cause":[{"type":"some_exception","reason":"unsayable"}],"type":"some_exception"},"status":500}'
)
LONG = http("200 OK", b'{"a":"' + b"x" * 1000 + b'"}')

ASKED = {
    "search": lambda engine: engine.search(Request(Term("title", SECRET_QUERY), facets=("kind",))),
    "passages": lambda engine: engine.passages(["page:1"], Term("part", SECRET_QUERY), 2),
    "current": lambda engine: engine.current(),
    "generations": lambda engine: engine.generations(),
    "create": lambda engine: engine.create("g1"),
    "swap": lambda engine: engine.swap("g1"),
    "drop": lambda engine: engine.drop("g1"),
    "write": lambda engine: engine.write([made("page:1", title=SECRET_QUERY)], {}),
    "build": lambda engine: engine.write([made("page:1", title=SECRET_QUERY)], {}, "g1"),
    "finish": lambda engine: engine.finish("g1"),
    "scan": lambda engine: list(engine.scan("g1")),
}
#: Faults of the transport: no method takes them for an answer.
BROKEN = {
    "hanging": never,
    "reset": reset,
    "closed": read_request,
    "429": says(http("429 Too Many Requests", ERROR)),
    "500": says(http("500 Internal Server Error", ERROR)),
    "503": says(http("503 Service Unavailable", b"upstream down", "text/plain")),
    "401": says(http("401 Unauthorized", ERROR)),
    "403": says(http("403 Forbidden", ERROR)),
    "redirect": says(http("302 Found", b"")),
    "garbage": says(b"\x16\x03\x01\x02\x00\x01\x00\xff\xfe garbage \r\n\r\n"),
    "half a character": says(http("200 OK", b'{"a":"\xff"}')),
    "a web page": says(http("200 OK", b"<html>It works</html>", "text/html")),
    "a web page called JSON": says(http("200 OK", b"<html>It works</html>")),
    "truncated": says(http("200 OK", b'{"took":1,"hits":{"tot', length=500)),
    "truncated without a word": says(http("200 OK", b'{"took":1,"hits":{"tot')),
    "a list": says(http("200 OK", b"[1, 2]")),
    "empty": says(http("200 OK", b"")),
    "dripping head": dripping(LONG),
}


def engine_at(kind, host):
    url = f"{kind}://user:hunter2@{host}/portal?timeout={SECONDS}&write_timeout={SECONDS}"
    return ElasticEngine(parse_address(url))


def fails(engine, name, ask):
    """Asks, and returns the sentence of the EngineDown."""
    started = time.monotonic()
    with pytest.raises(EngineDown) as caught:
        ask(engine)
    assert time.monotonic() - started < MOST_SECONDS * TIMES.get(name, 1), name
    assert not isinstance(caught.value, IndexMissing), name
    sentence = str(caught.value)
    assert sentence.endswith("."), name
    assert "127.0.0.1:" in sentence, name
    assert SECRET_QUERY not in sentence, name
    assert "hunter2" not in sentence, name
    return sentence


@pytest.mark.parametrize("fault", BROKEN)
@pytest.mark.parametrize("kind", CLIENTS)
def test_no_method_takes_a_fault_for_an_answer(kind, fault):
    with listening(BROKEN[fault]) as host, ThreadPoolExecutor(len(ASKED)) as threads:
        engine = engine_at(kind, host)
        list(threads.map(lambda name: fails(engine, name, ASKED[name]), ASKED))
        health = engine.health()
        assert not health.is_up
        assert host in health.sentence
        engine.close()


@pytest.mark.parametrize("kind", CLIENTS)
def test_a_port_that_refuses(kind):
    engine = engine_at(kind, f"127.0.0.1:{free_port()}")
    for name, ask in ASKED.items():
        assert "cannot be reached" in fails(engine, name, ask)
    assert "cannot be reached" in engine.health().sentence


@pytest.mark.parametrize("kind", CLIENTS)
def test_a_body_that_drips_is_cut_at_the_limit(kind):
    def talk(connection):
        head, _, body = LONG.partition(b"\r\n\r\n")
        read_request(connection)
        connection.sendall(head + b"\r\n\r\n")
        dripping(body)(Asked(connection))

    with listening(talk) as host:
        assert "within 0.7 s" in fails(engine_at(kind, host), "search", ASKED["search"])


@pytest.mark.parametrize("kind", CLIENTS)
@pytest.mark.parametrize("answer", [b"{}", b'{"hits":[]}', HITS, LOST, b'{"_shards":{"failed":0},"timed_out":false}'])
def test_answers_of_another_shape_or_in_part_are_no_results(kind, answer):
    with listening(says(http("200 OK", answer))) as host:
        for name in ("search", "passages", "scan", "generations" if answer != b"{}" else "search"):
            fails(engine_at(kind, host), name, ASKED[name])


def test_the_client_of_elasticsearch_refuses_another_product():
    with listening(says(http("200 OK", b'{"hits":{}}', product=False))) as host:
        assert "is not Elasticsearch" in fails(engine_at("elasticsearch", host), "search", ASKED["search"])


@pytest.mark.parametrize("kind", CLIENTS)
def test_the_next_host_is_asked_when_one_refuses(kind, search_hosts):
    hosts = f"127.0.0.1:{free_port()},{search_hosts[kind]}"
    engine = ElasticEngine(parse_address(f"{kind}://{hosts}/absent?timeout=10&write_timeout=20"))
    for _ in range(4):
        assert engine.current() is None
        with pytest.raises(IndexMissing):
            engine.search(Request(Always(1.0)))


@pytest.mark.parametrize("kind", CLIENTS)
def test_a_host_that_hangs_costs_one_visitor_its_time(kind, search_hosts):
    """The next ones are sent to the other host for a while."""
    with listening(never) as host:
        url = f"{kind}://{host},{search_hosts[kind]}/absent?timeout={SECONDS}&write_timeout=20"
        engine = ElasticEngine(parse_address(url))
        waited = 0
        for _ in range(6):
            started = time.monotonic()
            try:
                engine.current()
            except EngineDown:
                waited += 1
            assert time.monotonic() - started < MOST_SECONDS
        assert waited == 1
