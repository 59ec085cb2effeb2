"""What people do all at once: rename themes, write and approve a page, read."""

import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests

from tests.load.forms import fields_of

PASSWORD = "load-test-2026"
EDITORS = ("editor0@portal.example", "editor1@portal.example")
AUTHOR, MODERATOR = "author@portal.example", "moderator@portal.example"
PAGE = "/fr/charter/"
PATHS = ("/fr/", PAGE, "/fr/search/?q=loi")
#: What the editor's button to approve adds to the form of a page.
APPROVE = {"action-workflow-action": "true", "workflow-action-name": "approve"}
#: What the admin's scripts add to the form of a page: its streams hold no block.
STREAMS = {"body-count": "0", "sources-count": "0"}


@dataclass
class Outcome:
    """What people saw: answers by status, writes that were confirmed, and sentences about anything wrong."""

    statuses: dict[int, int] = field(default_factory=dict)
    saved: int = 0
    published: int = 0
    wrong: list[str] = field(default_factory=list)
    is_importing: bool = False
    import_output: str = ""
    import_code: int | None = None
    logs: str = ""

    def note(self, answer: requests.Response, what: str, *, expected: int | None = None) -> bool:
        """Count an answer; whether it is as expected, or at least no failure. What is not, is kept in words."""
        status = answer.status_code
        self.statuses[status] = self.statuses.get(status, 0) + 1
        is_right = status < 500 if expected is None else status == expected
        if not is_right:
            self.wrong.append(f"{what} answered {status}: {answer.text[:200]}")
        return is_right


class Person:
    """A browser without pictures, signed in to the admin."""

    def __init__(self, base: str, email: str) -> None:
        self.base, self.session = base, requests.Session()
        answer = self.send("/admin/login/", username=email, password=PASSWORD)
        assert answer.status_code == 302, f"{email} could not sign in"

    def get(self, path: str) -> str:
        """The page at this path."""
        return self.session.get(self.base + path, timeout=60).text

    def send(self, path: str, **values: str) -> requests.Response:
        """Open the form at this path, change these fields and send it; the answer, redirects not followed."""
        return self.post(path, fields_of(self.get(path)) | values)

    def post(self, path: str, data: dict[str, str]) -> requests.Response:
        """Send these fields, with the token against forged requests."""
        data = data | {"csrfmiddlewaretoken": self.session.cookies["csrftoken"]}
        headers = {"Referer": self.base + path}
        return self.session.post(self.base + path, data, headers=headers, allow_redirects=False, timeout=60)


def keep_writing(base: str, number: int, outcome: Outcome, until: float) -> None:
    """Rename one's own theme again and again."""
    editor, turn = Person(base, EDITORS[number]), 0
    while time.monotonic() < until:
        turn += 1
        path = f"/admin/snippets/core/topic/edit/{number + 1}/"
        answer = editor.send(path, **{"names-0-text": f"Theme {number} turn {turn}"})
        outcome.saved += outcome.note(answer, "renaming a theme", expected=302)


def keep_publishing(base: str, page: int, outcome: Outcome, until: float) -> None:
    """Save a draft, submit it, have it approved by somebody else, and find it on the public page, again and again."""
    author, moderator, turn = Person(base, AUTHOR), Person(base, MODERATOR), 0
    edit = f"/admin/pages/{page}/edit/"
    while time.monotonic() < until:
        turn += 1
        title = f"Charter of turn {turn}."
        draft = author.send(edit, title=title, **STREAMS)
        submitted = author.send(edit, **{"action-submit": "1"}, **STREAMS)
        outcome.note(draft, "saving a draft", expected=302)
        outcome.note(submitted, "submitting a draft", expected=302)
        if title not in moderator.get("/admin/"):
            outcome.wrong.append(f"{title} Nothing waits for the moderator.")
            return
        outcome.note(moderator.send(edit, **APPROVE, **STREAMS), "approving", expected=302)
        if title in requests.get(base + PAGE, timeout=60).text:
            outcome.published += 1
        else:
            outcome.wrong.append(f"{title} Readers do not see it after its approval.")


def keep_reading(base: str, outcome: Outcome, until: float) -> None:
    """Read public pages, each time with the cache emptied by somebody's writing."""
    while time.monotonic() < until:
        for path in PATHS:
            outcome.note(requests.get(base + path, timeout=60), urlsplit(path).path, expected=200)
