"""Arabic: spellings of one word meet, and so do the forms of one word."""

import lzma

import pytest

from core.analysis import analyse, terms, words
from core.analysis.arabic_lexicon import STEMS
from core.analysis.build_arabic_stems import common_stems


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("الحَقُّ", "الحق"),
        ("الـحـــق", "الحق"),
        ("أحكام", "احكام"),
        ("إلى", "الي"),
        ("مسؤولية", "مسووليه"),
        ("شؤون هيئة", "شوون هييه"),
        ("مبادئ", "مبادي"),
        ("١٢ ۱۲", "12 12"),
        ("ﻣﺴﺆﻭﻟﻴﺔ", "مسووليه"),
        ("أﮔﺎدير أڭادير أݣادير", "اكادير اكادير اكادير"),
        ("قا\u200dنو\u200cن", "قانون"),
        ("ماﹰل", "مال"),
    ],
)
def test_arabic_letters_are_unified_and_marks_left_out(written, plain):
    assert words(written, "ar") == plain.split()


@pytest.mark.parametrize(
    "forms",
    [
        "قانون القانون بالقانون للقانون والقانون وبالقانون قانونا قانونية القانونية",
        "مدينة المدينة بمدينة لمدينة ومدينة مدينتها ومدينتهم مدن",
        "موظف موظفة موظفون موظفين الموظفين وموظفين للموظفات موظفيها",
        "حق الحق بالحق للحق والحق حقوق الحقوق لحقوق حقوقهم",
        "ولاية الولاية ولايات بولاية والولايات",
        "نهاية النهاية نهائي النهائية نهايتها",
        "وكالة الوكالة وكالات للوكالة والوكالة بوكالة",
        "التزام الالتزام التزامات الالتزامات والتزاماتها بالتزام",
        "لجنة اللجنة للجنة لجان اللجان ولجان بلجنة كلجنة",
        "وثيقة الوثيقة وثائق الوثائق ووثائق",
        "ألمانيا لألمانيا وألمانيا الألمانية",
        "بالغ البالغ بالغين",
        "والدة والدته والدها والوالدين",
    ],
)
def test_forms_of_an_arabic_word_have_one_stem(forms):
    assert len({stem for form in forms.split() for stem in terms(form, "ar")}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ولاية", "ولا"),
        ("فكرة", "كرة"),
        ("بلد", "لد"),
        ("المياه", "ألم"),
        ("سكان", "كان"),
        ("وكيل", "كيل"),
        ("كاتب", "كتاب"),
        ("إحداث", "حدث"),
        ("الله", "له"),
    ],
)
def test_other_arabic_words_have_other_stems(one, other):
    assert terms(one, "ar") != terms(other, "ar")


def test_a_conjunction_before_a_word_of_grammar_is_left_out():
    assert terms("ومن وفي فلا وعليها", "ar") == ["من", "في", "لا", "عليها"]


def test_stems_have_three_letters_or_two_behind_an_article():
    text = "بيت بيته كتب كتبه يد يده وجد وجدوا سنة سنتين الفن اليد في"
    for token in analyse(text, "ar"):
        assert len(token.term) >= min(3, len(token.word.removeprefix("ال")))


def test_words_glued_to_numbers_and_latin_words_are_apart():
    assert words("المادة12 31.13المتعلق الـCNDP بـ5", "ar") == (
        ["الماده", "12", "31-13", "31", "13", "المتعلق", "ال", "cndp", "ب", "5"]
    )


def test_common_stems_are_those_the_rules_give():
    assert lzma.decompress(STEMS.read_bytes()).decode() == common_stems()
