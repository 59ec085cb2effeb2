"""Reads a table with a row of column names: CSV or XLSX, the same rows from either."""

from collections.abc import Iterator
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.importing.problems import Problem, SourceError
from core.importing.readers.base import Options, Source, SourceRow, as_text, clean_id
from core.importing.readers.csv_records import ENCODINGS, Record, csv_records
from core.importing.readers.xlsx_records import xlsx_records

MOST_COLUMNS = 200

__all__ = ["ENCODINGS", "Options", "TableFile"]


class Records(Protocol):
    """What turns the bytes of a file into records."""

    def __call__(self, path: Any, options: Options) -> Iterator[Record]: ...


class TableFile(Source):
    """The first record that is not empty names the columns. Rows are numbered as a spreadsheet numbers them."""

    def rows(self) -> Iterator[SourceRow]:
        names: list[str] | None = None
        count = 0
        for record in self._records():
            if names is None:
                names = _names(record) if _is_filled(record) else None
                continue
            if not record.problem and not _is_filled(record):
                continue
            count += 1
            if self.options.most_rows and count > self.options.most_rows:
                raise SourceError(
                    ngettext_lazy(
                        "The file has more than %(most)s row. Divide it into several files.",
                        "The file has more than %(most)s rows. Divide it into several files.",
                        self.options.most_rows,
                    ),
                    most=self.options.most_rows,
                )
            yield self._row(record, names)
        if names is None:
            raise SourceError(_("The file is empty: its first row must name the columns."))

    def columns(self) -> list[str]:
        """Names in the first row. Raises SourceError."""
        for record in self._records():
            if _is_filled(record):
                return _names(record)
        raise SourceError(_("The file is empty: its first row must name the columns."))

    def _records(self) -> Iterator[Record]:
        with self.path.open("rb") as file:
            is_zip = file.read(4) == b"PK\x03\x04"
        if is_zip:
            return xlsx_records(self.path)
        return csv_records(self.path, self.options.encoding)

    def _row(self, record: Record, names: list[str]) -> SourceRow:
        cells = record.cells
        while len(cells) > len(names) and cells[-1] in (None, ""):
            cells = cells[:-1]
        if record.is_padded:
            cells = [*cells, *[None] * (len(names) - len(cells))]
        values = dict(zip(names, cells, strict=False))
        source_id = clean_id(as_text(values.get(self.options.key)))
        problem = record.problem or self._count_problem(record, cells, names)
        if problem and not problem.column:
            at = int(problem.more.get("at", 0))
            more = {name: text for name, text in problem.more.items() if name != "at"}
            column = names[at] if at < len(names) else letter_of(at)
            problem = Problem(problem.code, problem.row, column, problem.value, more)
        return SourceRow(record.number, source_id, values, problem)

    @staticmethod
    def _count_problem(record: Record, cells: list[Any], names: list[str]) -> Problem | None:
        if len(cells) == len(names):
            return None
        at = min(len(cells), len(names))
        more = {"found": str(len(cells)), "expected": str(len(names)), "at": str(at)}
        return Problem("columns", record.number, more=more)


def _is_filled(record: Record) -> bool:
    return any(as_text(cell).strip() for cell in record.cells)


def _names(record: Record) -> list[str]:
    """Names of the columns; a column without one gets its letter. Raises SourceError for a name that stands twice."""
    cells = list(record.cells)
    while cells and not as_text(cells[-1]).strip():
        cells.pop()
    names = [" ".join(as_text(cell).split())[:100] or letter_of(at) for at, cell in enumerate(cells)]
    if len(names) > MOST_COLUMNS:
        raise SourceError(_("The table has more than %(most)s columns. Delete those that are not needed."), most=200)
    if twice := next((name for at, name in enumerate(names) if name in names[:at]), None):
        raise SourceError(_("Two columns have the name “%(name)s”. Give each a name of its own."), name=twice)
    return names


def letter_of(at: int) -> str:
    """The letter of a column as spreadsheets have it.

    >>> letter_of(0), letter_of(27)
    ('A', 'AB')
    """
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
