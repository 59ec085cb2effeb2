"""One request by one person, and what came of it."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from django.core.signals import got_request_exception
from django.db import transaction
from django.http import HttpResponseNotFound
from django.test import Client
from django.utils import translation
from wagtail.admin import urls
from wagtail.admin.menu import Menu

from core.models import User
from tests.security.markers import PUBLIC, html_of, is_picture, kinds_in, text_of
from tests.security.storage import PASSING, Ledger, models, rows_of, written_tables

#: Where the admin sends those who may not.
AWAY = ("/admin/", "/admin/login/")


@dataclass(frozen=True)
class Request:
    """What is asked of an address."""

    method: str
    url: str
    data: Any = None
    headers: Any = ()
    is_json: bool = False
    then_read: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.url}"


@dataclass
class Seen:
    """What came of it: texts and changes of the other institution, any change at all, and the answer itself."""

    status: int = 0
    kinds: set[str] = field(default_factory=set)
    shows_public: bool = False
    foreign: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    fault: str = ""
    html: str = ""
    text: str = ""
    #: Sent home by the admin, or to the page for signing in.
    is_refused: bool = False

    @property
    def is_leak(self) -> bool:
        """Whether a stranger got at something."""
        return bool(self.kinds or self.foreign)


@contextmanager
def menus_made_once() -> Iterator[None]:
    """The menu, which is the same on every page, is put together once for each person: a sixth of the time of a page."""
    made: dict[tuple[int, Any], Any] = {}
    make = Menu.render_component

    def remembered(menu: Menu, request: Any) -> Any:
        key = (id(menu), request.user.pk)
        if key not in made:
            made[key] = make(menu, request)
        return made[key]

    with patch.object(Menu, "render_component", remembered):
        yield


@contextmanager
def plain_refusals() -> Iterator[None]:
    """The admin says in a bare answer that there is no such thing: its page for it is told nothing of what is missing."""
    with patch.object(urls, "page_not_found", lambda *_args, **_kwargs: HttpResponseNotFound()):
        yield


class Browser(Client):
    """Sends as Django's own does, which besides copies what every template was given: a tenth of the time of a crawl.

    It takes no cookie: messages wait in one for the next page, which belongs to another request here.
    """

    def request(self, **request: Any) -> Any:
        """The answer; an error of the server is one too."""
        return self.handler(self._base_environ(**request))


class Visitor:
    """One person with a browser; whatever they do is undone."""

    def __init__(self, name: str, user: User | None, ledger: Ledger) -> None:
        self.name, self.ledger = name, ledger
        self.client = Browser(HTTP_ACCEPT_LANGUAGE="en")
        self._faults: list[str] = []
        got_request_exception.connect(self._note_fault)
        if user:
            self.client.force_login(user)

    def _note_fault(self, **_kwargs: Any) -> None:
        self._faults.append(repr(sys.exc_info()[1]))

    def visit(self, request: Request, *, keep: bool = False) -> Seen:
        """What the person gets; `keep` leaves in the answer what a form needs."""
        seen = Seen()
        self._faults.clear()
        with translation.override("en"), transaction.atomic():
            with written_tables() as written:
                response = self._send(request)
                text = text_of(response)
                if request.then_read:
                    text += text_of(self.client.get(request.url))
            tables = (written - PASSING) & models().keys()
            now = {table: rows_of(table) for table in tables}
            transaction.set_rollback(True)
        away = response.headers.get("Location", "").partition("?")[0] in AWAY
        seen.is_refused = response.status_code == 403 or away
        seen.status, seen.fault = response.status_code, " ".join(self._faults)
        if tables:
            self.ledger.remember(tables)
            seen.changed, seen.foreign = self.ledger.changes(tables, now)
        for part in _own_words(request.url):
            text = text.replace(part, "")
        seen.kinds = kinds_in(text)
        if request.url.startswith("/images/signed/"):
            seen.kinds.discard("signed")
        if is_picture(response) and response.status_code == 200:
            seen.kinds.add("picture")
        if response.status_code == 304:
            seen.kinds.add("unchanged")
        seen.shows_public = PUBLIC in text.lower()
        if keep:
            seen.html, seen.text = "" if response.streaming else html_of(response), text
        return seen

    def _send(self, request: Request) -> Any:
        headers = dict(request.headers)
        if request.is_json:
            body = json.dumps(request.data)
            return self.client.generic(
                request.method, request.url, body, content_type="application/json", headers=headers
            )
        if request.method == "GET":
            return self.client.get(request.url, headers=headers)
        if request.method == "POST":
            return self.client.post(request.url, request.data or {}, headers=headers)
        body, kind = urlencode(request.data or {}, doseq=True), "application/x-www-form-urlencoded"
        return self.client.generic(request.method, request.url, body, content_type=kind, headers=headers)


def _own_words(url: str) -> Iterator[str]:
    """What an answer may repeat of the address that was asked: its path, and the name of a page, as in another language's."""
    path = url.partition("?")[0]
    yield path
    name = path.rstrip("/").rpartition("/")[2]
    if kinds_in(name):
        yield name
