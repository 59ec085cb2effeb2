"""Did you mean: another spelling of the words that no object has."""

from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.analysis import analyse, stop_words
from search.query.rules import Rules
from search.spelling.vocabulary import SHORTEST, known_words

LONG_WORD = 6  # letters from which two slips are allowed
SHORTEST_WRONG = 4  # letters: a shorter word is too near to too many
CANDIDATES = 20


def corrected(text: str, language: str, rules: Rules) -> str:
    """The text with each unknown word replaced by the nearest known one; empty when nothing is to be replaced.

    Edit distance with swapped neighbours (Damerau 1964, optimal string alignment); of equally near words the one that
    more objects have. Protected words, and words of grammar, stay as they are.
    """
    known = known_words(language)
    kept = rules.protected.get(language, frozenset()) | stop_words(language)
    better: list[str] = []
    position = 0
    for token in analyse(text, language):
        replacement = _nearest(token.word, known) if token.word not in kept and token.word not in known else ""
        if replacement:
            better += [text[position : token.start], replacement]
            position = token.end
    return "".join([*better, text[position:]]) if better else ""


def _nearest(word: str, known: Mapping[str, tuple[int, str]]) -> str:
    if len(word) < max(SHORTEST, SHORTEST_WRONG) or not word.isalpha():
        return ""
    slips = 2 if len(word) >= LONG_WORD else 1
    rows = process.extract(
        word, known.keys(), scorer=OSA.distance, score_cutoff=slips, limit=CANDIDATES, processor=None
    )
    ranked = sorted(rows, key=lambda row: (row[1], row[0][0] != word[0], -known[row[0]][0], row[0]))
    return known[ranked[0][0]][1] if ranked else ""
