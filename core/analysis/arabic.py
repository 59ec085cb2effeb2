"""Stems Arabic words lightly: without conjunction, preposition, article and endings; broken plurals as their singular.

Follows the light stemmers of Larkey, Ballesteros and Connell (2002) and differs in two things. A letter that may be a
preposition or a part of the word is only taken off when what remains is the more common word. Endings are taken off until
none is left, so that a word and the words derived from it end alike.
"""

from core.analysis.arabic_endings import SHORTEST, without_ending, without_endings
from core.analysis.arabic_lexicon import Lexicon, lexicon

#: Prefixes that end with an article, by their length, and how many letters a word behind them has at least.
_BEFORE_ARTICLE = ((("وبال", "فبال"), 4, 3), (("وال", "بال"), 3, 2), (("فال", "كال"), 3, 3), (("ال",), 2, 2))
#: For an article behind ل, whose alef is not written: `للجنة` is ل and اللجنة.
_BEFORE_SHORT_ARTICLE = ((("ولل", "فلل"), 3, 3), (("لل",), 2, 2))
_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
_FUTURE = ("سي", "ست")
#: How much more common than the whole word the word without its first letter has to be, in tenths of a power of ten.
_MORE = 3
_MUCH_MORE = {"ف": 10, "ك": 10}
#: Shorter words are only whole as they are listed: `ألم` is not what `المياه` is made of.
_SHORTEST_WHOLE = 5


def stem_arabic(word: str) -> str:
    """The stem of a folded word: three letters or more, or two after an article."""
    known = lexicon()
    first, rest = word[0], word[1:]
    if first in _CONJUNCTIONS and rest in known.grammar:
        return rest
    if word in known.grammar:
        return word
    after_article = _after_article(word, known)
    stem = (
        _whole_stem(word, known)
        or (first in "وفبلك" and _whole_stem(rest, known))
        or (after_article and _whole_stem(after_article, known))
        or without_endings(after_article or _without_prefixes(word, known))
    )
    return known.singulars.get(stem, stem)


def _after_article(word: str, known: Lexicon) -> str:
    """What follows an article, alone or behind other prefixes; empty for a word without one."""
    for prefixes, length, least in _BEFORE_ARTICLE:
        if word.startswith(prefixes) and len(word) - length >= least:
            return word[length:]
    for prefixes, length, least in _BEFORE_SHORT_ARTICLE:
        if word.startswith(prefixes) and len(word) - length >= least:
            return word[length:] if _gain(word[length - 1 :], known) > -_MORE else word[length - 1 :]
    return ""


def _without_prefixes(word: str, known: Lexicon) -> str:
    if word[0] in _CONJUNCTIONS and _is_prefix(word, known):
        word = word[1:]
    if (word[0] in _PREPOSITIONS or word.startswith(_FUTURE)) and _is_prefix(word, known):
        word = word[1:]
    return word


def _is_prefix(word: str, known: Lexicon) -> bool:
    """Whether the first letter is no part of the word: without it, the word is a more common one."""
    if len(word) <= SHORTEST or without_endings(word) in known.nouns:
        return False
    return _gain(word, known) > _MUCH_MORE.get(word[0], _MORE)


def _gain(word: str, known: Lexicon) -> int:
    """How much more common a word is without its first letter, in tenths of a power of ten."""
    shorter, longer = without_endings(word[1:]), without_endings(word, SHORTEST + 1)
    return known.frequencies.get(shorter, 0) - known.frequencies.get(longer, 0)


def _whole_stem(word: str, known: Lexicon) -> str:
    """The stem of a word whose first letters only look like prefixes; empty for all others."""
    if word[:3] not in known.beginnings:
        return ""
    while word not in known.whole:
        shorter = without_ending(word, _SHORTEST_WHOLE)
        if shorter == word:
            return ""
        word = shorter
    return known.whole[word]
