"""The Arabic repair: what it puts right, and what it leaves alone."""

import pytest

from core.importing.arabic import examine, repair_document, repair_text, repair_title
from core.importing.arabic.damage import damage, lam_alef, visual_order
from core.importing.arabic.evidence import LamAlef, weigh
from core.importing.arabic.lamalef import candidates, choose, reverse_ligatures

CLEAN = """تسهر الهيئة على نشر الأخلاقيات داخل الإدارات، ولا يجوز لأي موظف أن يقبل هدية إلا إذا أذن له رئيسه بذلك.
يلتزم الأشخاص المكلفون بالصفقات بالتصريح بكل علاقة تربطهم بالمتنافسين، عملا بأحكام المادة 12 من هذا النظام.
تؤهل اللجنة ثلاثة خبراء لإعداد لائحة الملفات خلال أجل أقصاه 30 يوما، ابتداء من تاريخ 5 شوال 1444 (26 أبريل 2023).
تبلغ القرارات للأطراف المعنية، وللمواطن أن يطلب الاطلاع على الآراء والملاحظات المتعلقة بها مجانا."""


def words(text):
    return text.split()


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("األشخاص", "الأشخاص"),
        ("اإلدارة", "الإدارة"),
        ("اآلراء", "الآراء"),
        ("االستعمال", "الاستعمال"),
        ("المؤهالت", "المؤهلات"),
        ("لألمة", "للأمة"),
        ("لإلدارة", "للإدارة"),
        ("لالستثمار", "للاستثمار"),
        ("ولألشخاص", "وللأشخاص"),
        ("باألحكام", "بالأحكام"),
        ("ألحكام", "لأحكام"),
        ("إلنجاز", "لإنجاز"),
        ("الالزمة", "اللازمة"),
        ("الالمركزية", "اللامركزية"),
        ("خالل", "خلال"),
        ("أوال", "أولا"),
        ("إال", "إلا"),
        ("استقاللية", "استقلالية"),
        ("الصالحيات", "الصلاحيات"),
    ],
)
def test_reversed_lam_alef_comes_back(damaged, meant):
    assert choose(damaged) == meant


@pytest.mark.parametrize(
    "word", ["التنظيم", "إلى", "ألف", "المالية", "مسألة", "بإلغاء", "حالة", "العالم", "مجال", "قالت"]
)
def test_words_with_alef_lam_of_their_own_stay(word):
    assert choose(word) == word


def test_every_candidate_is_damaged_to_the_word_itself():
    for word in ("االستقاللية", "الالزمة", "المؤهالت"):
        assert candidates(word)
        assert {reverse_ligatures(option) for option in candidates(word)} == {word}


def test_damaged_text_comes_back_whole():
    repaired = repair_text(damage(CLEAN))
    assert words(repaired.text) == words(CLEAN)


def test_broken_lines_are_joined_into_the_paragraphs_they_were():
    paragraphs = [CLEAN.replace("\n", " ")]
    assert repair_text(damage(paragraphs[0])).text == paragraphs[0]


def test_clean_document_stays_as_it_was():
    repaired = repair_text(CLEAN)
    assert repaired.text == CLEAN
    assert repaired.changes == []


def test_text_without_arabic_stays_as_it_was():
    text = "Article 3\n-2-\nLe présent décret ,entre en vigueur"
    assert repair_text(text).text == text


def test_ambiguous_word_follows_its_neighbours():
    damaged = lam_alef("يتخذ الوزير الإجراءات اللازمة عملا بأحكام المادة الأولى، ويستفيد عمال المقاولات من الإعانات.")
    repaired = repair_text(damaged).text
    assert "عملا بأحكام" in repaired
    assert "عمال المقاولات" in repaired


def test_ordinal_and_number_three_are_told_apart():
    damaged = lam_alef("الفصل الثالث: تعين الإدارة خلال ثلاث سنوات الأعضاء طبقا للأحكام والمادة الثالثة أعلاه.")
    repaired = repair_text(damaged).text
    assert "الفصل الثالث" in repaired
    assert "ثلاث سنوات" in repaired
    assert "المادة الثالثة" in repaired


def test_one_article_without_a_sign_is_decided_by_the_rest_of_its_document():
    articles = ["يعين بالغ السن", lam_alef(CLEAN), lam_alef("تحدد صلاحية الرخصة")]
    repaired = repair_document(articles)
    assert repaired[2].text == "تحدد صلاحية الرخصة"
    assert examine(articles).evidence.lam_alef is LamAlef.REVERSED
    assert weigh([CLEAN]).lam_alef is LamAlef.INTACT


