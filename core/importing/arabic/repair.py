"""Repairs Arabic texts extracted from PDF: what can be told for certain, with a list of all that was changed."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from core.importing.arabic import characters, marks, numbers
from core.importing.arabic.evidence import Evidence, LamAlef, weigh
from core.importing.arabic.lines import Line, continues, is_stray_letter, width, without_page_numbers
from core.importing.arabic.words import repair_words

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_UNREADABLE = "\ufffd"


@dataclass(frozen=True)
class LineRepair:
    """One repair of single lines, and a sign, quick to look for, without which a text does not need it."""

    kind: str
    sign: re.Pattern[str]
    apply: Callable[[str], str]


CHARACTER_REPAIRS = (
    LineRepair("control_characters", _CONTROLS, lambda line: _CONTROLS.sub("", line)),
    LineRepair("symbols", characters.SPECIAL, characters.symbols),
    LineRepair("presentation_forms", characters.PRESENTATION, characters.presentation_forms),
    LineRepair("foreign_letters", characters.FOREIGN, characters.foreign_letters),
    LineRepair("tatweel", characters.STRETCH, characters.tatweel),
    LineRepair("loose_marks", marks.LOOSE, marks.join_loose),
)
ORDER_REPAIRS = (
    LineRepair("number_order", numbers.DIGIT_OR_GUILLEMET, numbers.reading_order),
    LineRepair("punctuation_side", numbers.MISPLACED, numbers.punctuation),
)


@dataclass(frozen=True)
class Change:
    """One repair: its kind, the piece before and after, and the line of the original it is on, counted from 1."""

    kind: str
    before: str
    after: str
    line: int


@dataclass
class Repair:
    """A repaired text, all that was changed in it, and how many characters no repair can bring back."""

    text: str
    changes: list[Change] = field(default_factory=list)
    unreadable: int = 0

    def by_kind(self) -> Counter[str]:
        """Return the number of changes of each kind."""
        return Counter(change.kind for change in self.changes)


@dataclass(frozen=True)
class Document:
    """What all parts of one document show together: the evidence for each of them."""

    evidence: Evidence
    line_width: int


def examine(texts: Sequence[str]) -> Document:
    """Return what the parts of one document show; repair each part with it."""
    plain = [characters.presentation_forms(text) for text in texts]
    return Document(weigh(plain), width(plain))


def repair_document(texts: Sequence[str]) -> list[Repair]:
    """Return the repair of each part (article, section) of one document, decided on the evidence of all."""
    document = examine(texts)
    return [repair_text(text, document) for text in texts]


def repair_text(text: str, document: Document | None = None) -> Repair:
    """Return the text repaired; without `document` its own words are the only evidence. The input is never changed."""
    if not _ARABIC.search(text):
        return Repair(text, unreadable=text.count(_UNREADABLE))
    document = document or examine([text])
    lines = [Line(number, line) for number, line in enumerate(text.replace("\f", "\n").split("\n"), 1)]
    changes: list[Change] = []
    lines = _without_layout(lines, changes)
    in_order: set[int] = set()
    plain = text
    if characters.has_presentation_forms(text):
        in_order = {index for index, line in enumerate(lines) if characters.has_presentation_forms(line.text)}
        plain = characters.presentation_forms(text)
    _each_line(
        lines,
        [repair for repair in CHARACTER_REPAIRS if repair.sign.search(text) or repair.sign.search(plain)],
        changes,
    )
    _each_word(lines, document.evidence, in_order, changes)
    if document.evidence.visual_order:
        _each_line(lines, ORDER_REPAIRS, changes)
    repaired = _joined(lines, document.line_width, changes)
    return Repair(repaired, changes, text.count(_UNREADABLE))


def repair_title(title: str) -> Repair:
    """Return a title repaired on its own: only spellings that are no words, since titles are mostly typed, not extracted."""
    document = examine([title])
    evidence = document.evidence
    if evidence.lam_alef is LamAlef.REVERSED:
        evidence = replace(evidence, lam_alef=LamAlef.MIXED)
    return repair_text(title, Document(evidence, line_width=0))


def _without_layout(lines: list[Line], changes: list[Change]) -> list[Line]:
    kept, numbers_out = without_page_numbers(lines)
    changes += [Change("page_number", line.text, "", line.number) for line in numbers_out]
    first = next((line for line in kept if line.text.strip()), None)
    if first and is_stray_letter(first.text):
        changes.append(Change("stray_letter", first.text, "", first.number))
        kept.remove(first)
    return kept


def _each_line(lines: list[Line], repairs: Iterable[LineRepair], changes: list[Change]) -> None:
    for repair in repairs:
        for line in lines:
            if repair.sign.search(line.text) and (repaired := repair.apply(line.text)) != line.text:
                changes.append(Change(repair.kind, line.text, repaired, line.number))
                line.text = repaired


def _each_word(lines: list[Line], evidence: Evidence, in_order: set[int], changes: list[Change]) -> None:
    shifts = [0] * len(lines)
    for word in repair_words([line.text for line in lines], evidence, in_order):
        line, start = lines[word.line], word.start + shifts[word.line]
        line.text = line.text[:start] + word.after + line.text[start + len(word.before) :]
        shifts[word.line] += len(word.after) - len(word.before)
        changes.append(Change(word.kind, word.before, word.after, line.number))


def _joined(lines: list[Line], full: int, changes: list[Change]) -> str:
    """Return the text with broken lines joined, deciding on the lines as they were before joining."""
    pieces: list[str] = []
    for index, line in enumerate(lines):
        if index and continues(lines[index - 1], line, full):
            changes.append(Change("line_wrap", "\n", " ", lines[index - 1].number))
            pieces[-1] = f"{pieces[-1].rstrip()} {line.text.lstrip()}"
        else:
            pieces.append("\n" + line.text if line.after_page_break and index else line.text)
    return "\n".join(pieces).strip("\n")
