"""Workbooks: dates, results of formulas, damage and traps."""

import zipfile
from datetime import date, datetime

import pytest
from django.utils import translation
from openpyxl import Workbook

from core.importing.problems import SourceError
from core.importing.readers import Options, TableFile
from core.importing.readers import xlsx_records as workbooks


def shapes(rows):
    return [(row.number, row.source_id, row.problem.code if row.problem else "") for row in rows]


@pytest.fixture
def book(tmp_path):
    """Saves the rows of a sheet; results of formulas are stored as a spreadsheet program would."""

    def save(rows, results=None):
        made = Workbook()
        for row in rows:
            made.active.append(row)
        path = tmp_path / "a.xlsx"
        made.save(path)
        if results:
            plain, stored = tmp_path / "plain.xlsx", path
            stored.rename(plain)
            with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
                for entry in old.infolist():
                    content = old.read(entry)
                    if entry.filename.endswith("sheet1.xml"):
                        for formula, result in results.items():
                            mark = f"<f>{formula}</f><v></v>".encode()
                            empty = f"<f>{formula}</f><v />".encode()
                            value = f"<f>{formula}</f><v>{result}</v>".encode()
                            assert mark in content or empty in content, content
                            content = content.replace(mark, value).replace(empty, value)
                    new.writestr(entry, content)
        return path

    return save


def test_workbook_gives_dates_numbers_and_results_of_formulas(book):
    path = book(
        [["id", "title", "on", "sum"], [1, "دليل", date(2026, 3, 1), "=1+1"], [2.0, "b", datetime(2026, 1, 2, 3), 2.5]],
        {"1+1": 2},
    )
    rows = list(TableFile(path, Options("id")).rows())
    assert shapes(rows) == [(2, "1", ""), (3, "2", "")]
    assert rows[0].values == {"id": 1, "title": "دليل", "on": datetime(2026, 3, 1), "sum": 2}
    assert rows[1].values["on"] == datetime(2026, 1, 2, 3)


def test_formula_without_a_result_and_error_of_a_sheet_are_named(book):
    path = book([["id", "title"], [1, "=A1"], [2, "#REF!"], [3, None], [None, None], [4, "x"]])
    rows = list(TableFile(path, Options("id")).rows())
    assert shapes(rows) == [(2, "1", "formula_without_value"), (3, "2", "cell_error"), (4, "3", ""), (6, "4", "")]
    assert [row.problem.column for row in rows if row.problem] == ["title", "title"]


def test_workbook_that_unpacks_to_too_much_is_refused(book, monkeypatch):
    path = book([["id"], [1]])
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 1000)
    with translation.override("en"), pytest.raises(SourceError, match="too large"):
        list(TableFile(path, Options("id")).rows())


@pytest.mark.parametrize("keep", ["half", "other archive"])
def test_damaged_workbook_is_refused(book, tmp_path, keep):
    path = book([["id"], [1]])
    if keep == "half":
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2] + content[-200:])
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "no sheet")
    with pytest.raises(SourceError):
        list(TableFile(path, Options("id")).rows())


def test_workbook_with_entities_is_refused(book, tmp_path):
    path, evil = book([["id"], [1]]), tmp_path / "evil.xlsx"
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(evil, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith("sheet1.xml"):
                content = bomb + content.partition(b"?>")[2].replace(b"<v>1</v>", b"<v>&b;</v>")
            new.writestr(entry, content)
    with pytest.raises(SourceError):
        list(TableFile(evil, Options("id")).rows())
