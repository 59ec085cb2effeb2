"""Walks the routes as every stranger, after somebody who may has proved that there is something to find."""

import logging
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.security.forms import fields_of, filled
from tests.security.markers import MARKED
from tests.security.routes import Route, all_routes, pattern_of
from tests.security.rule import Rule, Send
from tests.security.rules import RULES
from tests.security.storage import Ledger
from tests.security.untested import UNTESTED
from tests.security.visiting import Request, Seen, Visitor
from tests.security.world import STRANGERS, World


@dataclass
class Crawl:
    """What a crawl found."""

    routes: list[Route]
    whole: bool
    leaks: dict[str, str] = field(default_factory=dict)
    proven: set[str] = field(default_factory=set)
    unproven: set[str] = field(default_factory=set)
    faults: dict[str, str] = field(default_factory=dict)
    missed: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)
    requests: int = 0
    #: Pages by address, as somebody saw them who may.
    pages: dict[str, str] = field(default_factory=dict)

    def summary(self) -> str:
        """The crawl in one line."""
        untested = len(self.unproven_routes)
        return (
            f"{len(self.routes)} routes x {len(STRANGERS)} roles x {len(self.methods)} methods,"
            f" {len(self.routes) - untested} proven, {untested} untested, {len(self.leaks)} leaks"
            f" ({self.requests} requests)"
        )

    @property
    def unproven_routes(self) -> set[Route]:
        """Those on which nobody ever saw or changed anything of B's."""
        proven = {key.split()[1] for key in self.proven}
        return {route for route in self.routes if route.name not in proven}


def wanted_routes() -> tuple[list[Route], bool]:
    """All of them, or those whose name has one of the words in ROUTES; and whether these are all."""
    words = os.environ.get("ROUTES", "").split(",") if os.environ.get("ROUTES") else []
    routes = all_routes()
    if not words:
        return routes, True
    return [route for route in routes if any(word in route.name for word in words)], False


def visitors(world: World) -> dict[str, Visitor]:
    """Everybody, with a browser each."""
    ledger = Ledger(world.own, world.others)
    return {name: Visitor(name, user, ledger) for name, user in world.people.items()}


def crawl(world: World) -> Crawl:
    """Tries every wanted route that has a rule."""
    routes, whole = wanted_routes()
    found = Crawl(routes, whole)
    people = visitors(world)
    logging.disable(logging.CRITICAL)
    try:
        visited: set[str] = set()
        for name in sorted({route.name for route in routes} & RULES.keys()):
            for number, rule in enumerate(RULES[name]):
                visited |= _Trial(name, rule, world, people, found, is_first=number == 0).run()
    finally:
        logging.disable(logging.NOTSET)
    found.missed = {route.pattern for route in routes if route.name in RULES} - visited
    return found


