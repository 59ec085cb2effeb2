"""In which language a query is written: decided from its letters and words, so that nobody has to choose."""

import re
from collections.abc import Sequence

from django.conf import settings

from core.analysis import words
from search.spelling.vocabulary import known_words

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_TIFINAGH = re.compile(r"[\u2d30-\u2d7f]")
_SCRIPTS = {"ar": _ARABIC, "zgh": _TIFINAGH}


def portal_languages() -> list[str]:
    """Codes of the portal's languages."""
    return [code for code, _name in settings.LANGUAGES]


def query_language(text: str, reader: str) -> str:
    """The language to search in: the reader's, unless the letters are of another, or more of the words are known there."""
    for code, letters in _SCRIPTS.items():
        if code in portal_languages() and letters.search(text):
            return code
    order = [reader, settings.LANGUAGE_CODE, *portal_languages()]
    latin = [code for code in dict.fromkeys(order) if code not in _SCRIPTS]
    return _best_known(text, latin) if latin else reader


def _best_known(text: str, candidates: Sequence[str]) -> str:
    def known(code: str) -> int:
        vocabulary = known_words(code)
        return sum(word in vocabulary for word in words(text, code))

    counts = [known(code) for code in candidates]
    return candidates[counts.index(max(counts))]
