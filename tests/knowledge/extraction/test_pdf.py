"""PDF: right-to-left lines come out as they are read, whatever the order and the signs of the file."""

import pikepdf
import pytest
from django.conf import settings

from knowledge.extraction.result import Reason, State
from tests.knowledge.extraction.files import browser_pdf, drawn_pdf, locked, one_page, scan, stream

ARTICLE = "المادة الأولى: يعاقب كل من قبل رشوة."


def seen(text: str) -> list[str]:
    """The glyphs of a line of Arabic from left to right, lam-alef being one."""
    return [
        {"\ue000": "لا", "\ue001": "لأ"}.get(sign, sign)
        for sign in reversed(text.replace("لا", "\ue000").replace("لأ", "\ue001"))
    ]


def texts(result):
    return [page.text for page in result.pages]


def test_visual_order_becomes_the_order_of_reading(result_of):
    result = result_of(drawn_pdf([[(60, 700, seen(ARTICLE))]]))
    assert (result.state, texts(result)) == (State.TEXT, [ARTICLE])


def test_presentation_forms_become_letters(result_of):
    assert texts(result_of(drawn_pdf([[(60, 700, [*"\ufee1\ufefc\ufeb3"])]]))) == ["سلام"]
    assert texts(result_of(drawn_pdf([[(60, 700, [*"\ufea9\ufe8d\ufeed\ufee4\ufedf\ufe8d"])]]))) == ["المواد"]


def test_ligatures_keep_their_order_whether_named_by_one_character_or_two(result_of):
    assert texts(result_of(drawn_pdf([[(60, 700, seen("الأشخاص والسلام لا الإهمال"))]]))) == [
        "الأشخاص والسلام لا الإهمال"
    ]


def test_numbers_and_latin_words_keep_their_direction(result_of):
    drawn = [*reversed("في"), " ", *"2019/06/12", " ", *reversed("رقم"), " ", *"ISO 9001", " ", *reversed("معيار")]
    assert texts(result_of(drawn_pdf([[(60, 700, drawn)]]))) == ["معيار ISO 9001 رقم 2019/06/12 في"]


def test_brackets_open_before_what_they_close_whether_mirrored_in_the_file_or_not(result_of):
    as_drawn = [")", *reversed("جلسة"), "(", " ", *reversed("في")]
    as_read = ["(", *reversed("جلسة"), ")", " ", *reversed("في")]
    expected = {"في (جلسة)"}
    # PDFium turns brackets by itself; what is left to us is to see which way they fit.
    assert set(texts(result_of(drawn_pdf([[(60, 700, as_drawn)]])))) == expected
    assert set(texts(result_of(drawn_pdf([[(60, 700, as_read)]])))) == expected


def test_after_arabic_a_hyphen_parts_numbers_and_alone_it_does_not(result_of):
    drawn = [*"2", *"-", *"31", " ", *reversed("قانون")]  # so that a reader sees 31-2
    assert texts(
        result_of(drawn_pdf([[(60, 700, drawn)], [(60, 700, [*"2019-06-12"]), (60, 680, seen("تاريخ"))]]))
    ) == [
        "قانون 31-2",
        "2019-06-12\nتاريخ",
    ]


def test_vowel_marks_come_after_their_letter(result_of):
    page = [(60, 700, [*reversed("مدرس"), " ", *reversed("كتاب")])]
    text = texts(result_of(drawn_pdf([[*page, (60 + 6 * 8, 700, ["\u064f"])]])))
    assert text == ["كُتاب مدرس"]


def test_columns_are_read_one_after_the_other(result_of):
    right = [(400, 700 - 14 * row, seen(f"يمين {word}")) for row, word in enumerate(("أول", "ثان", "ثالث"))]
    left = [(60, 700 - 14 * row, seen(f"يسار {word}")) for row, word in enumerate(("أول", "ثان", "ثالث"))]
    (text,) = texts(result_of(drawn_pdf([[*right, *left]])))
    assert text.split("\n") == ["يمين أول", "يمين ثان", "يمين ثالث", "يسار أول", "يسار ثان", "يسار ثالث"]


def test_letters_drawn_out_of_turn_find_their_word(result_of):
    line = seen("الميثاق الوطني")
    dotted = [
        (60 + 6 * place, 700, [line[place]]) for place in (*range(0, 14, 2), *range(1, 14, 2)) if line[place] != " "
    ]
    assert texts(result_of(drawn_pdf([dotted]))) == ["الميثاق الوطني"]


def test_turned_pages_are_read_upright(result_of):
    assert texts(result_of(drawn_pdf([[(60, 500, seen(ARTICLE)), (60, 480, seen("فصل"))]], rotate=90))) == [
        f"{ARTICLE}\nفصل"
    ]


def test_pages_keep_their_numbers_and_empty_ones_are_left_out(result_of):
    result = result_of(drawn_pdf([[(60, 700, seen("أول"))], [], [(60, 700, seen("ثالث"))]]))
    assert [(page.number, page.text) for page in result.pages] == [(1, "أول"), (3, "ثالث")]
    assert result.page_count == 3