def test_name_of_god_comes_back():
    repaired = repair_text("الحمد هلل وحده، والسالم على رسول هللا، ويعمل باألحكام الالزمة").text
    assert repaired.startswith("الحمد لله وحده")
    assert "رسول الله" in repaired


@pytest.mark.parametrize(
    "line",
    [
        "عدد 7023 بتاريخ 12 صفر 1443 (20 سبتمبر 2021)، ص 6863.",
        "القانون رقم 55.19، المتعلق بالمساطر",
        "المرسوم رقم 2.18.577 الصادر في 8 شوال 1440 (12 يونيو 2019) بالموافقة",
        "غرامة قدرها خمسون ألف (50.000) درهم",
        "14 صفر 1417 (فاتح يوليو 1996)، ص 1266.",
        "في المواد 63، 64، 65، 66 من القانون",
        "بنسبة (الفائض 2%) بالنسبة",
    ],
)
def test_numbers_come_back_in_reading_order(line):
    seen = visual_order(line)
    assert seen != line
    assert repair_text(f"{seen}\n- تنص ،المادة 5على ذلك ،وعلى غيره").text.split("\n")[0] == line


def test_list_number_is_put_before_its_sign():
    text = " .10يعمل القاضي على ذلك ،فورا\n - 2تحدد األحكام ،بقرار\n -3في 5أيام ،كاملة"
    assert repair_text(text).text.split("\n") == [
        "10. يعمل القاضي على ذلك، فورا",
        "2 - تحدد الأحكام، بقرار",
        "3- في 5 أيام، كاملة",
    ]


def test_text_in_reading_order_keeps_its_numbers():
    line = "المادة (15 مكررة): القانون رقم 13.09 (كما تم تغييره) بنسبة 5%، خلال 30 يوما."
    assert repair_text(line).text == line


def test_page_number_and_stray_letter_are_taken_out_and_reported():
    repaired = repair_text("ى\nتحدد القائمة.\n\n-3-\n\nيعمل بهذا القرار.")
    assert repaired.text == "تحدد القائمة.\n\nيعمل بهذا القرار."
    assert repaired.by_kind() == {"stray_letter": 1, "page_number": 1}
    assert [change.line for change in repaired.changes] == [4, 1]


def test_presentation_forms_become_letters_and_are_not_repaired_twice():
    repaired = repair_text("ﺍﻟﻤﻮﺍﺻﻼﺕ\nاألشخاص المؤهالت")
    assert repaired.text.split("\n")[0] == "المواصلات"


def test_tatweel_and_loose_tanwin_are_mended():
    assert repair_text("وبـعـد المــداولــة طبقا ً للقانون").text == "وبعد المداولة طبقاً للقانون"


def test_two_words_written_as_one_are_parted_only_in_damaged_documents():
    assert "المرافق العمومية" in repair_text("تحدد المرافقالعمومية األحكام الالزمة لإلدارة").text
    assert repair_text("تحدد المرافقالعمومية").text == "تحدد المرافقالعمومية"


def test_other_ligatures_come_back_where_a_document_shows_them():
    text = "املالية اخلاصة اجلارية احملاسبية اخملاطر املادتني البرملان " * 3
    repaired = repair_text(text).text
    assert repaired.startswith("المالية الخاصة الجارية المحاسبية المخاطر المادتين البرلمان")


def test_lost_alef_comes_back_where_a_document_shows_it():
    text = "القليمي القتصاد الجتماعية التفاقية والجتماعي أعله " * 2
    assert repair_text(text).text.startswith("الإقليمي الاقتصاد الاجتماعية الاتفاقية والاجتماعي أعلاه")


def test_title_is_repaired_only_where_its_spelling_is_no_word():
    assert (
        repair_title("قرار بتنظيم ضريبة االستهالك على عمال الموانئ").text
        == "قرار بتنظيم ضريبة الاستهلاك على عمال الموانئ"
    )


def test_unreadable_characters_are_counted_and_kept():
    repaired = repair_text("�سناعة األشخاص المؤهالت")
    assert repaired.unreadable == 1
    assert repaired.text == "�سناعة الأشخاص المؤهلات"


def test_repairing_twice_changes_nothing_more():
    once = repair_text(damage(CLEAN)).text
    assert repair_text(once).text == once
