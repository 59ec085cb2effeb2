"""Weighs whether a whole document went through an extraction that reversed its ligatures.

The defect belongs to the font, so a document shows it nearly everywhere or not at all. A document without a sign of
it is left alone, whatever its single words look like.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from core.importing.arabic import lostalef
from core.importing.arabic.lamalef import candidates, is_impossible
from core.importing.arabic.vocabulary import attested

WORD = re.compile("[ء-ي\u064b-\u0652\u0670]+")
_ARTICLE_AFTER_LAM = re.compile("[وف]?ل[أإآ]ل[ء-ي]{3}")
_INTACT = re.compile("ل[اأإآ]")
_OTHER = re.compile("(?<![ء-ي])[وفبك]?ا(?:[مخجح]ل|[مجحخ]مل|م[جحخ]ل)[ء-ي]+")
_SPACE_BEFORE = re.compile(r"[ء-ي] [،؛:.)][ء-ي(\d]|[ء-ي] [،؛.:)]+\d|[ء-ي] \d+(?:[.,]\d+)*[ء-ي]")
_SPACE_AFTER = re.compile(r"[ء-ي][،؛:] [ء-ي]|[ء-ي] \d+(?:[.,]\d+)*[،.)]* [ء-ي]")
_NEARLY_ALL = 0.9
_HARDLY_ANY = 0.05
_OTHER_SHARE = 0.002
# Teh marbuta ends a word: a "ه" written on to it is the letter one font has in the place of the space.
_LETTER_FOR_SPACE = re.compile("ةه[ا-ي]")
_PLAIN_WORD = re.compile("[ء-ي]{2,}")
_LOST_SHARE = 0.0015
_FEW = 3
_SOME = 5
_MANY = 10
_KNOWN = 25


class LamAlef(Enum):
    """How a document's lam-alef ligatures came through."""

    INTACT = "intact"
    MIXED = "mixed"
    REVERSED = "reversed"


class _Sign(Enum):
    REVERSED = "reversed"
    INTACT = "intact"
    NONE = "none"


@dataclass(frozen=True)
class Evidence:
    """What a document shows: its lam-alef, its other ligatures, the order of numbers and punctuation, lost letters."""

    lam_alef: LamAlef
    other_ligatures: bool = False
    visual_order: bool = False
    lost_alef: bool = False
    letter_for_space: bool = False


def weigh(texts: Iterable[str]) -> Evidence:
    """Return the evidence found in all parts of one document together."""
    text = "\n".join(texts)
    counted = Counter(_PLAIN_WORD.findall(text))
    number = counted.total()
    signs: Counter[_Sign] = Counter()
    for word, times in counted.items():
        signs[_sign(word)] += times
    lost = sum(times for word, times in counted.items() if _has_lost_alef(word))
    strange = sum(map(_is_other_ligature, _OTHER.findall(text)))
    return Evidence(
        lam_alef=_lam_alef(signs[_Sign.REVERSED], signs[_Sign.INTACT]),
        other_ligatures=strange >= _FEW and strange > _OTHER_SHARE * number,
        visual_order=len(_SPACE_BEFORE.findall(text)) > len(_SPACE_AFTER.findall(text)),
        lost_alef=lost >= _SOME and lost > _LOST_SHARE * number,
        letter_for_space=len(_LETTER_FOR_SPACE.findall(text)) >= _MANY,
    )


@lru_cache(maxsize=200_000)
def _sign(word: str) -> _Sign:
    """Return what one word says about the lam-alef of its document."""
    if word == "ال":
        return _Sign.REVERSED
    if attested(word):
        return _Sign.INTACT if _INTACT.search(word) and attested(word) > _KNOWN else _Sign.NONE
    if _ARTICLE_AFTER_LAM.match(word):
        return _Sign.REVERSED
    options = candidates(word)
    if options and (is_impossible(word) or any(attested(option) > _KNOWN for option in options)):
        return _Sign.REVERSED
    return _Sign.NONE


def _is_other_ligature(word: str) -> bool:
    return not attested(word) and attested(_first_ligature_back(word)) > _KNOWN


@lru_cache(maxsize=200_000)
def _has_lost_alef(word: str) -> bool:
    """Say whether a lost alef alone explains the word: no reversed ligature does."""
    return (
        len(word) > _FEW
        and lostalef.restore(word) != word
        and not any(attested(option) > _KNOWN for option in candidates(word))
    )


def _lam_alef(reversed_: int, intact: int) -> LamAlef:
    if not reversed_ or reversed_ < _HARDLY_ANY * (reversed_ + intact):
        return LamAlef.INTACT
    return LamAlef.REVERSED if reversed_ >= _NEARLY_ALL * (reversed_ + intact) else LamAlef.MIXED


def _first_ligature_back(word: str) -> str:
    """Return "المادة" for "املادة", "المخاطر" for "اخملاطر"."""
    start = word.index("ا") + 1
    end = start + (3 if word[start + 2 : start + 3] == "ل" and word[start + 1] != "ل" else 2)
    return word[:start] + word[start:end][::-1] + word[end:]