class _Trial:
    """One route."""

    def __init__(
        self, name: str, rule: Rule, world: World, people: dict[str, Visitor], found: Crawl, *, is_first: bool
    ) -> None:
        self.is_first = is_first
        #: Who was sent away from which address: whatever is added to it is looked at later than that.
        self.refused: set[tuple[str, str]] = set()
        self.name, self.rule, self.world, self.people, self.found = name, rule, world, people, found

    def run(self) -> set[str]:
        """Tries the route; the patterns that answered."""
        patterns = set()
        for number, (url, form_url) in enumerate(self.rule.addresses(self.name, self.world)):
            patterns.add(pattern_of(url))
            for at, (request, key) in enumerate(self._requests(url, form_url or url, number)):
                self._try(request, key, self._strangers(request, number, at))
        return patterns

    def _strangers(self, request: Request, number: int, at: int) -> tuple[str, ...]:
        """Who tries it. For those who hold nothing on any object, of many addresses of a route one is like another."""
        if self.rule.is_secret:
            return ()
        is_alike = request.url.startswith("/admin/") and request.method == "GET"
        if is_alike and number:
            return STRANGERS[:2]
        return STRANGERS[:3] if is_alike and at else STRANGERS

    def _requests(self, url: str, form_url: str, number: int) -> Iterator[tuple[Request, str]]:
        """What to send, and under which name it must prove something; without a name it need not."""
        for query in self.rule.queries:
            yield Request("GET", _with(url, self._filled(query)), headers=self.rule.headers), f"GET {self.name}"
        if number == 0 and self.is_first and not self.rule.sends:
            yield Request("POST", url), ""
        for send in self.rule.sends:
            yield self._request(url, form_url, send), f"{send.method} {self.name} {send.label}".strip()

    def _request(self, url: str, form_url: str, send: Send) -> Request:
        address = _with(url, self._filled(send.query))
        fields = self._form(_with(form_url, self._filled(send.query))) if send.is_form else {}
        if send.is_json:
            return Request(send.method, address, _json(send.data, self.world.first()), is_json=True)
        return Request(send.method, address, filled(fields, send.data, self.world.first()), then_read=send.then_read)

    def _filled(self, query: str) -> str:
        return query.format_map(self.world.first())

    def _form(self, address: str) -> dict[str, list[str]]:
        if address not in self.found.pages:
            for prover in self.rule.by:
                self.found.pages[address] = self._visit(prover, Request("GET", address), keep=True).html
                if fields_of(self.found.pages[address]):
                    break
        return fields_of(self.found.pages[address])

    def _visit(self, who: str, request: Request, *, keep: bool = False) -> Seen:
        self.found.requests += 1
        return self.people[who].visit(request, keep=keep)

    def _try(self, request: Request, key: str, strangers: tuple[str, ...]) -> None:
        self.found.methods.add(request.method)
        if key and key not in self.found.proven:
            self._prove(key, request)
        for stranger in strangers:
            if request.method == "GET" and (stranger, request.url.partition("?")[0]) in self.refused:
                continue
            seen = self._visit(stranger, request)
            if seen.is_refused and request.method == "GET" and "?" not in request.url:
                self.refused.add((stranger, request.url))
            whats = [f"shows {kind}" for kind in seen.kinds]
            whats += [f"changes {table}" for table in seen.foreign - self.rule.may]
            for what in whats:
                self.found.leaks.setdefault(f"{stranger} {request.method} {self.name} {what}", request.url)
            if seen.fault:
                self.found.faults.setdefault(f"{stranger} {request.method} {self.name}", seen.fault)

    def _prove(self, key: str, request: Request) -> None:
        is_read = request.method == "GET"
        # Whoever can send something there proves the route; reading its form may show nothing.
        is_enough = bool({key, self.name} & UNTESTED.keys() or (is_read and self.rule.sends))
        for prover in self.rule.by[:1] if is_enough else self.rule.by:
            seen = self._visit(prover, request, keep=is_read and bool(self.rule.sends))
            if seen.html:
                self.found.pages.setdefault(request.url, seen.html)
            self.found.kinds |= seen.kinds
            if seen.kinds or seen.changed or (self.rule.is_public and seen.shows_public):
                self.found.proven.add(key)
                self.found.unproven.discard(key)
                return
        self.found.unproven.add(key)
        if not self.found.whole:
            print(f"not proven: {request} {request.data} -> {seen.status}", file=sys.stderr)


def _with(url: str, query: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{query}" if query else url


def _json(data: Any, names: dict[str, Any]) -> Any:
    return {name: filled({}, {name: value}, names)[name] for name, value in data.items()}


def problems(found: Crawl, known: Iterable[str], untested: dict[str, str]) -> list[str]:
    """What is wrong, one sentence a line."""
    known = set(known)
    names = {route.name for route in found.routes}
    said = [f"Add a rule for {name} in tests/security/rules.py." for name in sorted(names - RULES.keys())]
    said += [f"No address of the rule leads to {pattern}." for pattern in sorted(found.missed)]
    said += [f"New leak: {leak} (as at {found.leaks[leak]})" for leak in sorted(found.leaks.keys() - known)]
    open_keys = {route.name for route in found.unproven_routes if route.name in RULES}
    open_keys |= {key for key in found.unproven if not key.startswith("GET ")}
    said += [f"Nobody sees or changes anything: {key}. Mend its rule." for key in sorted(open_keys - untested.keys())]
    failed = {fault for fault in found.faults if not fault.endswith(" wagtailadmin_error_test")}
    said += [f"An error of the server: {fault}: {found.faults[fault]}" for fault in sorted(failed)]
    gone = {leak for leak in known - found.leaks.keys() if leak.split()[2] in names}
    said += [f"This leak is closed, remove its line from LEAKS.txt: {leak}" for leak in sorted(gone)]
    stale = {key for key in untested if key.split()[-1] in names} - open_keys
    said += [f"This is proven now, remove it from untested.py: {key}" for key in sorted(stale)]
    if found.whole:
        said += [f"RULES has {name}, which is no route." for name in sorted(RULES.keys() - names)]
        unseen = MARKED - found.kinds
        said += [f"Nobody ever saw a text that is marked as {kind}." for kind in sorted(unseen)]
    return said
