"""Checking one web address against a real server: each fault has an outcome of its own, none outlasts the limits."""

import socket
import threading
from dataclasses import replace

import pytest
from django.utils import translation

from core.links.checker import Reach, check, user_agent
from core.links.enums import Outcome
from core.links.sentences import SENTENCES, sentence
from tests.core.links_certificates import Authority
from tests.core.links_server import serving

SHORT = 1.5


@pytest.fixture(scope="module")
def server():
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("certificates"))


def here(*servers, **limits):
    """A reach that opens these servers."""
    limits.setdefault("seconds", SHORT)
    return Reach(allowed=frozenset(("127.0.0.1", server.port) for server in servers), **limits)


@pytest.mark.parametrize(
    ("path", "outcome", "status"),
    [
        ("answers", Outcome.ANSWERS, 200),
        ("only_get", Outcome.ANSWERS, 200),
        ("hangs_up_on_head", Outcome.ANSWERS, 200),
        ("endless", Outcome.ANSWERS, 200),
        ("bomb", Outcome.ANSWERS, 200),
        ("moved", Outcome.MOVED, 200),
        ("elsewhere_today", Outcome.ANSWERS, 200),
        ("guarded", Outcome.GUARDED, 403),
        ("cookie_wall", Outcome.WANTS_COOKIES, 302),
        ("missing", Outcome.GONE, 404),
        ("removed", Outcome.GONE, 410),
        ("broken", Outcome.ERROR_STATUS, 500),
        ("slow", Outcome.SLOW, None),
        ("drips", Outcome.SLOW, None),
        ("drips_lines", Outcome.SLOW, None),
        ("circle", Outcome.REDIRECT_LOOP, 302),
        ("farther", Outcome.REDIRECT_LOOP, 302),
        ("closes", Outcome.CUT_OFF, None),
        ("long_header", Outcome.TOO_LARGE, None),
        ("endless_headers", Outcome.TOO_LARGE, None),
        ("many_headers", Outcome.TOO_LARGE, None),
        ("endless_continue", Outcome.TOO_LARGE, None),
        ("other", Outcome.NOT_HTTP, None),
    ],
)
def test_each_habit_has_its_outcome(server, path, outcome, status):
    result = check(server.at(path), here(server))
    assert (result.outcome, result.status) == (outcome, status)


def test_of_an_endless_answer_only_the_beginning_is_taken(server):
    server.sent = 0
    assert check(server.at("endless"), here(server)).outcome == Outcome.ANSWERS
    assert server.sent < 16 * 1024 * 1024, "what fits into the buffers of the connection, while it is being closed"


def test_a_site_that_asks_for_fewer_requests_gets_no_second_one(server):
    server.requests.clear()
    assert check(server.at("busy"), here(server)).outcome == Outcome.GUARDED
    assert server.requests == [("HEAD", "/busy")]


def test_a_slow_redirect_leaves_less_time_for_the_next(server):
    server.elsewhere = server.at("slow")
    assert check(server.at("to"), here(server)).outcome == Outcome.SLOW


def test_what_is_sent_names_the_portal_and_nothing_else(server, settings):
    settings.SITE_NAME, settings.SITE_URL = "Portail « intègre »\r\nCookie: x", "https://portal.example"
    server.headers.clear()
    server.requests.clear()
    check(server.at("cookie_wall?q=كلمة#part"), here(server))
    check(server.at("elsewhere_today"), here(server))
    sent = {line.partition(":")[0] for lines in server.headers for line in lines if line}
    assert sent == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert f"User-Agent: {user_agent()}" in server.headers[0]
    assert user_agent() == "LinkCheck/1.0 (Portail integre Cookie x; +https://portal.example)"
    assert server.requests[0] == ("HEAD", "/cookie_wall?q=%D9%83%D9%84%D9%85%D8%A9")


def test_a_redirect_may_hold_letters_as_they_are(server):
    server.requests.clear()
    assert check(server.at("to_arabic"), here(server)).outcome == Outcome.ANSWERS
    assert server.requests[-1] == ("HEAD", "/answers?%D9%83%D9%84%D9%85%D8%A9")


def test_where_a_redirect_led_is_said(server):
    result = check(server.at("moved"), here(server))
    assert result.at == server.at("answers")
    assert result.at in result.sentence


