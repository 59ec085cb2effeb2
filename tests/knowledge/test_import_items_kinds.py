"""Every kind that can be imported takes every field that a column may fill, and a second time nothing changes."""

import csv

import pytest

from core.importing.guess import guess_columns
from core.importing.targets import import_kinds, import_target, register_import_target, row_fields
from core.models import ContentPage, ImportedItem
from institutions.models import ItemPage
from knowledge.models import LegalTextPage
from tests.factories.pages import make_topic
from tests.knowledge.items import importer, write_json
from tests.knowledge.rows import outcomes

pytestmark = pytest.mark.django_db

KINDS = [code for code, _label in import_kinds()]
VALUES = {
    "line": "Un mot",
    "text": "Une phrase.",
    "body": "Un **texte**.",
    "date": "2026-03-04",
    "url": "https://source.example/a",
    "number": "2026",
    "yes_no": "oui",
    "topics": "known",
}


def value_of(field):
    if field.type in {"choice", "codes"}:
        return field.choices[0][0]
    return VALUES[field.type]


@pytest.fixture
def run(tmp_path, institution):
    make_topic("known", fr="Connu")
    return importer(tmp_path)


def test_kinds_of_every_type_of_item_can_be_imported():
    expected = {"guide", "news", "faq", "dataset", "programme", "good_practice", "champion", "platform"}
    assert expected | {"rights_sheet", "glossary_term"} <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_second_import_of_any_kind_changes_nothing(run, tmp_path, kind):
    target = import_target(kind)
    names = ["id", *target.fields]
    path = tmp_path / "rows.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for number in range(3):
            writer.writerow([f"r{number}", *(value_of(field) for field in target.fields.values())])
    mapping = {"kind": kind, "columns": {name: name for name in names}}
    mapping["fixed"] = {"institution": "agency", "language": "fr"}
    stored = str(write_json(tmp_path / "kind.json", mapping))
    report, _out = run(path, mapping=stored)
    assert outcomes(report) == ["created"] * 3, report
    pages = [item.page.specific for item in ImportedItem.objects.all()]
    assert {type(page) for page in pages} == {target.page_type}
    for name, field in target.fields.items():
        if field.type in {"line", "text", "choice", "url"} and not name.startswith("source_"):
            assert {getattr(page, name) for page in pages} == {value_of(field)}, name
    before = list(ContentPage.objects.order_by("pk").values())
    report, _out = run(path, mapping=stored)
    assert outcomes(report) == ["unchanged"] * 3
    assert list(ContentPage.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("kind", KINDS)
def test_required_fields_are_asked_for(run, tmp_path, kind):
    path = tmp_path / "rows.csv"
    path.write_text("id\nr1\n", encoding="utf-8")
    fixed = {"institution": "agency", "language": "fr"}
    mapping = write_json(tmp_path / "kind.json", {"kind": kind, "columns": {"id": "id"}, "fixed": fixed})
    report, _out = run(path, mapping=str(mapping))
    required = [field for field in import_target(kind).fields.values() if field.is_required]
    assert required
    assert report[0]["reason"].count("is required and no column") == len(required)


def test_type_is_registered_with_one_line_and_fields_come_from_its_model():
    fields = import_target("guide").fields
    assert (fields["title"].longest, fields["title"].is_required) == (255, True)
    assert (fields["link_url"].type, fields["link_url"].longest) == ("url", 500)
    assert {code for code, _label in fields["audience"].choices} >= {"youth", "official"}
    assert {"summary", "body", "dated_on", "licence", "topics", "source_url"} <= set(fields)


def test_kind_of_another_type_is_refused():
    with pytest.raises(ValueError, match="guide"):
        register_import_target(LegalTextPage, kinds=("guide",))
    register_import_target(ItemPage)


@pytest.mark.parametrize(
    "columns",
    [
        ["Réf.", "Titre", "Résumé", "Texte", "Date", "Thèmes", "Lien"],
        ["المعرف", "العنوان", "ملخص", "النص", "التاريخ", "المواضيع", "الرابط"],
        ["ID", "Title", "Summary", "Text", "Date", "Topics", "Link"],
    ],
)
def test_columns_are_guessed_by_their_names_in_three_languages(columns):
    guessed = guess_columns(columns, import_target("guide"))
    names = ["id", "title", "summary", "body", "dated_on", "topics", "link_url"]
    assert [guessed.get(column) for column in columns] == names


def test_no_field_is_guessed_twice():
    guessed = guess_columns(["Titre", "Title", "Thème", "Secteur"], import_target("guide"))
    assert guessed == {"Titre": "title", "Thème": "topics", "Secteur": "topics"}
    assert {field.name for field in row_fields()} == {"id", "language", "institution", "kind"}
