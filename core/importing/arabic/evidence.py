"""Weighs whether a whole document went through an extraction that reversed its ligatures.

The defect belongs to the font, so a document shows it nearly everywhere or not at all. A document without a sign of
it is left alone, whatever its single words look like.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from core.importing.arabic.vocabulary import attested

WORD = re.compile("[ء-ي\u064b-\u0652\u0670]+")
_REVERSED = re.compile("ا[اأإآ]ل|(?<![ء-ي])[وف]?ل[أإآ]ل[ء-ي]{3}|(?<![ء-ي])ال(?![ء-ي])")
_INTACT = re.compile("ال[أإآ]|لل[أإآ]|(?<![ء-ي])[وف]?لا(?![ء-ي])")
_OTHER = re.compile("(?<![ء-ي])[وفبك]?ا(?:[مخجح]ل|[مجحخ]مل|م[جحخ]ل)[ء-ي]+")
_SPACE_BEFORE = re.compile(r"[ء-ي] [،؛:.)][ء-ي(\d]|[ء-ي] [،؛.:)]+\d|[ء-ي] \d+(?:[.,]\d+)*[ء-ي]")
_SPACE_AFTER = re.compile(r"[ء-ي][،؛:] [ء-ي]|[ء-ي] \d+(?:[.,]\d+)*[،.)]* [ء-ي]")
_NEARLY_ALL = 0.9
_HARDLY_ANY = 0.05
_OTHER_SHARE = 0.002
_FEW = 3
_KNOWN = 25


class LamAlef(Enum):
    """How a document's lam-alef ligatures came through."""

    INTACT = "intact"
    MIXED = "mixed"
    REVERSED = "reversed"


@dataclass(frozen=True)
class Evidence:
    """What a document shows: its lam-alef, its other ligatures, the order of numbers and punctuation."""

    lam_alef: LamAlef
    other_ligatures: bool
    visual_order: bool


def weigh(texts: Iterable[str]) -> Evidence:
    """Return the evidence found in all parts of one document together."""
    reversed_ = intact = words = before = after = 0
    others: list[str] = []
    for text in texts:
        reversed_ += len(_REVERSED.findall(text))
        intact += len(_INTACT.findall(text))
        words += text.count(" ") + text.count("\n")
        others += _OTHER.findall(text)
        before += len(_SPACE_BEFORE.findall(text))
        after += len(_SPACE_AFTER.findall(text))
    strange = sum(not attested(word) and attested(_first_ligature_back(word)) > _KNOWN for word in others)
    return Evidence(
        lam_alef=_lam_alef(reversed_, intact),
        other_ligatures=strange >= _FEW and strange > _OTHER_SHARE * words,
        visual_order=before > after,
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
