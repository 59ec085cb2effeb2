"""Chooses the stemmer of a word: its language's, or that of its script in a text of another language."""

import Stemmer

from .arabic import stem_arabic
from .tamazight import stem_amazigh

_FRENCH = Stemmer.Stemmer("french", 0)
_ENGLISH = Stemmer.Stemmer("english", 0)
LANGUAGES = frozenset({"ar", "fr", "en", "zgh"})


def stem(word: str, language: str) -> str:
    """What a folded word is indexed as; the word itself in a language without rules."""
    first = word[0]
    if first.isdigit():
        return "-".join(number.lstrip("0") or "0" for number in word.split("-"))
    if language not in LANGUAGES:
        return word
    if "\u0600" <= first <= "\u08ff":
        return stem_arabic(word)
    if "\u2d30" <= first <= "\u2d7f" or language == "zgh":
        return stem_amazigh(word)
    if language == "en":
        return _ENGLISH.stemWord(word)
    return _FRENCH.stemWord(word)
