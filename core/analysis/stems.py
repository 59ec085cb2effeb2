"""Chooses the stemmer of a word: its language's, or that of its script in a text of another language."""

from core.analysis.arabic import stem_arabic
from core.analysis.english import stem_english
from core.analysis.french import stem_french
from core.analysis.tamazight import latin_amazigh, stem_amazigh

#: Latin words in Arabic texts are French, as far as they are not names.
_LATIN = {"ar": stem_french, "fr": stem_french, "en": stem_english, "zgh": stem_amazigh}
LANGUAGES = frozenset(_LATIN)


def stem(word: str, language: str) -> str:
    """What a folded word is indexed as; the word itself in a language without rules. Numbers lose leading zeros."""
    first = word[0]
    if first.isdecimal():
        return "-".join(number.lstrip("0") or "0" for number in word.split("-"))
    if language not in LANGUAGES:
        return word
    if "\u0620" <= first <= "\u08ff":
        return stem_arabic(word)
    return stem_amazigh(word) if _is_tifinagh(word) else _LATIN[language](word)


def written(word: str, language: str) -> str:
    """The folded word as it is compared without stemming: Amazigh words in one script."""
    return latin_amazigh(word) if _is_tifinagh(word) or (language == "zgh" and word[0].isalpha()) else word


def _is_tifinagh(word: str) -> bool:
    return "\u2d30" <= word[0] <= "\u2d7f"
