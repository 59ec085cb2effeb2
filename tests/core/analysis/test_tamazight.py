"""Tamazight: both scripts and all ways of typing meet, and so do the forms of one word."""

import pytest

from core.analysis import terms, words


@pytest.mark.parametrize(
    ("tifinagh", "latin"),
    [
        ("ⵜⴰⵎⴰⵣⵉⵖⵜ", "tamaziɣt Tamazight TAMAZIƔT tamaziγt"),
        ("ⴰⵎⴰⴹⴰⵍ", "amaḍal amadal"),
        ("ⵜⴰⵄⵔⴰⴱⵜ", "taɛrabt taεrabt"),
        ("ⴰⵏⵛⵜ", "anct ancht ansht"),
        ("ⴰⵅⵅⴰⵎ", "axxam"),
        ("ⵜⵉⵣⵉⵏⵉⵥⵥ", "tiziniẓẓ tizinizz"),
        ("ⵉⵃⴱⵙ", "iḥbs"),
        ("ⴰⴽⴽⵯ", "akkʷ akkw"),
        ("ⴰⵚⵟⵕ", "aṣṭṛ astr"),
    ],
)
def test_tifinagh_and_latin_letters_meet(tifinagh, latin):
    assert set(words(latin, "zgh")) == set(words(tifinagh, "zgh"))
    assert set(terms(latin, "zgh")) == set(terms(tifinagh, "zgh"))


@pytest.mark.parametrize(
    "forms",
    [
        "ⴰⵎⴰⵣⵉⵖ ⵓⵎⴰⵣⵉⵖ ⵉⵎⴰⵣⵉⵖⵏ ⵜⴰⵎⴰⵣⵉⵖⵜ ⵜⵎⴰⵣⵉⵖⵜ imazighen",
        "ⵜⵓⵜⵍⴰⵢⵜ ⵜⵓⵜⵍⴰⵢⵉⵏ",
        "ⴰⵎⴰⴹⴰⵍ ⵓⵎⴰⴹⴰⵍ ⵉⵎⴰⴹⴰⵍⵏ",
    ],
)
def test_forms_of_an_amazigh_word_have_one_stem(forms):
    assert len(set(terms(forms, "zgh"))) == 1
