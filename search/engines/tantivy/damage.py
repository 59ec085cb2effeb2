"""Notices files of an index that are not as they were written: each ends with a checksum of all that stands before it.

A process that has the files mapped reads whatever they hold now, and may answer wrongly without a fault. The layout is
that of tantivy's `directory/footer.rs`: the body, a small JSON, the length of that, a magic number.
"""

import json
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search.engines.base import IndexMissing

#: What tantivy raises for a fault of the disk or of a file. It has no exceptions of its own; where it panics, PyO3 raises
#: one that is no Exception and has no name to import.
FAULTS = (OSError, ValueError, RuntimeError)
PANIC = "PanicException"

KINDS = ("idx", "term", "pos", "fast", "fieldnorm", "store")  # of files that each segment has
TAIL, MAGIC = struct.Struct("<II"), 1337
CHUNK = 1 << 20
Stamp = tuple[str, int, int, int]


def is_fault(error: BaseException) -> bool:
    """Whether it is about files: a fault, or a panic over what they hold."""
    return isinstance(error, FAULTS) or type(error).__name__ == PANIC


@contextmanager
def reading() -> Iterator[None]:
    """Whatever tantivy raises over damaged files becomes IndexMissing."""
    try:
        yield
    except BaseException as error:
        if not is_fault(error):
            raise
        raise IndexMissing("The search index is damaged.") from error


def check(folder: Path, sound: set[Stamp]) -> None:
    """Raises IndexMissing when a file of the index in this folder is not there or not as it was written.

    `sound` remembers the files that were read, so that each is read once while nobody touches it.
    """
    while True:
        try:
            meta = (folder / "meta.json").read_bytes()
            if damaged := _first_damaged(folder, meta, sound):
                if meta != (folder / "meta.json").read_bytes():
                    continue  # a writer has put other files in place of these meanwhile
                raise IndexMissing(f"A file of the search index is damaged: {damaged}.")
        except FAULTS as error:
            raise IndexMissing("The list of the search index's files is damaged.") from error
        return


def _first_damaged(folder: Path, meta: bytes, sound: set[Stamp]) -> str:
    """The name of a damaged file, or an empty string. Raises ValueError for a list that is none."""
    seen: set[Stamp] = set()
    for name in _names(meta):
        stamp = _stamp(folder / name)
        if stamp is None or (stamp not in sound and not _is_sound(folder / name)):
            return name
        seen.add(stamp)
    sound.clear()
    sound |= seen
    return ""


def _names(meta: bytes) -> list[str]:
    try:
        found = []
        for segment in json.loads(meta)["segments"]:
            name = segment["segment_id"].replace("-", "")
            found += [f"{name}.{kind}" for kind in KINDS]
            if segment["deletes"]:
                found.append(f"{name}.{segment['deletes']['opstamp']}.del")
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("This is no list of segments.") from error
    return found


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return path.name, status.st_ino, status.st_size, status.st_mtime_ns


def _is_sound(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            end = file.seek(-TAIL.size, 2)
            length, magic = TAIL.unpack(file.read(TAIL.size))
            left = file.seek(end - length)
            footer = json.loads(file.read(length))
            file.seek(0)
            found = 0
            while left > 0 and (chunk := file.read(min(left, CHUNK))):
                found, left = zlib.crc32(chunk, found), left - len(chunk)
            return magic == MAGIC and found == int(footer["crc"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