@pytest.mark.parametrize(
    "url",
    [
        "http://user:password@example.org/",
        "http://user@example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "example.org",
        "http://",
        "http://[::1/",
        "http://example.org:0/",
        "http://example.org:99999/",
        "http://example.org/\r\nHost: other",
        "http://example.org/\x00",
        "",
    ],
)
def test_what_is_no_web_address_is_not_asked(url):
    assert check(url, Reach(resolver=refuse_to_resolve)).outcome == Outcome.BAD_ADDRESS


def refuse_to_resolve(*args, **kwargs):
    raise AssertionError


def test_a_redirect_to_another_scheme_is_not_followed(server):
    for elsewhere in ("file:///etc/passwd", "ftp://127.0.0.1/", "http://user:word@127.0.0.1/", "http://[::1"):
        server.elsewhere = elsewhere
        assert check(server.at("to"), here(server)).outcome == Outcome.BAD_ADDRESS


def test_an_unknown_host_is_named(server):
    assert check("http://portal.invalid/", here()).outcome == Outcome.UNKNOWN_HOST
    assert check(f"http://{'x' * 64}.example/", here()).outcome == Outcome.UNKNOWN_HOST


def test_a_refusing_port_is_named():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        reach = Reach(allowed=frozenset({("127.0.0.1", port)}))
        assert check(f"http://127.0.0.1:{port}/", reach).outcome == Outcome.REFUSED


def test_a_resolver_that_hangs_does_not(server):
    free = threading.Event()
    reach = replace(here(server), resolver=lambda *args, **kwargs: free.wait(20))
    try:
        assert check("http://example.org/", reach).outcome == Outcome.SLOW
    finally:
        free.set()


def test_of_several_addresses_the_next_is_tried(server):
    """127.0.0.2 is this machine too, and nothing listens there."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, server.port)) for ip in ("127.0.0.2", "127.0.0.1")]
    allowed = frozenset((entry[4][0], server.port) for entry in found)
    reach = Reach(seconds=SHORT, allowed=allowed, resolver=lambda *args, **kwargs: found)
    assert check(server.at("answers", "site.example"), reach).outcome == Outcome.ANSWERS


def to_this_machine(host, port, **kwargs):
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]


@pytest.mark.parametrize(
    ("make", "host", "outcome"),
    [
        (lambda authority: authority.issue("site.example"), "site.example", Outcome.ANSWERS),
        (lambda authority: authority.issue("site.example"), "other.example", Outcome.TLS_NAME),
        (lambda authority: authority.issue("site.example"), "127.0.0.1", Outcome.TLS_NAME),
        (lambda authority: authority.issue("site.example", is_expired=True), "site.example", Outcome.TLS_EXPIRED),
        (lambda authority: authority.self_signed("site.example"), "site.example", Outcome.TLS_SELF_SIGNED),
    ],
)
def test_a_certificate_must_be_good_for_the_name(authority, make, host, outcome):
    with serving(make(authority)) as secure:
        reach = here(secure, authorities=str(authority.file), resolver=to_this_machine)
        assert check(secure.at("answers", host), reach).outcome == outcome
        if outcome != Outcome.ANSWERS:
            assert secure.requests == [], "nothing is asked of a site that is not who it says"


def test_an_issuer_the_machine_does_not_know_is_named(authority):
    with serving(authority.issue("site.example")) as secure:
        reach = here(secure, resolver=to_this_machine)
        assert check(secure.at("answers", "site.example"), reach).outcome == Outcome.TLS_UNTRUSTED


def test_a_secure_address_of_a_plain_server_is_named(server):
    assert check(server.at("answers").replace("http", "https"), here(server)).outcome == Outcome.TLS_ERROR


def test_a_handshake_that_never_comes_is_slow():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        reach = Reach(seconds=SHORT, allowed=frozenset({("127.0.0.1", port)}))
        assert check(f"https://127.0.0.1:{port}/", reach).outcome == Outcome.SLOW


def test_every_outcome_has_a_sentence_of_its_own():
    assert set(SENTENCES) == set(Outcome)
    with translation.override("en"):
        texts = {sentence(outcome, 200) for outcome in Outcome}
    assert len(texts) == len(Outcome)
    assert all(text.endswith(".") and "%" not in text for text in texts)
