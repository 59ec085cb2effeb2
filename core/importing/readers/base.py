"""The row that every reader yields, and what readers share."""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar

from core.importing.problems import Problem


@dataclass(frozen=True)
class Options:
    """What a reader must be told: which column identifies a row, the encoding, how many rows at most (0: any)."""

    key: str = ""
    encoding: str = "utf-8"
    most_rows: int = 0


@dataclass(frozen=True)
class SourceRow:
    """One row, whatever the format. `number` is the place in the file as its author counts, `values` by column."""

    number: int
    source_id: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    problem: Problem | None = None

    @property
    def sha256(self) -> str:
        """Fingerprint of the content, whatever the order of its columns."""
        canonical = json.dumps(self.values, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))
        return hashlib.sha256(canonical.encode(errors="surrogatepass")).hexdigest()


class Source(ABC):
    """A file or folder of rows. Reading it twice yields the same."""

    #: Columns that this format always has, and the field each usually fills.
    usual_columns: ClassVar[dict[str, str]] = {}

    def __init__(self, path: Path, options: Options | None = None) -> None:
        self.path = path
        self.options = options or Options()

    @abstractmethod
    def rows(self) -> Iterator[SourceRow]:
        """Every row in order. Raises SourceError when the file cannot be read at all."""

    def columns(self) -> list[str]:
        """Names of the columns, in the order of the file. Raises SourceError."""
        names: dict[str, None] = {}
        for row in self.rows():
            names.update(dict.fromkeys(row.values))
        return list(names)

    def fingerprint(self) -> str:
        """SHA-256 of everything that is read."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def clean_id(text: str) -> str:
    """An identifier in which U+FFFD stands for what no database stores: control characters and halves of characters."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text.strip())


def as_text(value: Any) -> str:
    """A value of a cell as text; dates as ISO 8601, whole numbers without a fraction, lists with semicolons."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "; ".join(as_text(one) for one in value)
    return str(value)
