"""Addresses keep the letters of every script; folding makes the spellings of one word meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.fold import fold
from core.slugs import slugify_title


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Déclaration de patrimoine : l’essentiel", "declaration-de-patrimoine-l-essentiel"),
        ("  Law 31-13 (access)  ", "law-31-13-access"),
        ("الحَقُّ في الحصول", "الحق-في-الحصول"),
        ("المــادة الأولى", "المادة-الأولى"),
        ("مسؤول آخر", "مسؤول-آخر"),
        ("ⵜⴰⵎⴰⵣⵉⵖⵜ ⵏ ⵓⵙⵏⵜⵍ", "ⵜⴰⵎⴰⵣⵉⵖⵜ-ⵏ-ⵓⵙⵏⵜⵍ"),
        ("a_b__c", "a-b-c"),
        ("؟ !", ""),
    ],
)
def test_slugs_keep_arabic_and_tifinagh_without_marks(title, slug):
    assert slugify_title(title) == slug


def test_long_slugs_end_with_a_whole_word():
    assert slugify_title("one two three", max_length=9) == "one-two"
    assert slugify_title("one two three", max_length=7) == "one-two"
    assert slugify_title("x" * 200) == "x" * 120


@given(st.text(max_size=300), st.integers(min_value=1, max_value=60))
def test_slug_of_anything_is_short_and_stays_itself(title, length):
    slug = slugify_title(title, length)
    assert len(slug) <= length
    assert slug == slug.strip("-")
    assert not any(char.isspace() or char in "/?#_" for char in slug)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("الأشخاص", "الاشخاص"),
        ("مُوَظَّف", "موظف"),
        ("قـــانون", "قانون"),
        ("مستشفى", "مستشفي"),
        ("جريمة", "جريمه"),
        ("المادة ١٢", "المادة 12"),
        ("ÉTHIQUE", "ethique"),
        ("œuvre", "œuvre"),
        ("Straße", "STRASSE"),
        ("l’accès", "l'accès"),
        ("ﻻ", "لا"),
        ("a\u200fb", "ab"),
    ],
)
def test_spellings_of_one_word_meet(left, right):
    assert fold(left) == fold(right) != ""


def test_different_words_stay_different():
    assert len({fold(word) for word in ("عمال", "عملا", "قانون", "ethics", "etica", "ⴰⵡⴰⵍ", "ⴰⵡⴰⵙ")}) == 7


@given(st.text(max_size=300))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
