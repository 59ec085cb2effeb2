"""Plain HTTP requests to a running portal, as a program without a browser makes them."""

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.journeys.portal import Portal

#: An answer made for this request, not taken from the page cache: nothing personal is kept there.
FRESH = {"Authorization": "none"}


@dataclass(frozen=True)
class Answer:
    """Status, headers (names in lower case) and body of one answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def fetch(portal: Portal, path: str, *, method: str = "GET", **headers: str) -> Answer:
    """Send one request for exactly this path and query; redirects are not followed."""
    connection = http.client.HTTPConnection(urlsplit(portal.address).netloc, timeout=60)
    try:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
    finally:
        connection.close()
