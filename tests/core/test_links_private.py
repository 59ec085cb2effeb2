"""The link checker opens nothing inside a network, however the address is written and wherever a redirect leads."""

import socket

import pytest

from core.links.addresses import is_public
from core.links.checker import Reach, check
from core.links.enums import Outcome
from tests.core.links_server import serving


@pytest.fixture
def server():
    with serving() as running:
        yield running


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.8.8.8", "169.254.169.254", "172.16.0.1", "172.31.255.255",
        "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9",
        "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1",
        "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::",
        "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_of_the_internet_is_refused(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "196.200.131.1", "2606:4700::1111", "2001:4860:4860::8888", "64:ff9b::808:808"]
)
def test_an_address_of_the_internet_is_not(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "0",
        "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "LOCALHOST", "127.0.0.1.",
    ],
)  # fmt: skip
def test_no_way_of_writing_this_machine_reaches_it(server, host):
    result = check(server.at("answers", host), Reach())
    assert result.outcome in (Outcome.PRIVATE_ADDRESS, Outcome.UNKNOWN_HOST)
    if host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]"):
        assert result.outcome == Outcome.PRIVATE_ADDRESS
    assert server.requests == []


def test_a_redirect_into_the_network_is_not_followed(server):
    with serving() as inside:
        reach = Reach(allowed=frozenset({("127.0.0.1", server.port)}))
        for elsewhere in (inside.at("answers"), inside.at("answers", "localhost"), inside.at("answers", "0x7f.1")):
            server.elsewhere = elsewhere
            result = check(server.at("to"), reach)
            assert result.outcome == Outcome.PRIVATE_ADDRESS
            assert result.at == elsewhere
        assert inside.requests == []


def test_what_is_allowed_is_one_port_of_one_address(server):
    for pair in (("127.0.0.1", server.port + 1), ("127.0.0.2", server.port)):
        assert check(server.at("answers"), Reach(allowed=frozenset({pair}))).outcome == Outcome.PRIVATE_ADDRESS
    assert server.requests == []


def answer(*addresses):
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]


def test_one_private_address_among_public_ones_is_enough_to_refuse(server):
    reach = Reach(resolver=lambda *args, **kwargs: answer("8.8.8.8", "10.0.0.1"))
    assert check("http://site.example/", reach).outcome == Outcome.PRIVATE_ADDRESS


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(server):
    """DNS rebinding: the connection goes to the address that was checked, and the name is looked up once for it."""
    with serving() as inside:
        asked = []

        def resolver(host, port, **kwargs):
            asked.append(host)
            return [
                (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1" if len(asked) == 1 else "127.0.0.9", port))
            ]

        reach = Reach(allowed=frozenset({("127.0.0.1", server.port)}), resolver=resolver)
        assert check(server.at("only_get", "rebinding.example"), reach).outcome == Outcome.ANSWERS
        assert asked == ["rebinding.example"]
        assert [line for line in server.headers[0] if line.startswith("Host")] == [
            f"Host: rebinding.example:{server.port}"
        ]
        assert inside.requests == []
        assert check(server.at("elsewhere_today", "rebinding.example"), reach).outcome == Outcome.PRIVATE_ADDRESS
