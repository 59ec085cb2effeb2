"""Puts the glyphs of one line into the order in which they are read: the Unicode Bidirectional Algorithm backwards."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from knowledge.extraction.glyphs import Glyph

SPACE_FROM = 0.16  # of the size of the font: a wider gap between two glyphs parts two words
#: Classes of UAX 9 as one letter: L and R for letters, D digits, S and E separators in numbers, P signs beside numbers.
_KINDS = {"L": "L", "R": "R", "AL": "R", "NSM": "R", "EN": "D", "AN": "D", "CS": "S", "ES": "E", "ET": "P"}
# After Arabic letters a hyphen parts two numbers and a sign stands apart (rules W2, W4 and W5); without, they belong.
_LEFT_TO_RIGHT = re.compile("L(?:[^R]*[LD])?|D(?:S?D)*")
_NUMBERS_ALONE = re.compile("L(?:[^R]*[LD])?|P?D(?:[SE]?D)*P?")
_RIGHT_TO_LEFT = re.compile("R(?:[^L]*R)?")
_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_BRACKETS = re.compile(r"[()\[\]{}«»‹›]")
_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«", "›": "‹"}
_SPACES = re.compile("[ \u00a0\t]+")

Run = tuple[list[Glyph], bool]


@dataclass(frozen=True)
class Line:
    """A line in reading order, and the same with the brackets of its right-to-left parts turned.

    Some programs write a bracket as it is drawn, others as it is read; whole lines and pages show which.
    """

    text: str
    turned: str

    @property
    def pairs(self) -> tuple[int, int]:
        """How many brackets close one that is open, in the text and in the turned text."""
        return _pairs(self.text), _pairs(self.turned)


def in_reading_order(glyphs: Sequence[Glyph], *, from_the_right: bool) -> Line:
    """The line that these glyphs draw; on a page `from_the_right` so goes every line with a letter of that direction."""
    kinds = "".join(map(_kind, glyphs))
    right, left = kinds.count("R"), kinds.count("L")
    read = _from_the_right if right and (from_the_right or right > left) else _from_the_left
    text, turned = ("".join(read(glyphs, turned)) for turned in (False, True))
    return Line(_SPACES.sub(" ", text).strip(), _SPACES.sub(" ", turned).strip())


def _from_the_right(glyphs: Iterable[Glyph], turned: bool) -> Iterator[str]:
    cells = _from_left_to_right(glyphs)
    other = _LEFT_TO_RIGHT if any(_kind(cell) == "R" for cell in cells) else _NUMBERS_ALONE
    for run, is_other in reversed(_runs(cells, other)):
        if is_other:
            yield from (cell.text for cell in run)
        else:
            yield from (cell.text.translate(_MIRROR) if turned else cell.text for cell in reversed(run))


def _from_the_left(glyphs: Iterable[Glyph], turned: bool) -> Iterator[str]:
    for run, is_other in _runs(_from_left_to_right(glyphs), _RIGHT_TO_LEFT):
        yield from _from_the_right(run, turned) if is_other else (cell.text for cell in run)


def _from_left_to_right(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs as they are drawn, each mark with the letter that it is set on, and a space in every wide gap."""
    found: list[Glyph] = []
    marks: list[Glyph] = []
    for glyph in sorted(glyphs, key=_pen):
        (marks if unicodedata.combining(glyph.text[0]) else found).append(glyph)
    for mark in marks:
        _set_on(found, mark)
    return _with_spaces(found)


def _set_on(glyphs: list[Glyph], mark: Glyph) -> None:
    middle = (mark.left + mark.right) / 2
    under = min(glyphs, key=lambda glyph: max(glyph.left - middle, middle - glyph.right), default=None)
    if under is None or under.text.isspace():
        glyphs.append(mark)
        return
    place = glyphs.index(under)
    glyphs[place] = replace(under, text=under.text + mark.text)


def _runs(cells: list[Glyph], other: re.Pattern[str]) -> list[Run]:
    """The cells from left to right, parted into those of the line's direction and those of the other."""
    kinds = "".join(map(_kind, cells))
    is_other = [False] * len(cells)
    bounds = set()
    for match in other.finditer(kinds):
        is_other[match.start() : match.end()] = [True] * (match.end() - match.start())
        bounds.add(match.start())
    parts, number = [], 0
    for index, cell in enumerate(cells):
        number += index in bounds or (index > 0 and is_other[index] != is_other[index - 1])
        parts.append((number, is_other[index], cell))
    return [([cell for _n, _o, cell in group], key[1]) for key, group in groupby(parts, lambda part: part[:2])]


def _with_spaces(cells: list[Glyph]) -> list[Glyph]:
    """The cells from left to right, with a space in every gap that is wide enough for one."""
    found: list[Glyph] = []
    end = cells[0].left if cells else 0.0
    for cell in cells:
        if cell.left - end > SPACE_FROM * cell.size:
            found.append(Glyph(" ", end, end, cell.left, cell.baseline, cell.size))
        found.append(cell)
        end = max(end, cell.right)
    return found


def _pen(glyph: Glyph) -> tuple[float, float]:
    return glyph.pen, glyph.right


def _kind(cell: Glyph) -> str:
    return _KINDS.get(unicodedata.bidirectional(cell.text[0]), "N")


def _pairs(text: str) -> int:
    found, open_ones = 0, []
    for bracket in _BRACKETS.findall(text):
        if bracket not in _PAIRS:
            open_ones.append(bracket)
        elif open_ones and open_ones[-1] == _PAIRS[bracket]:
            open_ones.pop()
            found += 1
    return found


def in_pairs(text: str) -> str:
    """The text with its brackets opening and closing in turn, if there is an even number of each kind and that is all
    that is wrong with them: PDFium turns some brackets of a line and others not.
    """
    brackets = _BRACKETS.findall(text)
    kinds = Counter(_PAIRS.get(bracket, bracket) for bracket in brackets)
    if 2 * _pairs(text) == len(brackets) or any(count % 2 for count in kinds.values()):
        return text
    seen: Counter[str] = Counter()

    def turn(match: re.Match[str]) -> str:
        kind = _PAIRS.get(match.group(), match.group())
        seen[kind] += 1
        return kind if seen[kind] % 2 else kind.translate(_MIRROR)

    return _BRACKETS.sub(turn, text)