def test_a_text_without_arabic_is_left_as_pdfium_reads_it(result_of):
    content = stream(b"BT /F 12 Tf 50 700 Td (Le gouver-) Tj 0 -14 Td (nement) Tj ET")
    assert texts(result_of(one_page(content))) == ["Le gouvernement"]


def test_a_scan_is_image_only_and_a_blank_page_is_empty(result_of):
    found = result_of(scan(3))
    assert (found.state, found.pages, found.page_count) == (State.IMAGE_ONLY, [], 3)
    assert result_of(one_page(stream(b""))).state is State.EMPTY
    assert result_of(b"").state is State.EMPTY


def test_a_font_that_does_not_say_what_it_draws_gives_no_text(result_of):
    assert result_of(drawn_pdf([[(60, 700, "\ue123\ue124\ue125\ue126")]])).state is State.EMPTY


def test_locked_and_damaged_files_have_a_reason(result_of):
    whole = drawn_pdf([[(60, 700, seen(ARTICLE))]])
    assert result_of(locked(whole)).reason is Reason.LOCKED
    assert result_of(b"%PDF-1.7\n" + bytes(range(256)) * 40).reason is Reason.DAMAGED
    assert result_of(b"not a pdf").reason is Reason.UNKNOWN_FORMAT


def test_a_file_that_only_asks_who_prints_it_is_read(result_of, tmp_path):
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(drawn_pdf([[(60, 700, seen(ARTICLE))]]))
    with pikepdf.open(plain) as opened:
        opened.save(tmp_path / "owned.pdf", encryption=pikepdf.Encryption(owner="owner", user=""))
    assert texts(result_of((tmp_path / "owned.pdf").read_bytes())) == [ARTICLE]


@pytest.mark.parametrize("name", ["charter-of-publication", "moderation-rules"])
def test_what_a_browser_printed_comes_out_word_for_word(result_of, name):
    demo = settings.BASE_DIR / "demo"
    pages = texts(result_of((demo / "files" / f"{name}.ar.pdf").read_bytes()))
    source = (demo / "texts" / f"{name}.ar.md").read_text().split("---\n", 2)[2]
    lines = [" ".join(line.strip("#-* ").split()) for line in source.splitlines()]
    text = " ".join(" ".join(pages).split())
    assert [line for line in lines if line not in text] == []


@pytest.mark.journey
@pytest.mark.parametrize("font", ["Noto Naskh Arabic", "Noto Sans Arabic", "sans-serif"])
def test_a_word_on_page_7_of_what_a_browser_prints_is_found_on_page_7(result_of, tmp_path, font):
    pages = [[ARTICLE, f"هذه هي الصفحة رقم {number}."] for number in range(1, 9)]
    pages[6].append("وتحال الملفات على الهيئة (المادة 7) بعد 30 يوما، لا قبلها.")
    result = result_of(browser_pdf(tmp_path, pages, font=font).read_bytes())
    assert [page.number for page in result.pages] == list(range(1, 9))
    assert [page.number for page in result.pages if "الملفات" in page.text] == [7]
    assert result.pages[6].text.splitlines()[-1] == pages[6][-1]


MIXED = [
    "صدر القانون رقم 31.13 (الجريدة الرسمية عدد 6655 بتاريخ 12 مارس 2018) المتعلق بالحق في الحصول على المعلومات.",
    "نسبة النمو 3,5 % في سنة 2019، مقابل -2.1% في 2020.",
    "راجعوا موقع www.portal.example أو اكتبوا إلى info@portal.example [للاستفسار].",
    "معيار ISO 37001 (نظام إدارة مكافحة الرشوة) و«الدليل» الصادر عن OECD سنة 2020.",
    "الهاتف: 0537-57-86-60 — الفاكس: 0537.71.16.73",
    "المادة 1-245: من 10 إلى 15 سنة؛ (أ) أولا؛ (ب) ثانيا.",
    "قُلْ إِنَّ الحَقَّ يُعْلَى وَلَا يُعْلَى عَلَيْهِ",
    "مبلغ 1 250 000,00 درهم",
]


@pytest.mark.journey
@pytest.mark.parametrize("font", ["Noto Naskh Arabic", "Noto Sans Arabic", "sans-serif"])
def test_numbers_brackets_marks_and_latin_words_of_a_printed_page_are_in_their_places(result_of, tmp_path, font):
    (page,) = result_of(browser_pdf(tmp_path, [MIXED], font=font).read_bytes()).pages
    assert page.text.split("\n") == MIXED


@pytest.mark.journey
def test_columns_of_a_printed_page_are_read_one_after_the_other(result_of, tmp_path):
    texts = [f"{number}. {MIXED[0]} {MIXED[3]}" for number in range(12)]
    style = "section { columns: 2; column-gap: 1em; text-align: justify }"
    (page,) = result_of(browser_pdf(tmp_path, [texts], style=style).read_bytes()).pages
    assert " ".join(page.text.split()) == " ".join(texts)
