"""Joins words of Latin letters that were broken at the end of a line, where that is safe."""

import re
from collections.abc import Sequence

_BROKEN = re.compile(r"([^\W\d_]{2,})(?:[-\u00ad\u2010][ \t]*\n[ \t]*|\ufffe\s*)([^\W\d_]{2,})")
_LINE_END = "\ufffe"  # PDFium's for a hyphen with the end of its line
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
#: What French sets after a verb or pronoun with a hyphen that is part of the word.
_SET_BEHIND = frozenset(
    {
        "je",
        "tu",
        "il",
        "elle",
        "on",
        "nous",
        "vous",
        "ils",
        "elles",
        "ce",
        "ci",
        "là",
        "le",
        "la",
        "les",
        "lui",
        "leur",
        "moi",
        "toi",
        "en",
        "même",
        "mêmes",
        "dire",
        "delà",
        "dessus",
        "dessous",
    }
)
_SET_BEFORE = frozenset(
    {
        "non",
        "sous",
        "demi",
        "semi",
        "mi",
        "ex",
        "vice",
        "anti",
        "auto",
        "contre",
        "peut",
        "au",
        "par",
        "avant",
        "après",
        "self",
        "co",
        "inter",
    }
)


def joined(texts: Sequence[str]) -> list[str]:
    """The texts with broken words whole: as the document writes them elsewhere, else without the hyphen unless a rule
    of French or English speaks for it.
    """
    known = {word.casefold() for text in texts for word in _WORD.findall(text)}

    def whole(match: re.Match[str]) -> str:
        first, second = match.groups()
        if not (first.isascii() or first.islower() or first.istitle()) or not second.islower():
            return f"{first}-{second}"
        with_hyphen, without = f"{first}-{second}", f"{first}{second}"
        if without.casefold() in known:
            return without
        belongs = second in _SET_BEHIND or first.casefold() in _SET_BEFORE
        return with_hyphen if belongs or with_hyphen.casefold() in known else without

    return [_BROKEN.sub(whole, text).replace(_LINE_END, "-\n") for text in texts]
