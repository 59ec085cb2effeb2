"""Whatever is asked of a public address, and however badly, it gets a clear answer and never a server error."""

import random
import socket
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.cache.registry import known_parameters
from core.listing.params import PARAMETERS
from tests.journeys.documents import read
from tests.journeys.http import fetch
from tests.journeys.places import case_id, cases, places

HOST = "localhost"
CLEAR = {200, 204, 206, 301, 302, 304, 400, 403, 404, 405, 406, 411, 412, 413, 414, 416, 417, 421, 426, 428, 429, 431, 501}  # fmt: skip
ODD_VALUES = (
    "no-such-value", "1000000000", "-1", "0", "1e999", "\0", "a\0b", "'\" OR 1=1 --", "<script>", "%", "%%", "\u202e",
    "\ud7ff\uffff", "9" * 5000, "ا" * 300, "..", "../../etc/passwd", "\\", "\n\r", "None", "٣", " ", "{{ 7*7 }}", "*", "",
)  # fmt: skip
BROKEN = (
    "%",
    "%f",
    "%zz",
    "%ff",
    "%c3%28",
    "%ed%a0%80",
    "%00",
    "%e2%80%ae",
    "%2e%2e%2f",
    "%F0%9F",
    "+",
    "&&==&",
    "=",
    ";",
)
METHODS = ("HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "FOO")
HEADERS = (
    *(("Accept-Language", value) for value in ("zz", "*", "", ";;q=", "ar;q=2", "fr;q=x,,,", "x" * 400, "é\xff", "ar" * 3000)),
    *(("Host", value) for value in ("evil.example", "", "a b", "[::1", "ex_ample", "localhost:99999", "é")),
    *(("Cookie", value) for value in ("sessionid=x", "=;=", "messages=x", "csrftoken=\xff", "a" * 5000)),
    *(("If-None-Match", value) for value in ("*", '"', 'W/"x', "\xff")),
    *(("If-Modified-Since", value) for value in ("never", "Thu, 99 Foo 2026")),
    *(("Accept-Encoding", value) for value in ("gzip;q=x", "*;q=0", "\xff")),
    *(("HX-Request", value) for value in ("true", "x")),
    *(("HX-Target", value) for value in ("listing", "\xff", "x" * 3000)),
    ("Range", "bytes=9-1"), ("Authorization", "Basic \xff"), ("Content-Length", "0"), ("X-Forwarded-For", "x"),
    ("Content-Type", "multipart/form-data"), ("Referer", "\xff"), ("Expect", "x"), ("X-HTTP-Method-Override", "DELETE"),
)  # fmt: skip


@dataclass
class Request:
    """One request as bytes go over the wire."""

    target: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, portal) -> tuple[int, bytes]:
        """Status (0 when the server closed without an answer) and what came."""
        parts = urlsplit(portal.address)
        headers = {"Host": f"{HOST}:{parts.port}", "Connection": "close"} | self.headers
        lines = [f"{self.method} {self.target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        with socket.create_connection((parts.hostname, parts.port), timeout=60) as wire:
            wire.sendall("\r\n".join([*lines, "", ""]).encode("latin-1", "replace"))
            came = b""
            while chunk := wire.recv(65536):
                came += chunk
        status = came.split(b" ", 2)[1] if came.startswith(b"HTTP/") else b"0"
        return int(status), came


def addresses(portal):
    """One address a place, so that every view is asked."""
    return {name: next(iter(found.values())) for name, found in portal.catalogue.items()}


def check(portal, *requests):
    unclear = [(request, status) for request in requests if (status := request.send(portal)[0]) not in CLEAR]
    assert unclear == []


PLACES = [place.name for place in places()]


def with_query(address, query):
    return f"{address}{'&' if '?' in address else '?'}{query}"


READ_PARAMETERS = ("page:ThemePage", "page:InstitutionIndexPage", "page:InstitutionPage", "name:search:page-list")


def odd_values(address):
    """Every parameter with every odd value, all parameters in one request."""
    names = sorted({*PARAMETERS, *known_parameters, "unknown"})
    return [Request(with_query(address, "&".join(f"{name}={quote(value)}" for name in names))) for value in ODD_VALUES]


def broken_addresses(address):
    path = address.partition("?")[0]
    long = ("a" * 10_000, "kind=" + "b" * 10_000, "&".join(f"k{n}=v" for n in range(1_500)), "%ff" * 3_300)
    requests = [Request(with_query(address, query)) for query in (*BROKEN, *long)]
    requests += [Request(f"{path}{part}") for part in (*BROKEN, *(f"{broken}/" for broken in BROKEN), "/" * 50)]
    tails = (path.rstrip("/") + "/" + "x" * 3_000 + "/", f"/{path}", path.rstrip("/") or "/")
    return requests + [Request(tail) for tail in tails]


def odd_headers_and_methods(address):
    return [Request(address, headers={name: value}) for name, value in HEADERS] + [
        Request(address, method) for method in METHODS
    ]


@pytest.mark.parametrize("place", READ_PARAMETERS)
def test_each_parameter_alone_may_be_odd(portal, place):
    names, values = sorted({*PARAMETERS, *known_parameters}), ("\0", "9" * 30, "\u202e'\"<")
    queries = [f"{name}={quote(value)}" for name in names for value in values]
    check(portal, *(Request(with_query(addresses(portal)[place], query)) for query in queries))


@pytest.mark.parametrize("kind", [odd_values, broken_addresses, odd_headers_and_methods])
@pytest.mark.parametrize("place", PLACES)
def test_bad_requests_are_answered(portal, place, kind):
    """Each place gets some of the bad requests, all places together each of them many times."""
    requests = kind(addresses(portal)[place])
    check(portal, *random.Random(place).sample(requests, 6))


@pytest.mark.long
@pytest.mark.parametrize("kind", [odd_values, broken_addresses, odd_headers_and_methods])
@pytest.mark.parametrize("place", PLACES)
def test_every_bad_request_is_answered(portal, place, kind):
    check(portal, *kind(addresses(portal)[place]))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_random_requests_are_answered(portal, data):
    address = data.draw(st.sampled_from(sorted(addresses(portal).values())))
    names = st.sampled_from(sorted({*PARAMETERS, *known_parameters}))
    values = st.one_of(st.sampled_from(ODD_VALUES), st.text(max_size=40), st.sampled_from(BROKEN))
    pairs = data.draw(st.lists(st.tuples(names, values), max_size=4))
    query = "&".join(f"{name}={value if value in BROKEN else quote(value)}" for name, value in pairs)
    method = data.draw(st.sampled_from(("GET", "GET", "GET", *METHODS)))
    headers = dict(data.draw(st.lists(st.sampled_from(HEADERS), max_size=3)))
    check(portal, Request(with_query(address, query) if query else address, method, headers))


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr"), ("zgh", "ltr")])
def test_what_is_not_there_is_said_in_the_language_of_the_address(portal, language, direction):
    answer = fetch(portal, f"/{language}/no-such-page/")
    document = read(answer.text)
    assert answer.status == 404
    assert (document.lang, document.direction) == (language, direction)
    assert len(document.headings) == 1
    assert f"/{language}/" in document.links


def test_a_wrong_host_is_refused(portal):
    status, came = Request("/fr/", headers={"Host": "evil.example"}).send(portal)
    assert status == 400
    assert b"evil.example" not in came


@pytest.mark.parametrize(
    ("place", "language"), [c for c in cases() if c[0].name.startswith(("page:", "route:"))], ids=case_id
)
def test_pages_take_only_reading_methods(portal, place, language):
    address = portal.catalogue[place.name][language]
    assert {fetch(portal, address, method=method).status for method in ("POST", "PUT", "DELETE", "PATCH")} <= {403, 405}
    head = fetch(portal, address, method="HEAD")
    assert head.status == 200
    assert head.body == b""
