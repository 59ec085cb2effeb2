"""Readers of folders, questions and tables: every row is yielded or named, whatever is wrong with others."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from core.importing.bodies import body_of
from core.importing.problems import ERRORS, NOTES, Problem, SourceError
from core.importing.readers import MarkdownFolder, Options, QuestionAnswerFile, TableFile

DATA = Path(settings.BASE_DIR).parent / "shared" / "data"


def table(path, content, **options):
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return list(TableFile(path, Options("id", **options)).rows())


def shapes(rows):
    return [(row.number, row.source_id, row.problem.code if row.problem else "") for row in rows]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separator_is_the_one_of_the_first_row(tmp_path, separator):
    lines = [["id", "title"], ["1", '"a, b; c"'], ["2", "Δ"]]
    rows = table(tmp_path / "a.csv", "\n".join(separator.join(cells) for cells in lines))
    assert [row.values for row in rows] == [{"id": "1", "title": "a, b; c"}, {"id": "2", "title": "Δ"}]


@pytest.mark.parametrize(
    ("encoding", "codec", "text"),
    [
        ("utf-8", "utf-8", "été دليل"),
        ("utf-8", "utf-8-sig", "été دليل"),
        ("utf-8", "utf-16", "été دليل"),
        ("cp1256", "cp1256", "دليل"),
        ("cp1252", "cp1252", "été – œuf"),
    ],
)
def test_encodings(tmp_path, encoding, codec, text):
    [row] = table(tmp_path / "a.csv", f"id;title\n1;{text}\n".encode(codec), encoding=encoding)
    assert row.values == {"id": "1", "title": text}


def test_row_with_a_wrong_byte_names_it_and_leaves_the_others(tmp_path):
    rows = table(tmp_path / "a.csv", b"id;title\n1;ok\n2;\xe9t\xe9\n3;ok\n")
    assert shapes(rows) == [(2, "1", ""), (3, "2", "encoding"), (4, "3", "")]
    assert rows[1].problem.column == "title"


def test_quotation_mark_that_is_never_closed_costs_one_row(tmp_path):
    content = 'id;title;text\n1;a;b\n2;"open;b\n3;c;"several\nlines"\n4;"d";e\n'
    rows = table(tmp_path / "a.csv", content)
    assert shapes(rows) == [(2, "1", ""), (3, "", "quote"), (4, "3", ""), (5, "4", "")]
    assert rows[2].values["text"] == "several\nlines"


def test_quotation_mark_of_the_text_is_none_of_a_cell(tmp_path):
    rows = table(tmp_path / "a.csv", 'id;title\n1;pipe of 5"\n2;b\n')
    assert [row.values["title"] for row in rows] == ['pipe of 5"', "b"]


def test_file_of_open_quotation_marks_is_read_in_a_bounded_way(tmp_path):
    rows = table(tmp_path / "a.csv", "id;title\n" + '1;"open\n' * 5001)
    assert len(rows) == 5001
    assert {row.problem.code for row in rows} == {"quote"}


def test_empty_rows_count_for_the_number_and_cells_for_the_width(tmp_path):
    rows = table(tmp_path / "a.csv", "\nid;title;;\n\n1;a\n2;b;;\n3;a;b\n4\n")
    assert shapes(rows) == [(4, "1", ""), (5, "2", ""), (6, "3", "columns"), (7, "4", "columns")]
    assert [row.problem.column for row in rows if row.problem] == ["C", "title"]


@pytest.mark.parametrize("content", ["", "\n\n;;\n", "id;title;id\n1;2;3\n", ";".join(f"c{n}" for n in range(300))])
def test_table_without_usable_names_is_refused(tmp_path, content):
    with pytest.raises(SourceError):
        table(tmp_path / "a.csv", content)


def test_too_many_rows_are_refused(tmp_path):
    with pytest.raises(SourceError, match="2"):
        table(tmp_path / "a.csv", "id\n1\n2\n3\n", most_rows=2)


def write(folder, **files):
    for name, content in files.items():
        path = folder / f"{name}.md"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return list(MarkdownFolder(folder).rows())


def test_title_is_that_of_the_front_matter_then_heading_then_file(tmp_path):
    rows = write(
        tmp_path,
        a="---\ntitle: Le titre\ndated_on: 2026-01-02\n---\n# Autre\n\nTexte",
        b="---\r\ntitle: Le titre\r\n---\r\n# Le titre\r\n\r\nTexte",
        c="Avant\n\n# Le titre #\n\nTexte",
        le_titre="Texte seul",
        e="---\n---\n# Vide",
    )
    assert [row.values["title"] for row in rows] == ["Le titre", "Le titre", "Le titre", "Vide", "le titre"]
    assert [row.values["body"] for row in rows] == ["# Autre\n\nTexte", "Texte", "Avant\n\n\nTexte", "", "Texte seul"]
    assert rows[0].values["dated_on"] == date(2026, 1, 2)


def test_files_that_cannot_be_read_are_named(tmp_path):
    rows = write(
        tmp_path,
        a=b"# \xff",
        b="---\ntitle: [open\n---\nx",
        c="---\njust words\n---\nx",
        d="---\na: &x [1]\nb: [*x, *x]\n---\nx",
        e="# Bon",
    )
    assert [row.problem.code if row.problem else "" for row in rows] == ["encoding", *["front_matter"] * 3, ""]


def test_hidden_folders_and_links_to_other_places_are_left_out(tmp_path):
    outside = tmp_path / "outside.md"
    outside.write_text("# Ailleurs")
    folder = tmp_path / "guides"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "x.md").write_text("# Caché")
    (folder / "link.md").symlink_to(outside)
    (folder / "a.md").write_text("# A")
    assert [row.source_id for row in MarkdownFolder(folder).rows()] == ["a.md"]
    with pytest.raises(SourceError):
        list(MarkdownFolder(outside).rows())


def test_fingerprint_of_a_folder_follows_names_and_words(tmp_path):
    write(tmp_path, a="# A")
    first = MarkdownFolder(tmp_path).fingerprint()
    assert MarkdownFolder(tmp_path).fingerprint() == first
    write(tmp_path, b="# B")
    assert MarkdownFolder(tmp_path).fingerprint() != first


def questions(path, content):
    path.write_text(content, encoding="utf-8")
    return list(QuestionAnswerFile(path).rows())


def test_question_asked_twice_is_two_rows(tmp_path):
    rows = questions(
        tmp_path / "a.json", '[{"question": "Q ?", "answer": "a"}, {"question": "Q ?", "answer": "b"}, ["7", "R", "c"]]'
    )
    assert len({row.source_id for row in rows}) == 3
    assert rows[1].source_id == f"{rows[0].source_id}-2"
    assert (rows[2].source_id, rows[2].values["answer"]) == ("7", "c")


@pytest.mark.parametrize(
    "entry", ["[]", "5", '"x"', "{}", '{"title": "x"}', '{"paragraphs": [{"qas": 5}]}', "[1, 2, 3]"]
)
def test_entry_without_question_or_text_is_named(tmp_path, entry):
    bad, good = questions(tmp_path / "a.json", f'{{"data": [{entry}, {{"question": "Q", "answer": "a"}}]}}')
    assert bad.problem.code == "shape"
    assert good.problem is None


@pytest.mark.parametrize("content", ["", "{", "5", '{"data": {}}', "[" * 100_000])
def test_file_that_holds_no_list_is_refused(tmp_path, content):
    with pytest.raises(SourceError):
        questions(tmp_path / "a.json", content)


@pytest.mark.shared
def test_real_questions_sheets_and_guides_are_read():
    assert len(list(QuestionAnswerFile(DATA / "faq_opendata_fr/squad.json").rows())) == 38
    assert len(list(QuestionAnswerFile(DATA / "public_service_fr/best_fiche.json").rows())) == 94
    assert len(list(QuestionAnswerFile(DATA / "public_service_fr/questions_spf.json").rows())) == 535
    guides = list(MarkdownFolder(DATA / "guides_fr").rows())
    assert len(guides) == 49
    assert not [row for row in guides if row.problem]


def test_problem_is_kept_without_words_and_told_in_any_language():
    problem = Problem("too_long", 7, "Titre", "x" * 500, {"found": "500", "expected": "255", "field": "titre"})
    again = Problem.from_json(problem.as_json())
    assert again.sentence() == problem.sentence()
    assert len(problem.as_json()["value"]) == 80


@pytest.mark.parametrize("code", [*ERRORS, *NOTES])
def test_every_sentence_names_row_and_column(code):
    words = ("found", "expected", "field", "other", "why", "language")
    sentence = Problem(code, 12, "Colonne", "val", dict.fromkeys(words, "…")).sentence()
    assert "12" in sentence
    assert "Colonne" in sentence


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("un\ndeux\n\ntrois", "plain", "<p>un<br/>deux</p><p>trois</p>"),
        ("un\ndeux", "lines", "<p>un</p><p>deux</p>"),
        ("avant\n- a\n- b\naprès", "plain", "<p>avant</p><ul><li>a</li><li>b</li></ul><p>après</p>"),
        ("<b>&</b>", "plain", "<p>&lt;b&gt;&amp;&lt;/b&gt;</p>"),
        (
            "**a** [b](https://x.example) [c](no.md) ![d](e.png)",
            "markdown",
            '<p><b>a</b> <a href="https://x.example">b</a> c</p>',
        ),
        ("[x](javascript:alert(1)) <script>alert(1)</script>", "markdown", "<p>[x](javascript:alert(1))</p>"),
        ("a <u onclick=x>b</u>", "markdown", "<p>a b</p>"),
    ],
)
def test_text_becomes_paragraphs_without_anything_that_acts(text, form, expected):
    body = body_of(text, form)
    assert [block["type"] for block in body.blocks] == ["paragraph"]
    assert body.blocks[0]["value"] == expected


def test_headings_are_blocks_and_blocks_have_the_same_identifiers_each_time():
    body = body_of("# Un **mot**\n\nx\n\n#### Deux\n\n" + "# " + "long " * 60, "markdown")
    assert [block["type"] for block in body.blocks] == ["heading", "paragraph", "heading", "paragraph"]
    assert body.blocks[0]["value"] == {"text": "Un mot", "level": "2"}
    assert body.raw("a") == body.raw("a") != body.raw("b")
