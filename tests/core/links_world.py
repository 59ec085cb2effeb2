"""What the tests of the link checker's job share: addresses that content names, checks, and a quick pace."""

from core.links import NamedLink, job, register_link_source, registry
from core.links.checker import Reach, Result
from core.links.rounds import Pace
from core.models import LinkCheck

QUICK = Pace(pause=0, seconds=20, grace=10)


def only_source(monkeypatch, settings):
    """A list of the addresses that content names, to be filled; no other source is asked."""
    monkeypatch.setattr(registry, "sources", {})
    settings.LINK_CHECKS = True
    urls = []
    register_link_source("test", lambda: [NamedLink(url, "A page", 7) for url in urls])
    return urls


def here(*servers, **limits):
    """A reach that opens these servers."""
    limits.setdefault("seconds", 1.5)
    return Reach(allowed=frozenset(("127.0.0.1", server.port) for server in servers), **limits)


def run(check, **options):
    """One run of the job."""
    return job.run(check=check, pace=QUICK, **options)


def answering(outcome, status=200):
    """A check without a network, for what does not depend on one."""
    return lambda url: Result(outcome, status)


def outcomes():
    """What is known about each address."""
    return dict(LinkCheck.objects.values_list("url", "outcome"))
