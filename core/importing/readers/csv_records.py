"""Reads CSV record by record, so that a fault in one leaves the others whole."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.importing.problems import Problem, SourceError

#: Encodings by the name of their codec, in the words of people who choose one.
ENCODINGS = {
    "utf-8": _("UTF-8 (usual)"),
    "cp1256": _("Windows-1256 (Arabic, older spreadsheet programs)"),
    "cp1252": _("Windows-1252 (French and English, older spreadsheet programs)"),
}
SEPARATORS = ",;\t"
LARGEST_FILE = 200 * 1024 * 1024
#: Lines and characters that one record may span. A quotation mark that nobody closed must not swallow the file.
MOST_LINES = 2000
LONGEST_RECORD = 1_000_000


@dataclass(frozen=True)
class Record:
    """One record: its number from 1, its cells, and what is wrong with it (the column as a place: `at`)."""

    number: int
    cells: list[Any] = field(default_factory=list)
    problem: Problem | None = None
    #: Whether cells that are missing at the end are empty ones, as in a spreadsheet.
    is_padded: bool = False


def csv_records(path: Path, encoding: str) -> Iterator[Record]:
    """The records of a CSV file, empty lines included. Raises SourceError for a file that is no text or too large."""
    lines = _lines(path, encoding)
    separator = _separator(lines)
    at = number = 0
    while at < len(lines):
        number += 1
        cells, after = _cells(lines, at, separator)
        if cells is None:
            opened = lines[at].find('"')
            more = {"at": str(lines[at][:opened].count(separator))}
            yield Record(number, [], Problem("quote", number, value=lines[at][opened : opened + 30].strip(), more=more))
            at += 1
            continue
        yield Record(number, cells, _undecoded(number, cells))
        at = after


def _lines(path: Path, encoding: str) -> list[str]:
    if path.stat().st_size > LARGEST_FILE:
        raise SourceError(_("The file is larger than %(most)s MB. Divide it into several files."), most=200)
    raw = path.read_bytes()
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = raw.decode("utf-16", errors="replace")
    else:
        text = raw.removeprefix(codecs.BOM_UTF8).decode(encoding, errors="surrogateescape")
    return list(io.StringIO(text, newline=""))


def _separator(lines: list[str]) -> str:
    """The character of SEPARATORS that divides the first filled line into most cells."""
    first = next((line for line in lines if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    counts = Counter(letter for letter in outside if letter in SEPARATORS)
    return counts.most_common(1)[0][0] if counts else ","


def _cells(lines: list[str], at: int, separator: str) -> tuple[list[str] | None, int]:
    """The cells of the record that begins at a line, and the line after it. None: a quotation mark is never closed.

    A record of several lines with text behind a closing quotation mark went on only because of a mark that was opened by
    mistake, up to the one that opens a cell of a later row: then the fault is its first line's alone.
    """
    end, quotes, length = at, 0, 0
    while True:
        quotes += lines[end].count('"')
        length += len(lines[end])
        end += 1
        if quotes % 2 == 0:
            break
        if end >= len(lines) or end - at >= MOST_LINES or length > LONGEST_RECORD:
            return _unbalanced(lines[at], separator), at + 1
    try:
        return _parse("".join(lines[at:end]), separator, strict=end - at > 1), end
    except csv.Error:
        return _unbalanced(lines[at], separator), at + 1


def _unbalanced(line: str, separator: str) -> list[str] | None:
    """The cells of a line with an odd number of quotation marks, if none of them opens a cell (5" pipes)."""
    opens = line.startswith('"') or f'{separator}"' in line
    return None if opens else _parse(line, separator, strict=False)


def _parse(record: str, separator: str, *, strict: bool) -> list[str]:
    csv.field_size_limit(LONGEST_RECORD + 1)
    return next(csv.reader(io.StringIO(record, newline=""), delimiter=separator, strict=strict), [])


def _undecoded(number: int, cells: list[str]) -> Problem | None:
    """The first cell that holds a byte which is not of the encoding."""
    for at, cell in enumerate(cells):
        if any("\udc80" <= letter <= "\udcff" for letter in cell):
            shown = "".join("\ufffd" if "\udc80" <= letter <= "\udcff" else letter for letter in cell)
            return Problem("encoding", number, value=shown, more={"at": str(at)})
    return None
