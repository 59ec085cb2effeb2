"""Treaties in Markdown become legal texts with their articles, headings, preamble and annexes."""

import csv
from pathlib import Path

import pytest
from django.conf import settings

from core.importing.lines import Line
from knowledge.importers.prepare import prepare
from knowledge.importers.treaties import TreatyFolder, treaty_row
from knowledge.models import LegalTextPage
from tests.knowledge.factories import make_institution_page
from tests.knowledge.items import write_folder
from tests.knowledge.rows import outcomes

pytestmark = pytest.mark.django_db

DATA = Path(settings.BASE_DIR).parent / "shared" / "data" / "treaties_en"
TREATY = """# Convention on Something

####Convention on something

Preamble The Parties, Considering [another text](../../README.md), Have agreed as follows:
### CHAPTER  I

####GENERAL PROVISIONS

### Article  1

####Use of terms

a) ``word" shall mean:

(i) one;

### Article  2

1.   No heading here.
2.   Two.
### Annex

####Figures

|  A  |  B |
|:---|:---|
"""


def test_articles_have_their_headings_and_words(run, portal, tmp_path):
    make_institution_page(portal, language="en")
    table = tmp_path / "table.csv"
    table.write_text("id,themes,sectors,institution,url\nconvention,,,agency,https://source.example/t\n")
    report, _out = run(write_folder(tmp_path / "treaties", {"convention.md": TREATY}), table=table)
    assert outcomes(report) == ["created"]
    page = LegalTextPage.objects.get()
    assert (page.title, page.kind, page.locale.language_code) == ("Convention on Something", "treaty", "en")
    assert page.version.source_url == "https://source.example/t"
    rows = page.version.provisions.in_order().values_list("kind", "anchor", "label", "heading")
    assert list(rows) == [
        ("article", "preamble", "Preamble", ""),
        ("division", "div-1", "CHAPTER I – GENERAL PROVISIONS", ""),
        ("article", "art-1", "Article 1", "Use of terms"),
        ("article", "art-2", "Article 2", ""),
        ("article", "annex", "Annex", ""),
    ]
    texts = [row.text for row in page.version.provisions.in_order()]
    assert texts[0] == "The Parties, Considering another text, Have agreed as follows:"
    assert texts[2] == 'a) "word" shall mean:\n(i) one;'
    assert texts[4] == "A – B"


def test_second_import_of_treaties_changes_nothing(run, portal, tmp_path):
    make_institution_page(portal, language="en")
    folder = write_folder(tmp_path / "treaties", {"convention.md": TREATY})
    run(folder)
    report, _out = run(folder)
    assert outcomes(report) == ["unchanged"]


def test_file_that_is_not_utf8_leaves_the_others(run, portal, tmp_path):
    make_institution_page(portal, language="en")
    folder = write_folder(tmp_path / "treaties", {"b.md": TREATY})
    (folder / "a.md").write_bytes(b"# \xff")
    report, _out = run(folder)
    assert sorted(outcomes(report)) == ["created", "skipped"]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "articles"),
    [
        ("uncac_2003", 71),
        ("untoc_2000", 41),
        ("oecd_anti_bribery_1997", 17),
        ("coe_criminal_law_corruption_1999", 42),
        ("coe_criminal_law_additional_protocol_2003", 14),
        ("coe_civil_law_corruption_1999", 23),
        ("greco_statute_1999", 21),
    ],
)
def test_real_treaties_have_all_their_articles(name, articles):
    row = treaty_row(name, (DATA / f"{name}.md").read_text(encoding="utf-8"))
    numbers = [one["provision_ref"] for one in row["provisions"] if one["provision_ref"].startswith("art")]
    assert numbers == [f"art{number}" for number in range(1, articles + 1)]
    assert all(one["content"] for one in row["provisions"] if one["provision_ref"])
    text = prepare(Line(1, row))
    assert (text.kind, text.language) == ("treaty", "en")
    assert sum(one.kind == "article" for one in text.provisions) >= articles


@pytest.mark.shared
def test_real_treaties_are_all_in_the_table():
    with (Path(settings.BASE_DIR) / "demo/real/treaties_en.csv").open(encoding="utf-8") as file:
        listed = {row["id"] for row in csv.DictReader(file)}
    assert listed == {path.stem for path in TreatyFolder(DATA).files}
