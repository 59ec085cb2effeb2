"""Repairs the words of a document, each with its neighbours and with what the whole document shows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.importing.arabic import glued, lamalef, ligatures, lostalef
from core.importing.arabic.context import RULES, by_neighbours
from core.importing.arabic.evidence import WORD, Evidence, LamAlef
from core.importing.arabic.vocabulary import attested, listed

_MARKS = re.compile("[\u064b-\u0652\u0670]")
# The name of God is one glyph in most fonts and comes out backwards as a whole.
_GOD = re.compile("(?:[وفبتك]|عبد)?(?:هللا|اهلل)")
_TO_GOD = re.compile("[وف]?هلل")
_PRAISE = frozenset(listed("الحمد والحمد الشكر حمدا وحمدا"))
_MOST_REMEMBERED = 300_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a word: the kind of change, and its letters after it."""

    kind: str
    letters: str


@dataclass(frozen=True, slots=True)
class WordChange:
    """A word whose spelling changes: its line counted from 0, where it starts there, before and after."""

    line: int
    start: int
    kind: str
    before: str
    after: str


class Decider:
    """Decides words for all documents that show the same evidence, remembering what needs no neighbours."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.in_reverse = evidence.lam_alef is LamAlef.REVERSED
        self.remembered: dict[str, Outcome | None] = {}

    @property
    def has_work(self) -> bool:
        """Say whether any word of such a document may change."""
        evidence = self.evidence
        return evidence.lam_alef is not LamAlef.INTACT or evidence.other_ligatures or evidence.lost_alef

    def alone(self, text: str) -> Outcome | None:
        """Return what becomes of a word whatever stands beside it, None when its neighbours decide; remember it."""
        if len(self.remembered) > _MOST_REMEMBERED:
            self.remembered.clear()
        outcome = self.remembered[text] = self._alone(_MARKS.sub("", text))
        return outcome

    def between(self, text: str, previous: str, following: str) -> Outcome:
        """Return what becomes of a word that means different things after one word and another."""
        word = _MARKS.sub("", text)
        if _TO_GOD.fullmatch(word):
            return Outcome("name_of_god", word.replace("هلل", "لله") if previous in _PRAISE else word)
        meant = by_neighbours(word, previous, lamalef.choose(_MARKS.sub("", following)))
        return Outcome("lam_alef_order", meant or word)

    def _alone(self, word: str) -> Outcome | None:
        evidence = self.evidence
        if _TO_GOD.fullmatch(word) or (self.in_reverse and word in RULES):
            return None
        if _GOD.fullmatch(word):
            return Outcome("name_of_god", word.replace("هللا", "الله").replace("اهلل", "الله"))
        if self.in_reverse and (parted := glued.part(word, evidence.letter_for_space)) != word:
            return Outcome("glued_words", parted)
        if evidence.lost_alef and (whole := lostalef.restore(word)) != word and not _swapped_is_likelier(word, whole):
            return Outcome("lost_alef", whole)
        if evidence.lam_alef is not LamAlef.INTACT:
            repaired = lamalef.choose(word) if self.in_reverse else lamalef.choose_if_certain(word)
            if repaired != word:
                return Outcome("lam_alef_order", repaired)
        return Outcome("ligature_order", ligatures.restore(word) if evidence.other_ligatures else word)


@lru_cache(maxsize=64)
def decider(evidence: Evidence) -> Decider:
    """Return the decider for documents showing this evidence."""
    return Decider(evidence)


def repair_words(lines: list[str], evidence: Evidence, protected: set[int]) -> Iterator[WordChange]:
    """Yield the words whose spelling changes; lines in `protected` hold letters known to be in order."""
    decide = decider(evidence)
    if not decide.has_work:
        return
    previous = ""
    remembered = decide.remembered
    for number, line in enumerate(lines):
        if number in protected:
            continue
        for match in WORD.finditer(line):
            text = match.group()
            outcome = remembered[text] if text in remembered else decide.alone(text)
            if outcome is None:
                outcome = decide.between(text, previous, _following(lines, number, match.end()))
            previous = outcome.letters
            if previous != text and (after := _with_marks(text, previous)) != text:
                yield WordChange(number, match.start(), outcome.kind, text, after)


def _following(lines: list[str], number: int, position: int) -> str:
    """Return the next word on the line or the one below, empty when there is none."""
    below = lines[number + 1] if number + 1 < len(lines) else ""
    match = WORD.search(lines[number], position) or WORD.search(below)
    return match.group() if match else ""


def _swapped_is_likelier(word: str, whole: str) -> bool:
    return any(attested(option) > attested(whole) for option in lamalef.candidates(word))


def _with_marks(text: str, letters: str) -> str:
    """Return the letters carrying the vowel marks of the text, or bare when their number differs."""
    if len(text) == len(letters) or len(_MARKS.sub("", text)) != len(letters):
        return letters
    remaining = iter(letters)
    return "".join(sign if _MARKS.match(sign) else next(remaining) for sign in text)
