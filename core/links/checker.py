"""Checks one web address: asks for it as a reader's browser would, within limits, and on the public internet only."""

import re
import socket
import unicodedata
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from django.conf import settings

from core.links.addresses import Resolver, Target, read_address, resolve
from core.links.enums import Outcome
from core.links.faults import Deadline, Failed
from core.links.sentences import sentence
from core.links.wire import Head, ask

LONGEST_URL = 2000
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
#: The site is there and keeps programs out (999 is one network's own number for that).
GUARDED = frozenset({401, 403, 407, 429, 451, 999})
GONE = frozenset({404, 410})


@dataclass(frozen=True)
class Reach:
    """How far a check goes. `allowed` opens single pairs of IP address and port beside the public internet."""

    seconds: float = 10.0
    redirects: int = 5
    most_bytes: int = 64 * 1024
    allowed: frozenset[tuple[str, int]] = frozenset()
    authorities: str | None = None  # a file of certificates trusted in place of the machine's
    resolver: Resolver = socket.getaddrinfo


OUTSIDE = Reach()


@dataclass(frozen=True)
class Result:
    """What a check found: the outcome, the last status, and where redirects led when that was elsewhere."""

    outcome: Outcome
    status: int | None = None
    at: str = ""

    @property
    def sentence(self) -> str:
        """The result in words of the active language."""
        return sentence(self.outcome, self.status, self.at)


def check(url: str, reach: Reach = OUTSIDE) -> Result:
    """What this address answers now. Takes at most `reach.seconds`, and keeps or sends nothing that identifies anybody.

    The host of every redirect is looked up and checked anew, and the connection goes to an address that was checked.
    """
    walk = _Walk(url, reach)
    try:
        result = walk.to_the_end()
    except Failed as fault:
        result = Result(fault.outcome, walk.status)
    except TimeoutError:
        result = Result(Outcome.SLOW)
    return replace(result, at=walk.at[:LONGEST_URL]) if walk.at != url else result


class _Walk:
    """One check, from redirect to redirect."""

    def __init__(self, url: str, reach: Reach) -> None:
        self.at = url
        self.reach = reach
        self.deadline = Deadline(reach.seconds)
        self.status: int | None = None
        self.visited: list[str] = []
        self.is_moved = True
        self.saw_cookies = False

    def to_the_end(self) -> Result:
        """The result at the address that redirects no more. Raises Failed or TimeoutError."""
        while True:
            target = read_address(self.at)
            if target.url in self.visited or len(self.visited) > self.reach.redirects:
                raise Failed(Outcome.WANTS_COOKIES if self.saw_cookies else Outcome.REDIRECT_LOOP)
            self.visited.append(target.url)
            self.status = None
            head = self._ask(target)
            self.status = head.status
            if head.status not in REDIRECTS or not head.location:
                return Result(self._verdict(head.status), head.status)
            self.saw_cookies |= head.sets_cookies
            self.is_moved &= head.status in PERMANENT
            try:
                self.at = urljoin(self.at, head.location)
            except ValueError:
                raise Failed(Outcome.BAD_ADDRESS) from None

    def _ask(self, target: Target) -> Head:
        """The head of the answer to HEAD, or to GET where that failed: many a site knows only the latter."""
        addresses = resolve(target, self.reach.resolver, self.reach.allowed, self.deadline)
        try:
            head = self._request("HEAD", target, addresses)
        except Failed as fault:
            if fault.outcome not in (Outcome.CUT_OFF, Outcome.NOT_HTTP):
                raise
        else:
            if head.status < 400 or head.status == 429:  # "too many requests": one more would be one too many
                return head
        return self._request("GET", target, addresses)

    def _request(self, method: str, target: Target, addresses: list[str]) -> Head:
        return ask(
            method,
            target,
            addresses,
            deadline=self.deadline,
            most_bytes=self.reach.most_bytes,
            user_agent=user_agent(),
            authorities=self.reach.authorities,
        )

    def _verdict(self, status: int) -> Outcome:
        if 200 <= status < 300:
            has_moved = len(self.visited) > 1 and self.is_moved
            return Outcome.MOVED if has_moved else Outcome.ANSWERS
        if status in GUARDED:
            return Outcome.GUARDED
        return Outcome.GONE if status in GONE else Outcome.ERROR_STATUS


def user_agent() -> str:
    """Who asks, as sites see it: the name of the portal, as far as a header can hold it, and its address."""
    letters = unicodedata.normalize("NFKD", settings.SITE_NAME)  # accents become marks of their own, and fall away
    name = " ".join(re.sub(r"[^A-Za-z0-9\s.-]", "", letters).split())
    return f"LinkCheck/1.0 ({name}; +{settings.SITE_URL})" if name else f"LinkCheck/1.0 (+{settings.SITE_URL})"
