"""Plain text, HTML and DOCX: what is read of them, in which encodings, and where they are cut."""

import pytest

from knowledge.extraction.chunks import in_chunks
from knowledge.extraction.docx import read_docx
from knowledge.extraction.html import read_html
from knowledge.extraction.hyphens import joined
from knowledge.extraction.plain import read_plain
from knowledge.extraction.result import Reason, Unreadable
from tests.knowledge.extraction.files import W, archive, docx, paragraph

ARABIC = "المادة الأولى: يعاقب كل من قبل رشوة،\nوفق القانون رقم 12.\n"
FRENCH = "L'été à Noël, où l'économie s'élève :\nça coûte 12 €.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"])
def test_arabic_is_read_in_every_encoding(encoding):
    assert read_plain(ARABIC.encode(encoding)) == ARABIC


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_french_is_read_in_every_encoding(encoding):
    assert read_plain(FRENCH.encode(encoding)) == FRENCH


def test_what_is_no_text_is_said_so():
    with pytest.raises(Unreadable) as caught:
        read_plain(bytes(range(256)) * 20)
    assert caught.value.reason is Reason.UNKNOWN_FORMAT


def test_html_gives_what_a_browser_shows():
    page = """<!doctype html><html><head><meta charset="utf-8"><title>Plan</title><style>p{}</style></head><body>
      <h1>Titre</h1><p>Un <b>mot</b>
      coupé</p><script>var hidden = 1</script><noscript>rien</noscript><p hidden>caché</p>
      <p style="display: none">caché</p><!-- remarque --><ul><li>Un</li><li>Deux</li></ul>
      <table><tr><td>A</td><td>B</td></tr></table><template>rien</template><p>R&eacute;sum&eacute; &lt;fin&gt;"""
    assert read_html(page.encode()) == "Plan\nTitre\nUn mot coupé\nUn\nDeux\nA B\nRésumé <fin>"


def test_html_is_read_in_the_encoding_that_it_names():
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256"></head><body><p>رشوة'
    assert read_html(page.encode("cp1256")) == "رشوة"
    assert read_html("<p>رشوة ممنوعة</p>".encode("cp1256")) == "رشوة ممنوعة"


def test_docx_gives_paragraphs_tables_notes_and_each_header_once():
    cell = f"<w:tc>{paragraph('Cellule')}</w:tc>"
    box = (
        f"<w:p><w:r><w:pict>{paragraph('Encadré')}</w:pict></w:r><w:r><w:t>Fin</w:t><w:tab/><w:t>ici</w:t></w:r></w:p>"
    )
    header = f'<w:hdr xmlns:w="{W}">{paragraph("Ministère")}</w:hdr>'
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote>{paragraph("Une note")}</w:footnote></w:footnotes>'
    body = f"{paragraph('المادة الأولى')}<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>{box}"
    text = read_docx(docx(body, header1=header, header2=header, footnotes=note))
    assert text.splitlines() == [
        *("المادة الأولى", "Cellule", "Cellule", "Encadré", "Fin\tici", "Une note", "Ministère")
    ]


def test_deleted_words_and_fallbacks_of_a_docx_are_left_out():
    old = "<w:p><w:del><w:r><w:delText>rayé</w:delText></w:r></w:del><w:r><w:t>gardé</w:t></w:r></w:p>"
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    twice = f'<mc:Fallback xmlns:mc="{space}">{paragraph("deux fois")}</mc:Fallback>'
    assert read_docx(docx(old + twice)) == "gardé"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 half a file", Reason.DAMAGED),
        (docx(paragraph("x"))[:-40], Reason.DAMAGED),
        (archive({"mimetype": "application/epub+zip"}), Reason.UNKNOWN_FORMAT),
        (docx("<w:p>"), Reason.DAMAGED),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), Reason.LOCKED),
        (b"\xd0\xcf\x11\xe0 an old .doc", Reason.UNKNOWN_FORMAT),
    ],
)
def test_a_docx_that_cannot_be_read_has_a_reason(content, reason):
    with pytest.raises(Unreadable) as caught:
        read_docx(content)
    assert caught.value.reason is reason


def test_long_texts_are_cut_at_the_end_of_paragraphs():
    text = "\n".join(f"Paragraphe {number}. " + "mot " * 60 for number in range(100))
    pieces = in_chunks(text, 2_000)
    assert all(len(piece.text) <= 2_000 and piece.text.startswith("Paragraphe") for piece in pieces)
    assert "".join("".join(piece.text.split()) for piece in pieces) == "".join(text.split())


def test_a_text_without_any_gap_is_cut_all_the_same():
    assert [len(piece.text) for piece in in_chunks("x" * 7_000, 3_000)] == [3_000, 3_000, 1_000]
    assert in_chunks(" \n ") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("la trans-\nparence", "la transparence"),
        ("trans\ufffeparence", "transparence"),
        ("peut-\nêtre", "peut-être"),
        ("donnez-\nmoi", "donnez-moi"),
        ("Rabat-\nSalé", "Rabat-Salé"),
        ("une porte-parole, la porte-\nparole", "une porte-parole, la porte-parole"),
        ("la coopération, en co-\nopération", "la coopération, en coopération"),
        ("1990-\n2000", "1990-\n2000"),
    ],
)
def test_broken_words_are_joined_where_that_is_safe(before, after):
    assert joined([before]) == [after]
