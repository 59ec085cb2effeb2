"""What is written: objects and parts as lines of a bulk request."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from search.engines.base import EMPTY, PART_FIELDS, TERM_FIELDS, IndexedObject, IndexedPart
from search.engines.elastic.encoding import encoded


@dataclass(frozen=True, slots=True)
class Operation:
    """One line or two of a bulk request, and the key of the object that it is about."""

    key: str
    lines: bytes


def object_operation(found: IndexedObject) -> Operation:
    """Put an object in place of an older version."""
    codes = {name: list(values) for name, values in found.codes.items()}
    body: dict[str, Any] = {name: found.terms.get(name) or EMPTY for name in TERM_FIELDS}
    body |= {**codes, "key": found.key, "version": found.version, "fingerprint": found.fingerprint}
    body |= {name: value for name, value in (("day", found.day), ("expires", found.expires)) if value}
    body["display"] = found.display
    return Operation(found.key, _lines("index", found.key, found.version, body))


def part_operations(found: IndexedObject) -> Iterator[Operation]:
    """Put each part of an object in place of an older version of it."""
    for part in found.parts:
        body: dict[str, Any] = {name: part.terms.get(name) or EMPTY for name in PART_FIELDS}
        body |= {"key": found.key, "anchor": part.anchor, "version": found.version, "display": part.display}
        yield Operation(found.key, _lines("index", _part_id(found.key, part), found.version, body))


def deletion(key: str, version: int) -> Operation:
    """Delete an object unless it is there in a higher version."""
    return Operation(key, _lines("delete", key, version, None))


def _part_id(key: str, part: IndexedPart) -> str:
    """An identifier of limited length for anchors of any."""
    return hashlib.blake2b(f"{key}\0{part.anchor}".encode(), digest_size=16).hexdigest()


def _lines(action: str, identifier: str, version: int, body: dict[str, Any] | None) -> bytes:
    head = {action: {"_id": identifier, "version": version, "version_type": "external_gte"}}
    return b"".join(encoded(one) + b"\n" for one in (head, body) if one is not None)
