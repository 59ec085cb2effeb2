"""What a rule says of a route: whose keys fill its address, what is sent there, and who can prove that it works."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from django.urls import reverse
from django.utils import translation

from tests.security.routes import LANGUAGE

PROVERS = ("administrator", "b_editor", "b_moderator", "portal")


@dataclass(frozen=True)
class Send:
    """Something that is sent: a form of the page itself with changes, or only these fields."""

    data: dict[str, Any] = field(default_factory=dict)
    is_form: bool = True
    method: str = "POST"
    is_json: bool = False
    query: str = ""
    label: str = ""
    #: Whether the address is read again afterwards, as the preview of a form is.
    then_read: bool = False

    def called(self, label: str) -> "Send":
        """The same with a name of its own, so that it needs a proof of its own."""
        return replace(self, label=label)

    def and_read(self) -> "Send":
        """The same, with the address read afterwards."""
        return replace(self, then_read=True)


def form(query: str = "", **changes: Any) -> Send:
    """The form that the address shows, with these changes."""
    return Send(changes, query=query)


def raw(data: dict[str, Any] | None = None, query: str = "", **fields: Any) -> Send:
    """These fields and no others."""
    return Send({**(data or {}), **fields}, is_form=False, query=query)


def as_json(data: Any, method: str = "POST") -> Send:
    """A body for programs."""
    return Send(data, is_form=False, is_json=True, method=method)


def other(method: str, **fields: Any) -> Send:
    """Another method than GET and POST."""
    return Send(fields, is_form=False, method=method)


@dataclass(frozen=True)
class Rule:
    """How a route is tried.

    `args` fills the address: `page_id=page` with each key of that name, `mode:a,b` with these words, and
    `page_id+revision_id=draft+revision` with pairs. `queries` are added to the address for reading.
    """

    args: str = ""
    queries: tuple[str, ...] = ("",)
    sends: tuple[Send, ...] = ()
    by: tuple[str, ...] = PROVERS
    url: str = ""
    is_public: bool = False
    #: Tables that anybody may write to there.
    may: frozenset[str] = frozenset()
    headers: tuple[tuple[str, str], ...] = ()
    #: Whether strangers are tried: not where whoever has the address may read what is there.
    is_secret: bool = False
    #: The route that shows the form of this one, where it is another.
    form_of: str = ""

    def addresses(self, name: str, world: Any) -> Iterator[tuple[str, str]]:
        """The addresses to try, each with that of its form where this is another."""
        if self.url:
            yield self.url.format_map(world.first()), ""
            return
        with translation.override(LANGUAGE):
            for kwargs in self._kwargs(world):
                yield reverse(name, kwargs=kwargs), reverse(self.form_of, kwargs=kwargs) if self.form_of else ""

    def _kwargs(self, world: Any) -> Iterator[dict[str, Any]]:
        choices = []
        for part in self.args.split():
            if ":" in part:
                name, _colon, words = part.partition(":")
                choices.append([{name: word} for word in words.split(",")])
                continue
            names, _equals, things = part.partition("=")
            rows = zip(*(world.ids[thing] for thing in things.split("+")), strict=False)
            choices.append([dict(zip(names.split("+"), row, strict=True)) for row in rows])
        for combined in product(*choices):
            yield {name: value for one in combined for name, value in one.items()}


Rules = dict[str, tuple[Rule, ...]]


def rule(args: str = "", *sends: Send, queries: tuple[str, ...] = ("",), **more: Any) -> Rule:
    """A rule, with what is sent after the address."""
    return Rule(args, queries=queries, sends=sends, **more)
