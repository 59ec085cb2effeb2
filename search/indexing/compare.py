"""Compares the index with the database, object by object, in streams."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from search.engines.base import Engine
from search.indexing.documents import fingerprint_of
from search.indexing.reading import public_keys, readable_documents

CHUNK = 200


@dataclass(frozen=True)
class Difference:
    """One key on which the two sides differ: missing from the index, too much in it, outdated, or not to be read."""

    key: str
    kind: str


def differences(engine: Engine) -> Iterator[Difference]:
    """Every difference, as both sides are while they are read; memory for one chunk of objects and all keys.

    Raises EngineDown, and IndexMissing when no index is in service.
    """
    held = dict(engine.scan())
    keys = public_keys()
    while chunk := list(islice(keys, CHUNK)):
        documents, failed = readable_documents(chunk)
        for key in failed:
            held.pop(key, "")
            yield Difference(key, "unreadable")
        for key in chunk:
            fingerprint = held.pop(key, "")
            document = documents.get(key)
            if document is None:  # it cannot be read, or was taken down while this ran
                continue
            if not fingerprint:
                yield Difference(key, "missing")
            elif fingerprint != fingerprint_of(document):
                yield Difference(key, "outdated")
    for key in held:
        yield Difference(key, "too much")
