"""What must hold after every journey, and where journeys start."""

import sqlite3
from collections.abc import Iterator
from urllib.parse import unquote

import pytest

from tests.journeys.documents import read
from tests.journeys.http import fetch
from tests.journeys.portal import Portal

CHECKS = "from django.core.management import call_command as run; run('check_published'); run('check_content')"
#: Tables of what readers leave and what the portal does for itself: nothing in them is in the record.
OUTSIDE = ("search_", "feedback_", "django_session", "core_outbox", "sqlite_")


def assert_whole(portal: Portal) -> None:
    """Every live page has its record, and every computed column is right."""
    done = portal.manage("shell", "-c", CHECKS)
    assert done.returncode == 0, done.stdout + done.stderr


class Records:
    """Runs the checks of the record whenever what they read has changed since they last ran."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.database = sqlite3.connect(portal.folder / "db.sqlite3")
        self.checked = (-1, 0)

    def check(self) -> None:
        """See `assert_whole`; a change in `OUTSIDE` changes nothing of it."""
        # https://www.sqlite.org/pragma.html#pragma_data_version: differs once another connection has written.
        (version,) = self.database.execute("PRAGMA data_version").fetchone()
        if version == self.checked[0]:
            return
        found = self._content()
        if found != self.checked[1]:
            assert_whole(self.portal)
        self.checked = (version, found)

    def _content(self) -> int:
        names = self.database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        kept = [name for (name,) in names if not name.startswith(OUTSIDE)]
        return hash(tuple(row for name in kept for row in self.database.execute(f'SELECT * FROM "{name}"')))


@pytest.fixture(scope="session")
def records(portal: Portal) -> Iterator[Records]:
    """The checks of this process's portal."""
    kept = Records(portal)
    yield kept
    kept.database.close()


@pytest.fixture(autouse=True)
def _records_stay_whole(records: Records) -> Iterator[None]:
    """After every journey the record is whole; one that wrote nothing cannot have broken it."""
    yield
    records.check()


class Way:
    """Addresses of one way through the portal in one language: theme, institution, law, and the other language's law."""

    def __init__(self, portal: Portal, language: str) -> None:
        laws = portal.catalogue["page:LegalTextPage"]
        self.language, self.other = language, {"ar": "fr", "fr": "ar"}[language]
        self.home = f"/{language}/"
        self.law, self.other_law = laws[language], laws[self.other]
        self.institution = self.law.rstrip("/").rpartition("/")[0] + "/"
        self.theme = next(path for path in self._themes(portal) if self._names_institution(portal, path))

    def _themes(self, portal: Portal) -> list[str]:
        index = portal.catalogue["page:ThemeIndexPage"][self.language]
        links = read(fetch(portal, self.home).text).links
        return [link for link in links if link.startswith(index) and link != index]

    def _names_institution(self, portal: Portal, path: str) -> bool:
        return self.institution in read(fetch(portal, path).text).links

    def is_at(self, url: str, path: str) -> bool:
        """Whether an address, with or without host and percent-encoding, is this path."""
        return unquote(url.partition("?")[0]).endswith(unquote(path))


@pytest.fixture(scope="session")
def ways(portal: Portal) -> dict[str, Way]:
    """A way by language."""
    return {language: Way(portal, language) for language in ("ar", "fr")}
