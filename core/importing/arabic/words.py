"""Repairs the words of a document, each with its neighbours and with what the whole document shows."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.importing.arabic import lamalef, ligatures
from core.importing.arabic.context import by_neighbours
from core.importing.arabic.evidence import WORD, Evidence, LamAlef

_MARKS = re.compile("[\u064b-\u0652\u0670]")
# The name of God is one glyph in most fonts and comes out backwards as a whole.
_GOD = re.compile("(?:[وفبتك]|عبد)?(?:هللا|اهلل)")
_TO_GOD = re.compile("[وف]?هلل")
_PRAISE = frozenset("الحمد والحمد الشكر حمدا وحمدا".split())


@dataclass
class Word:
    """One word of one line, without its vowel marks, and its spelling after repair."""

    line: int
    start: int
    text: str
    letters: str
    kind: str = ""
    repaired: str = ""


def split(lines: list[str]) -> list[Word]:
    """Return the Arabic words of all lines in order."""
    return [
        Word(number, match.start(), match.group(), _MARKS.sub("", match.group()))
        for number, line in enumerate(lines)
        for match in WORD.finditer(line)
    ]


def repair_words(lines: list[str], evidence: Evidence, protected: set[int]) -> Iterator[Word]:
    """Yield the words whose spelling changes; lines in `protected` hold letters known to be in order.

    `Word.repaired` is the new spelling with the vowel marks of the old one.
    """
    words = split(lines)
    decide = _decision(evidence)
    if decide is None:
        return
    previous = ""
    for index, word in enumerate(words):
        following = words[index + 1].letters if index + 1 < len(words) else ""
        kind, letters = "", word.letters
        if word.line not in protected:
            kind, letters = decide(word.letters, previous, following)
        previous = letters
        if letters != word.letters:
            word.kind, word.repaired = kind, _with_marks(word.text, letters)
            yield word


def _decision(evidence: Evidence) -> Callable[[str, str, str], tuple[str, str]] | None:
    """Return how to decide on a word in such a document, None where all words stay."""
    if evidence.lam_alef is LamAlef.INTACT and not evidence.other_ligatures:
        return None
    reversed_ = evidence.lam_alef is LamAlef.REVERSED
    spelling = lamalef.choose if reversed_ else lamalef.choose_if_certain

    def decide(word: str, previous: str, following: str) -> tuple[str, str]:
        if _GOD.fullmatch(word) or (_TO_GOD.fullmatch(word) and previous in _PRAISE):
            return "name_of_god", word.replace("هللا", "الله").replace("اهلل", "الله").replace("هلل", "لله")
        if reversed_ and (meant := by_neighbours(word, previous, lamalef.choose(following))):
            return "lam_alef_order", meant
        if evidence.lam_alef is not LamAlef.INTACT and (repaired := spelling(word)) != word:
            return "lam_alef_order", repaired
        return ("ligature_order", ligatures.restore(word)) if evidence.other_ligatures else ("", word)

    return decide


def _with_marks(text: str, letters: str) -> str:
    """Return the letters carrying the vowel marks of a text with as many letters."""
    remaining = iter(letters)
    return "".join(sign if _MARKS.match(sign) else next(remaining) for sign in text)
