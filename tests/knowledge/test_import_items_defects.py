"""Everything that can be wrong with a row of a table is said in a sentence of its own, with row and column."""

import pytest

from core.models import ImportedItem
from institutions.models import ItemPage
from tests.factories.pages import make_topic
from tests.knowledge.factories import make_institution_page
from tests.knowledge.items import MAPPING, cells, importer, write_csv, write_json
from tests.knowledge.rows import outcomes

pytestmark = pytest.mark.django_db

#: What is written into a row, the column that must be named, and words of the sentence.
DEFECTS = {
    "wrong encoding": (
        ";".join(cells(1, Ref="d1", Texte="Un mot.")).encode("cp1252"),
        "Résumé",
        "does not belong to the chosen encoding",
    ),
    "no title": (cells(2, Ref="d2", Titre=""), "Titre", "is required and the cell is empty"),
    "long title": (cells(3, Ref="d3", Titre="mot " * 80), "Titre", "at most 255"),
    "unknown institution": (cells(4, Ref="d4", Institution="nowhere"), "Institution", "no institution has the code"),
    "unknown topic": (cells(5, Ref="d5", Thèmes="known; unknown"), "Thèmes", "no theme, sector or region"),
    "unknown audience": (cells(6, Ref="d6", Public="Martiens"), "Public", "is none of the values"),
    "bad date": (cells(7, Ref="d7", Date="bientôt"), "Date", "is not a date that can be read"),
    "impossible date": (cells(8, Ref="d8", Date="31/02/2026"), "Date", "does not exist"),
    "same identifier": (cells(9, Ref="good"), "Ref", "row 2 has the same identifier"),
    "empty identifier": (cells(10, Ref=" "), "Ref", "the identifier is empty"),
    "long identifier": (cells(11, Ref="x" * 181), "Ref", "at most 180"),
    "too few cells": (cells(12, Ref="d12")[:4], "Date", "has 4 cells and the first row 11"),
    "unknown language": (cells(13, Ref="d13", Langue="klingon"), "Langue", "is no language of this portal"),
    "bad address": (cells(14, Ref="d14", Lien="javascript:alert(1)"), "Lien", "is not a web address"),
    "control character": (cells(15, Ref="d15", Texte="a\x00b"), "Texte", "invisible control character (U+0000)"),
    "script": (cells(16, Ref="d16", Texte="<script>alert(1)</script>"), "Texte", "HTML element <script>"),
    "handler": (cells(17, Ref="d17", Résumé="<b onclick=x>"), "Résumé", "HTML element onclick"),
    "open quotation mark": ('d18;"Titre ouvert;Résumé;Texte;;;;;;;'.encode(), "Titre", "is opened at"),
    "formula": (cells(19, Ref="d19", Titre="=HYPERLINK(A1)"), "Titre", "begins like a formula"),
    "unknown kind": (cells(20, Ref="d20", Type="unicorn"), "Type", "is not a kind of item"),
    "no letters": (cells(21, Ref="d21", Titre="12 – 34"), "Titre", "holds no letter"),
    "no page in the language": (cells(22, Ref="d22", Langue="ar"), "Langue", "has no page in the language"),
}
#: Where the sentence names the column of the institution, which has the page, not that of the language.
OTHER_COLUMN = {"no page in the language": "Institution"}


@pytest.fixture
def run(tmp_path, institution):
    make_topic("known", fr="Connu")
    return importer(tmp_path)


@pytest.fixture
def file(tmp_path):
    return write_csv(
        tmp_path / "defects.csv", [cells(0, Ref="good"), *(row for row, _c, _w in DEFECTS.values()), cells(99)]
    )


@pytest.mark.parametrize("dry_run", [True, False])
def test_each_defect_has_its_own_sentence_with_row_and_column(run, file, dry_run):
    report, _out = run(file, dry_run=dry_run)
    assert outcomes(report) == ["created", *["skipped"] * len(DEFECTS), "created"]
    skipped = {entry["line"]: entry["reason"] for entry in report if entry["outcome"] == "skipped"}
    assert list(skipped) == list(range(3, 3 + len(DEFECTS)))
    for (name, (_row, column, words)), (line, reason) in zip(DEFECTS.items(), skipped.items(), strict=True):
        assert reason.startswith(f"Row {line}, column “{OTHER_COLUMN.get(name, column)}”: "), (name, reason)
        assert words in reason, (name, reason)
    sentences = {reason.partition("”: ")[2] for reason in skipped.values()}
    assert len(sentences) == len(DEFECTS) >= 20
    assert ItemPage.objects.count() == (0 if dry_run else 2)


def test_all_that_is_wrong_with_a_row_is_said_at_once(run, tmp_path):
    bad = cells(1, Titre="", Date="bientôt", Public="Martiens", Thèmes="unknown", Institution="nowhere")
    report, _out = run(write_csv(tmp_path / "a.csv", [bad]))
    assert report[0]["reason"].count("Row 2, column") == 5


def test_field_without_a_column_is_said(run, tmp_path):
    columns = {column: name for column, name in MAPPING["columns"].items() if name != "title"}
    mapping = write_json(tmp_path / "no-title.json", MAPPING | {"columns": columns})
    report, _out = run(write_csv(tmp_path / "a.csv", [cells(1)]), mapping=str(mapping))
    assert "no column is assigned to it" in report[0]["reason"]


def test_page_that_stands_elsewhere_is_not_made_a_second_time(run, tmp_path, portal):
    rows = [cells(n) for n in range(4)]
    run(write_csv(tmp_path / "a.csv", rows))
    page = ItemPage.objects.get(title="Guide pratique 2")
    other = make_institution_page(portal, "second")
    page.move(other, pos="last-child")
    ImportedItem.objects.filter(page=page).delete()
    report, _out = run(tmp_path / "a.csv")
    assert outcomes(report) == ["unchanged", "unchanged", "kept", "unchanged"]
