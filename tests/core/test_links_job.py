"""The job of the link checker: every fault is named in one run, who is asked when, which rows there are, the command."""

import socket
from functools import partial

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone, translation

from core.links import job, register_link_source
from core.links.checker import Reach, Result, check
from core.links.enums import Outcome
from core.links.queries import dead_links
from core.management.commands.check_links import Command
from core.models import LinkCheck
from core.outbox.registry import jobs
from tests.core.links_certificates import Authority
from tests.core.links_server import serving
from tests.core.links_world import answering, here, only_source, outcomes, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def server():
    with serving() as running:
        yield running


@pytest.fixture
def named(monkeypatch, settings):
    return only_source(monkeypatch, settings)


def test_every_fault_in_one_run_has_its_outcome_and_none_holds_up_another(server, named, tmp_path, monkeypatch):
    authority = Authority(tmp_path)
    monkeypatch.setattr(job, "MOST_A_HOST", 50)
    with serving(authority.self_signed("127.0.0.1")) as own, serving(authority.issue("other.example")) as wrong:
        expected = {
            server.at("slow"): "slow",
            server.at("drips"): "slow",
            server.at("circle"): "redirect_loop",
            server.at("missing"): "gone",
            own.at("answers"): "tls_self_signed",
            wrong.at("answers"): "tls_untrusted",
            server.at("endless"): "answers",
            server.at("bomb"): "answers",
            server.at("answers", "localhost"): "private_address",
            server.at("to"): "private_address",
            "http://10.0.0.1/": "private_address",
            "http://127.0.0.1:1/": "refused",
            "http://portal.invalid/": "unknown_host",
            server.at("other"): "not_http",
            server.at("long_header"): "too_large",
            server.at("only_get"): "answers",
            server.at("answers"): "answers",
        }
        server.elsewhere = "http://192.168.0.1/"
        named += expected
        allowed = {("127.0.0.1", port) for port in (server.port, own.port, wrong.port, 1)}
        to_ipv4 = {"localhost": "127.0.0.2"}  # a name of this machine that is not allowed
        reach = Reach(seconds=1.5, allowed=frozenset(allowed), resolver=partial(resolve_here, to_ipv4))
        done = run(partial(check, reach=reach))
    assert outcomes() == expected
    assert (done.taken, done.checked) == (len(expected), len(expected))
    sentences = {row.outcome: row.sentence for row in LinkCheck.objects.all()}
    assert len(set(sentences.values())) == len(sentences)


def resolve_here(names, host, port, **kwargs):
    return socket.getaddrinfo(names.get(host, host), port, **kwargs)


def test_a_second_run_asks_nobody(server, named):
    named += [server.at("answers"), server.at("missing")]
    ask = partial(check, reach=here(server))
    run(ask)
    server.requests.clear()
    before = list(LinkCheck.objects.order_by("pk").values())
    assert run(ask).taken == 0
    assert server.requests == []
    assert list(LinkCheck.objects.order_by("pk").values()) == before


def test_an_address_named_twice_is_asked_once(server, named):
    named += [server.at("answers"), server.at("answers")]
    run(partial(check, reach=here(server)))
    assert server.requests == [("HEAD", "/answers")]


def test_rows_of_what_nothing_names_are_deleted(named):
    named += ["http://a.example/", "http://b.example/"]
    run(answering(Outcome.ANSWERS))
    named.remove("http://a.example/")
    run(answering(Outcome.ANSWERS))
    assert list(outcomes()) == ["http://b.example/"]


def test_only_web_addresses_become_rows(named):
    named += [
        "mailto:a@example.org",
        "javascript://a.example/%0aalert(1)",
        "tel:+212537000000",
        "/fr/page/",
        "http://a.example/" + "x" * 2000,
        "",
    ]
    run(answering(Outcome.ANSWERS))
    assert outcomes() == {}


def test_two_sources_of_one_name_are_refused(named):
    with pytest.raises(ValueError, match="test"):
        register_link_source("test", list)


def test_switched_off_nothing_is_asked_and_nobody_warned(named, settings):
    named.append("http://127.0.0.1:1/")
    LinkCheck.objects.create(
        url=named[0], url_hash="0" * 64, is_dead=True, failing_since=timezone.localdate(), next_check_at=timezone.now()
    )
    settings.LINK_CHECKS = False
    job.check_links()
    assert LinkCheck.objects.get().url_hash == "0" * 64
    assert dead_links(named) == {}


def test_the_worker_knows_the_job():
    assert jobs["check links"].function is job.check_links


def test_one_run_takes_a_share_and_few_of_one_host(named, monkeypatch):
    monkeypatch.setattr(job, "MOST_LINKS", 6)
    monkeypatch.setattr(job, "MOST_A_HOST", 4)
    named += [f"http://big.example/{number}" for number in range(20)] + [f"http://{n}.example/" for n in range(5)]
    asked = []

    def note(url):
        asked.append(url)
        return Result(Outcome.ANSWERS, 200)

    assert run(note).taken == 6
    assert sum("big" in url for url in asked) <= 4
    while run(note).taken:
        pass
    assert sorted(asked) == sorted(named)


def test_the_command_checks_what_is_due_or_everything(named, server, monkeypatch, capsys):
    monkeypatch.setattr(Command, "reach", here(server))
    named += [server.at("answers"), server.at("missing")]
    call_command("check_links")
    assert "2 links checked, 1 of them failing" in capsys.readouterr().out
    call_command("check_links")
    assert "0 links checked" in capsys.readouterr().out
    call_command("check_links", "--now")
    assert "2 links checked, 1 of them failing" in capsys.readouterr().out


@translation.override("en")
def test_the_command_tries_one_address_and_writes_nothing(named, server, monkeypatch, capsys):
    monkeypatch.setattr(Command, "reach", here(server))
    call_command("check_links", "--url", server.at("answers"))
    assert "The address answers (200)." in capsys.readouterr().out
    with pytest.raises(CommandError, match="no such page"):
        call_command("check_links", "--url", server.at("missing"))
    assert not LinkCheck.objects.exists()
