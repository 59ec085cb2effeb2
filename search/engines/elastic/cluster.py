"""One cluster: asks it, and says in words that name it what went wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from search.engines.base import EngineDown, IndexMissing
from search.engines.elastic.address import Address
from search.engines.elastic.clients import Refused, connect
from search.engines.elastic.encoding import encoded

Json = dict[str, Any]
NOT_THERE = ("index_not_found_exception", "aliases_not_found_exception", "alias_not_found_exception")
STRANGE = (KeyError, TypeError, ValueError, IndexError, AttributeError)
MEANINGS = {
    401: "refuses the user and password, or the key",
    403: "does not permit it; look at the rights of the user, and at the free space of its disks",
    429: "has too much to do",
}


class Cluster:
    """Requests to one cluster. They raise EngineDown, or IndexMissing when what they name is not there."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._client = connect(address)

    def read(self, method: str, path: str, body: Json | None = None) -> Json:
        """The answer to what a visitor waits for."""
        return self._told(method, path, body, self.address.timeout)

    def write(self, method: str, path: str, body: Json | None = None, *, times: int = 1) -> Json:
        """The answer to what a worker waits for, which may take `times` as long as a writing."""
        return self._told(method, path, body, self.address.write_timeout * times)

    def send(self, method: str, path: str, body: bytes | None = None, *, is_read: bool = False) -> Json:
        """The answer, for those who know what an error of HTTP means: it raises Refused."""
        seconds = self.address.timeout if is_read else self.address.write_timeout
        return self._client.send(method, path, body, seconds)

    def _told(self, method: str, path: str, body: Json | None, seconds: float) -> Json:
        try:
            return self._client.send(method, path, None if body is None else encoded(body), seconds)
        except Refused as error:
            raise self.fault(error) from None

    def fault(self, error: Refused) -> EngineDown:
        """What an error means. The engine's own reason stays out: it may quote the query."""
        if error.kind in NOT_THERE:
            return self.missing()
        meaning = MEANINGS.get(error.status, "failed")
        return self.down(f"{meaning} (status {error.status}{f', {error.kind}' if error.kind else ''})")

    def down(self, what: str) -> EngineDown:
        """The exception that says this of the cluster."""
        return EngineDown(f"{self.address} {what}.")

    def missing(self) -> IndexMissing:
        """The exception for an index that is not there."""
        return IndexMissing(f"{self.address} has no whole search index; `manage.py rebuild_index` makes one.")

    @contextmanager
    def understood(self) -> Iterator[None]:
        """Around the reading of an answer: one of another shape than expected raises EngineDown."""
        try:
            yield
        except STRANGE as error:
            raise self.down(f"answered incompletely or not like a search engine ({type(error).__name__})") from error

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
