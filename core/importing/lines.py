"""Reads rows from a file of JSON lines, plain or gzip, one at a time, whatever is wrong with them."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

#: Bytes of one line. The largest real text has 1 MB; a longer line is not held in memory.
LONGEST_LINE = 32 * 1024 * 1024
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Line:
    """One line: its number from 1, the row, or the sentence that says why there is none."""

    number: int
    row: dict[str, Any] | None = None
    problem: str = ""

    @property
    def sha256(self) -> str:
        """Fingerprint of the row, whatever the order of its fields in the file."""
        canonical = json.dumps(self.row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode(errors="surrogatepass")).hexdigest()


class LineFile:
    """The rows of one file, and how far reading is."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = max(1, path.stat().st_size)
        self._file: BinaryIO | None = None

    @property
    def share_read(self) -> float:
        """How much of the file is read, from 0 to 1; of a gzip file, of its compressed bytes."""
        if self._file is None:
            return 0.0
        return 1.0 if self._file.closed else min(1.0, self._file.tell() / self.size)

    def sha256(self) -> str:
        """Fingerprint of the whole file."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def lines(self) -> Iterator[Line]:
        """Every line that is not empty. A damaged gzip file ends with a line that says so."""
        with self.path.open("rb") as self._file:
            is_gzip = self._file.read(2) == b"\x1f\x8b"
            self._file.seek(0)
            stream = gzip.GzipFile(fileobj=self._file) if is_gzip else self._file
            number = 0
            try:
                while first := stream.readline(LONGEST_LINE + 1):
                    number += 1
                    if len(first) > LONGEST_LINE:
                        self._skip_line(stream)
                        yield Line(number, problem=f"The line is longer than {LONGEST_LINE // 2**20} MB.")
                    elif raw := first.strip():
                        yield parse_line(number, raw)
            except (EOFError, OSError, zlib.error) as error:
                yield Line(number + 1, problem=f"The file ends or is damaged here ({error}). What came before is read.")

    @staticmethod
    def _skip_line(stream: Any) -> None:
        while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
            pass


def parse_line(number: int, raw: bytes) -> Line:
    """The row of one line, or why it is none. A byte order mark is dropped."""
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Line(number, problem=f"The line is not UTF-8 (byte {error.start}).")
    except (ValueError, RecursionError) as error:
        return Line(number, problem=f"The line is not JSON ({error}).")
    if not isinstance(row, dict):
        return Line(number, problem=f"The line is a {type(row).__name__}, not an object with fields.")
    return Line(number, row)
