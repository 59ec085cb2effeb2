"""What must hold after every journey, and where journeys start."""

from collections.abc import Iterator
from urllib.parse import unquote

import pytest

from tests.journeys.documents import read
from tests.journeys.http import fetch
from tests.journeys.portal import Portal

RECORDS = ("check_published", "check_content")


@pytest.fixture(scope="module", autouse=True)
def _records_stay_whole(portal: Portal) -> Iterator[None]:
    """After the journeys of a file every live page still has its record, and every computed column is right."""
    yield
    for command in RECORDS:
        done = portal.manage(command)
        assert done.returncode == 0, done.stdout + done.stderr


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
