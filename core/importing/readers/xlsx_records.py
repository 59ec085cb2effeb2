"""Reads the first sheet of an XLSX workbook, a row at a time and never more than its bounds."""

import zipfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from core.importing.problems import Problem, SourceError
from core.importing.readers.csv_records import Record

#: A workbook is a ZIP archive: what it unpacks to is bounded before anything is unpacked.
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_CELLS_A_ROW = 256
#: Rows without any value after which the sheet is taken to end: formatting may reach down a million rows.
MOST_EMPTY_ROWS = 1000
_ERRORS = {"#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A", "#NULL!", "#NUM!"}


def xlsx_records(path: Path) -> Iterator[Record]:
    """The rows of the first sheet: dates as dates, formulas as the results stored with them.

    Raises SourceError for a file that is no workbook or unpacks to more than LARGEST_UNPACKED bytes.
    """
    _check_size(path)
    # Open files, not names: of a name openpyxl wants the ending, which an upload need not have.
    with path.open("rb") as one, path.open("rb") as other:
        try:
            results = load_workbook(one, read_only=True, data_only=True, keep_links=False)
            formulas = load_workbook(other, read_only=True, data_only=False, keep_links=False)
            yield from _rows(results, formulas)
        except SourceError:
            raise
        except Exception as error:  # openpyxl raises a dozen kinds for a damaged file
            raise _damaged() from error


def _rows(results: Any, formulas: Any) -> Iterator[Record]:
    if not results.worksheets:
        raise _damaged()
    pair = (book.worksheets[0].iter_rows(max_col=MOST_CELLS_A_ROW, values_only=True) for book in (results, formulas))
    empty = 0
    for number, (values, written) in enumerate(zip_longest(*pair, fillvalue=()), start=1):
        cells = list(values)
        while cells and cells[-1] is None and (len(written) < len(cells) or written[len(cells) - 1] is None):
            cells.pop()
        empty = 0 if cells else empty + 1
        if empty > MOST_EMPTY_ROWS:
            return
        yield Record(number, cells, _problem(number, cells, written), is_padded=True)


def _problem(number: int, cells: list[Any], written: Any) -> Problem | None:
    for at, (cell, formula) in enumerate(zip(cells, written, strict=False)):
        if cell is None and formula is not None:
            return Problem("formula_without_value", number, value=_formula(formula), more={"at": str(at)})
        if isinstance(cell, str) and cell in _ERRORS:
            return Problem("cell_error", number, value=cell, more={"at": str(at)})
    return None


def _formula(formula: Any) -> str:
    return str(getattr(formula, "text", formula))


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise _damaged() from error
    if unpacked > LARGEST_UNPACKED:
        raise SourceError(_("The workbook is too large once it is unpacked. Divide it into several files."))


def _damaged() -> SourceError:
    return SourceError(_("The file is not a workbook that can be read. Save it anew as XLSX or as CSV."))
