"""Kind, number and date are read from a title only where it names the text itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.importers.headings import is_heading, levels, split_trailing
from knowledge.importers.prepare import anchor_of
from knowledge.importers.titles import date_of, kind_of, number_of, short_title

DATES = [
    ("مرسوم رقم 2.11.89 صادر في 15 من شوال 1432 (14 سبتمبر 2011) بإعادة تنظيم المعهد", date(2011, 9, 14)),
    ("قرار مشترك رقم 1513.25 صادر في 9 ذي الحجة 1446  (6 يونيو 2025) بتحديد شروط الولوج", date(2025, 6, 6)),
    ("قرار رقم 2529.25 صادر في 4 جمادى الأولى 1447 (27 أکتوبر2025) بتحديد شروط", date(2025, 10, 27)),
    ("Décret n° 2-21-406 du 4 hija 1442 (15 juillet 2021) pris pour l’application de la loi", date(2021, 7, 15)),
    ("Arrêté du Chef du Gouvernement n° 3-17-25 du 7 safar 1447 (1er août 2025) fixant", date(2025, 8, 1)),
    # The date of another text, which this one applies, changes or repeals.
    ("مرسوم بتطبيق القانون رقم 22.80 المتضمن الأمر بتنفيذه الظهير بتاريخ 17 من صفر 1401 (25 دجنبر 1980)", None),
    ("تم نسخ المرسوم رقم 2.96.804 صادر في 11 من شوال 1417 (19 فبراير 1997) في شأن النظام الأساسي", None),
    ("Loi n° 2-00 relative aux droits d'auteur (promulguée par Dahir du 9 Kaada 1420 (15 février 2000))", None),
    # Hijri alone, a year alone, two dates, no such day.
    ("مرسوم رقم 2.11.89 صادر في 15 من شوال 1432 بإعادة تنظيم المعهد", None),
    ("قانون المالية لسنة 2002", None),
    ("قرار صادر في (14 سبتمبر 2011) و(15 سبتمبر 2011) بتحديد", None),
    ("مرسوم رقم 1 صادر في (31 فبراير 2011) بتحديد", None),
    ("", None),
]


@pytest.mark.parametrize(("title", "expected"), DATES)
def test_date_is_read_only_when_it_is_certain(title, expected):
    assert date_of(title) == expected


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("القانون رقم 31.13 المتعلق بالحق في الحصول على المعلومات", "31.13"),
        ("ظهير شريف بتنفيذ القانون رقم 52.05 المتعلق بمدونة السير", ""),
        ("Loi n° 09-08 relative à la protection", "09-08"),
        ("تم نسخ المرسوم رقم 2.96.804", ""),
        ("قانون المالية لسنة 2002", ""),
    ],
)
def test_number_is_the_texts_own(title, number):
    assert number_of(title) == number


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("القانون التنظيمي المتعلق بالأحزاب", "law"),
        ("ظهیر شریف رقم 1", "dahir"),
        ("مرسوم ملكي بسن نظام", "decree"),
        ("قرار لوزير المالية", "order"),
        ("دستور المملكة المغربية", "constitution"),
        ("الاتفاقية الدولية", "treaty"),
        ("تم نسخ المرسوم رقم 2", "decree"),
        ("Décret n° 2", "decree"),
        ("Arrêté conjoint", "order"),
        ("التقرير السنوي", "other"),
        ("", "other"),
    ],
)
def test_kind_is_what_the_first_word_names(title, kind):
    assert kind_of(title) == kind


@given(st.text(alphabet="abc é قانون\n\t", max_size=900))
def test_short_title_is_a_beginning_of_the_title_cut_between_words(title):
    line = " ".join(title.split())
    short = short_title(title)
    assert len(short) <= 255
    if len(line) <= 255:
        assert short == line
    else:
        assert short.endswith("…")
        assert line.startswith(short[:-1])


def test_short_title_keeps_whole_words():
    title = "mot " * 100
    assert short_title(title).removesuffix("…").split() == ["mot"] * len(short_title(title).removesuffix("…").split())


def test_headings_at_the_end_of_an_article_become_divisions():
    content = "نص المادة.\nالجزء األول :مقتضيات عامة\n\nالباب األول :التعريف\nواختصاصاتهم\nالقسم األول :مقتضيات مشتركة"
    rest, headings = split_trailing(content, "القسم األول :مقتضيات مشتركة")
    assert rest == "نص المادة."
    assert headings == ["الجزء األول :مقتضيات عامة", "الباب األول :التعريف واختصاصاتهم", "القسم األول :مقتضيات مشتركة"]


def test_heading_inside_a_sentence_stays_where_it_is():
    content = "Voir le\nCHAPITRE II\nqui règle la procédure.\nSuite du texte de l'article."
    assert split_trailing(content, "CHAPITRE II") == (content, ["CHAPITRE II"])


@pytest.mark.parametrize(
    "line", ["الباب الأول: أحكام عامة", "الفرع :2", "CHAPITRE PREMIER", "Titre IV - Peines", "Section 2"]
)
def test_headings_are_known_by_name_and_ordinal(line):
    assert is_heading(line)


@pytest.mark.parametrize("line", ["القسم المالي والمحاسبي للوزارة", "Section de la Cour", "الباب", "المادة 3"])
def test_other_lines_are_no_headings(line):
    assert not is_heading(line)


def test_levels_follow_the_names_a_text_uses():
    assert levels(["الباب الأول", "الفرع الأول", "الفرع الثاني", "الباب الثاني"]) == [1, 2, 2, 1]
    assert levels([]) == []


@pytest.mark.parametrize(
    ("reference", "anchor"),
    [("art12", "art-12"), ("art12bis", "art-12-bis"), ("Article 3-1", "art-3-1"), ("المادة", "art")],
)
def test_anchor_comes_from_the_reference(reference, anchor):
    assert anchor_of(reference) == anchor
