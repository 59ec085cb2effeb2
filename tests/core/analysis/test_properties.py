"""What holds for any text: places, the fast paths, and no term an engine would cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis import analyse, terms, words
from core.analysis import analyser as analyser_module
from core.analysis.folding import fold_word

LANGUAGES = st.sampled_from(["ar", "fr", "en", "zgh", "es"])
#: Letters, marks, joiners and digits that the rules treat apart, beside any other character.
PECULIAR = st.sampled_from(
    [
        *"abcléÉœßİıﬁǅ'’ʼ-./,_ °nº№²½①0129٣۳",
        *"اأإآىةؤئلالوفبكيهـًّٰﷺﹰﻻﭖکی",
        *"ⵜⴰⵎⵖⴻⵯɣɛγḍč",
        *"\u200b\u200d\u00ad\u0301\u00a0\u202f\ufe0f",
    ]
)
TEXTS = st.lists(st.one_of(PECULIAR, st.characters()), max_size=60).map("".join)


@given(TEXTS, LANGUAGES)
def test_the_place_of_a_token_holds_what_its_word_was_folded_from(text, language):
    for token in analyse(text, language):
        assert 0 <= token.start < token.end <= len(text)
        assert token.word in words(text[token.start : token.end], language)


@given(TEXTS, LANGUAGES)
def test_tokens_come_in_the_order_of_the_text(text, language):
    starts = [token.start for token in analyse(text, language)]
    assert starts == sorted(starts)


@given(TEXTS, LANGUAGES)
def test_fast_paths_give_what_the_tokens_have(text, language):
    tokens = analyse(text, language)
    assert terms(text, language) == [token.term for token in tokens]
    assert words(text, language) == [token.word for token in tokens]


@given(TEXTS, LANGUAGES)
def test_terms_and_words_are_not_empty_and_have_no_whitespace(text, language):
    for term in terms(text, language) + words(text, language):
        assert term.split() == [term]


@given(TEXTS, LANGUAGES)
def test_a_folded_word_is_folded_to_itself(text, language):
    for word in words(text, language):
        assert word in words(word, language)
        assert fold_word(word) == word


@given(TEXTS, LANGUAGES)
def test_capitals_and_compatible_forms_change_nothing(text, language):
    for word in words(text, language):
        assert fold_word(word.upper()) == fold_word(fold_word(word.upper()).upper())


def test_remembering_less_changes_nothing(monkeypatch):
    monkeypatch.setattr(analyser_module, "_REMEMBERED", 2)
    text = "un deux trois un deux trois quatre"
    assert terms(text, "pt") == text.split()
    assert len(analyser_module._terms("pt")) <= 2


@pytest.mark.parametrize("language", ["ar", "fr", "en", "zgh", "es", ""])
def test_nothing_comes_of_nothing(language):
    assert analyse("", language) == []
    assert terms(" ؟ … \u200b ـ", language) == []


@pytest.mark.parametrize(
    "repeated", ["1-", "1.", "a.", "a'", "e\u0301", "100 ", "100,", "ـ", "لا", "²", "\u0301", "x°", "ŀ’"]
)
def test_time_is_linear_in_the_length_of_hostile_texts(repeated):
    text = repeated * 20_000 + "1x"
    for language in ("ar", "en"):
        assert len(terms(text, language)) == len(analyse(text, language))
