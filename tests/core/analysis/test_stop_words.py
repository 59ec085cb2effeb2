"""Stop words are short lists of folded words, compared with the words of a query."""

import pytest

from core.analysis import ANALYSIS_VERSION, analyse, stop_words, words


@pytest.mark.parametrize("language", ["ar", "fr", "en", "zgh"])
def test_stop_words_are_words_as_the_analysis_writes_them(language):
    for word in stop_words(language):
        assert words(word, language) == [word]


@pytest.mark.parametrize(("language", "most"), [("ar", 600), ("fr", 170), ("en", 150), ("zgh", 50)])
def test_stop_words_are_few(language, most):
    assert 20 < len(stop_words(language)) <= most


def test_other_languages_have_none():
    assert stop_words("es") == frozenset()


@pytest.mark.parametrize(
    ("language", "question", "left"),
    [
        ("fr", "Qu’est-ce que la déclaration de patrimoine ?", ["declaration", "patrimoine"]),
        ("ar", "ما هو القانون وفي أي سنة؟", ["القانون", "سنه"]),
        ("en", "What does the law say about gifts?", ["law", "say", "gifts"]),
        ("zgh", "ⵎⴰⵏⵉ ⵜⵍⵍⴰ ⵜⵎⵔⵙⵍⵜ ⵏ ⵓⵙⵉⴷⴷ", ["tlla", "tmrslt", "usidd"]),
    ],
)
def test_what_a_question_is_about_is_left(language, question, left):
    stopped = stop_words(language)
    assert [token.word for token in analyse(question, language) if token.word not in stopped] == left


@pytest.mark.parametrize(
    ("language", "names"),
    [("fr", "loi article droit état plainte"), ("ar", "قانون مادة حق شكاية"), ("en", "law us state right")],
)
def test_words_that_texts_are_about_are_no_stop_words(language, names):
    assert not stop_words(language).intersection(words(names, language))


def test_the_version_is_a_short_fingerprint():
    assert len(ANALYSIS_VERSION) == 12
    assert int(ANALYSIS_VERSION, 16)
