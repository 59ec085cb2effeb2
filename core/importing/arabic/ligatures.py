"""Puts right the two- and three-letter ligatures other than lam-alef that some fonts give back reversed.

Traditional faces join "لم", "لج", "تم", "ين", "في" and others into one glyph; a few documents carry all of them reversed
("املالية" for "المالية"). Only a word that is no word as it stands, and becomes a common one, is changed.
"""

import re
from functools import lru_cache
from itertools import combinations

from core.importing.arabic import lamalef
from core.importing.arabic.vocabulary import attested

_SECOND = "مجحخيىرنز"
_FIRST = "لبتثنيئفمسشصضكعغه"
_SPOT = re.compile(f"(?=[{_SECOND}][{_FIRST}])")
_TRIPLE = re.compile("(?=[مجحخ]مل)")
_MOST_SPOTS = 6
_COMMON = 30
_FAR_LIKELIER = 15
# Whole words that exist both ways, where the document leaves no doubt: "في", "تم", "غير", "نمو", "بين".
_ALWAYS = {"يف": "في", "مت": "تم", "غري": "غير", "منو": "نمو", "بني": "بين", "ومت": "وتم", "ويف": "وفي"}


@lru_cache(maxsize=100_000)
def restore(word: str) -> str:
    """Return the word with its ligatures in order, or as it was when that is in doubt."""
    if word in _ALWAYS:
        return _ALWAYS[word]
    own = attested(word)
    best = max(_spellings(word), key=attested, default=word)
    return best if attested(best) > max(_COMMON - 1, own + _FAR_LIKELIER) else word


def _spellings(word: str) -> list[str]:
    triple = [m.start() for m in _TRIPLE.finditer(word)]
    bases = [word] + [word[:i] + word[i : i + 3][::-1] + word[i + 3 :] for i in triple]
    found = []
    for base in bases:
        spots = [m.start() for m in _SPOT.finditer(base)][:_MOST_SPOTS]
        for count in (0, 1, 2):
            for chosen in combinations(spots, count):
                spelling = _swap(base, chosen)
                found += [spelling, *lamalef.candidates(spelling)]
    return found


def _swap(word: str, spots: tuple[int, ...]) -> str:
    letters = list(word)
    for spot in spots:
        letters[spot], letters[spot + 1] = letters[spot + 1], letters[spot]
    return "".join(letters)
