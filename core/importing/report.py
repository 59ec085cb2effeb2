"""The report of an import: one JSON line for each row, and a summary in words."""

import json
import time
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

#: What can become of a row, in the order of the summary.
OUTCOMES = {
    "created": "created",
    "changed": "changed because the source changed",
    "unchanged": "already there, unchanged",
    "kept": "kept as edited here, although the source changed",
    "skipped": "skipped",
}


class Report:
    """Writes every row's outcome as it happens, so that an interrupted import has its report up to there."""

    def __init__(self, path: Path, *, every_row: bool = True) -> None:
        self.path = path
        self.counts: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()
        self._every_row = every_row
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("a", encoding="utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()

    def row(
        self,
        outcome: str,
        *,
        line: int,
        source_id: str = "",
        reason: str = "",
        notes: list[str] | None = None,
        kinds: list[str] | None = None,
        **more: Any,
    ) -> None:
        """Notes one row: its outcome (a key of OUTCOMES), why, and what was changed in it.

        `kinds`: under what the notes are counted; by default under what stands before their colon.
        """
        self.counts[outcome] += 1
        self.notes.update(kinds if kinds is not None else [note.partition(":")[0] for note in notes or () if note])
        if self._file and (self._every_row or outcome != "unchanged"):
            entry = {"line": line, "id": source_id, "outcome": outcome, "reason": reason, "notes": notes or [], **more}
            kept = {name: value for name, value in entry.items() if value not in ("", [], {}, None)}
            self._file.write(json.dumps(kept, ensure_ascii=False) + "\n")

    @property
    def total(self) -> int:
        """Rows noted so far."""
        return self.counts.total()

    def flush(self) -> None:
        """Hands what is written to the system."""
        if self._file:
            self._file.flush()

    def summary(self) -> list[str]:
        """One line for each outcome, then how often each kind of note was made, the most frequent first."""
        lines = [f"{self.counts[key]:>8} {text}" for key, text in OUTCOMES.items() if self.counts[key]]
        return lines + [f"{count:>8} times: {note}" for note, count in self.notes.most_common(20)]


class Progress:
    """Says about once a second how far a long import is, how fast, and how long it still takes."""

    def __init__(self, out: Any, *, every_seconds: float = 1.0) -> None:
        self._out = out
        self._every = every_seconds
        self._started = self._said = time.monotonic()

    def say(self, done: int, share: float, *, last: bool = False) -> None:
        """`done` rows so far, `share` of the file read (0 to 1)."""
        now = time.monotonic()
        if not last and now - self._said < self._every:
            return
        self._said = now
        elapsed = now - self._started
        rate = done / elapsed if elapsed else 0.0
        left = "" if last or share <= 0 else f", about {duration(elapsed / share - elapsed)} left"
        self._out.write(f"  {done} rows, {share:.0%}, {rate:.0f} rows/s, {duration(elapsed)}{left}")
        self._out.flush()

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self._started


def duration(seconds: float) -> str:
    """Seconds in words: 48 s, 3 min 20 s."""
    whole = max(0, round(seconds))
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02} s"
