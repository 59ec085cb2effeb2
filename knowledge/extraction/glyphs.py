"""Reads the glyphs of a PDF page with their places, which tell the order of right-to-left text when the file does not."""

import ctypes
import math
import sys
import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

from knowledge.extraction.spans import Span, address, spans_of

LINE_ENDS = frozenset({0x0A, 0x0D})
HYPHENS = frozenset({0x02, 0xFFFE})  # PDFium's for a hyphen at the end of a line
SPACE = 0x20
LAM, ALEFS = "ل", frozenset("اأإآٱ")
SIDE = 0.1  # of the size of the font: about what a letter keeps free at each side, where only its drawing is known

Box = tuple[float, float]


@dataclass(slots=True)
class Glyph:
    """One drawn sign: its characters in reading order, where on its line it begins and how far it goes.

    `pen` is where drawing it began, at its left end in every script; `turn` counts the quarters by which its line is
    turned on the page.
    """

    text: str
    pen: float
    left: float
    right: float
    baseline: float
    size: float
    turn: int = 0


@dataclass(slots=True)
class _Character:
    """One character as PDFium lists it, the glyph or replaced span it is of, and where its own share of that lies."""

    text: str
    glyph: Glyph
    place: tuple[object, ...]
    item: int
    left: float
    right: float


def glyphs_of(page: Any, textpage: Any) -> list[Glyph]:
    """The glyphs of a page in the order of the file, turned upright; distances that PDFium takes for spaces are left out."""
    spans, spaces = spans_of(page)
    groups: dict[tuple[object, ...], list[_Character]] = {}
    for character in _characters(textpage, spans):
        group = groups.setdefault(character.place, [])
        if not group or character.item == group[0].item:  # PDFium tells some spans again for each of their objects
            group.append(character)
    turned = _order_is_turned(groups.values())
    found = [_in_order(group, turned) for group in groups.values()]
    return _beside(found, spaces) if spaces else found


def _beside(glyphs: list[Glyph], spaces: Iterable[tuple[float, float]]) -> list[Glyph]:
    """The glyphs with each space after the one that it is drawn beside."""
    lines: dict[int, list[tuple[float, int]]] = {}
    for index, glyph in enumerate(glyphs):
        lines.setdefault(round(glyph.baseline), []).append((glyph.pen, index))
    for line in lines.values():
        line.sort()
    after: dict[int, list[Glyph]] = {}
    for pen, baseline in spaces:
        near = round(baseline)
        line = next((lines[place] for place in (near, near - 1, near + 1) if place in lines), [])
        if line:
            index = line[min(bisect(line, (pen, 0)), len(line) - 1)][1]
            after.setdefault(index, []).append(Glyph(" ", pen, pen, pen, baseline, glyphs[index].size))
    return [one for index, glyph in enumerate(glyphs) for one in (glyph, *after.get(index, ()))]


def _characters(textpage: Any, spans: dict[int, Span]) -> Iterator[_Character]:
    handle, matrix, loose = textpage.raw, raw.FS_MATRIX(), raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    edges = [ctypes.c_double() for _edge in range(4)]
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        raw.FPDFText_GetCharBox(handle, index, *edges)
        left, right, bottom, top = (edge.value for edge in edges)
        if code in LINE_ENDS or (code == SPACE and left == right and bottom == top):
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        raw.FPDFText_GetMatrix(handle, index, matrix)
        raw.FPDFText_GetLooseCharBox(handle, index, loose)
        size = raw.FPDFText_GetFontSize(handle, index) * (math.hypot(matrix.c, matrix.d) or 1) or 1
        # A turned line is read along its own direction: the page is turned back under it.
        turn = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
        left, right = _along(turn, left, bottom, right, top)
        item = address(raw.FPDFText_GetTextObject(handle, index)) if spans else 0
        span = spans.get(item) if not turn else None
        if span:
            glyph = Glyph("", span.pen, span.left - SIDE * size, span.right + SIDE * size, span.baseline, size)
        else:
            pen, baseline = _turned(turn, x.value, y.value)
            start, end = _along(turn, loose.left, loose.bottom, loose.right, loose.top)
            glyph = Glyph("", pen, min(left, start), max(right, end), baseline, size, turn)
        place = (span.key,) if span else (turn, round(glyph.pen, 2), round(glyph.baseline, 2))
        yield _Character(_text(code), glyph, place, item if span else 0, left, right)


def _text(code: int) -> str:
    if code in HYPHENS:
        return "-"
    return chr(code) if code <= sys.maxunicode else "\ufffd"


def _turned(turn: int, x: float, y: float) -> tuple[float, float]:
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def _along(turn: int, left: float, bottom: float, right: float, top: float) -> Box:
    return ((left, right), (bottom, top), (-right, -left), (-top, -bottom))[turn]


def _order_is_turned(groups: Iterable[list[_Character]]) -> bool:
    """Whether the characters of one glyph come last first: so they do when the font names several for a ligature.

    Where it names one that PDFium takes apart, the order is right. A lam-alef, which every Arabic page has, tells.
    """
    pairs = ["".join(one.text for one in group) for group in groups if len(group) == 2 and _on_one_spot(group)]
    right = sum(pair[0] == LAM and pair[1] in ALEFS for pair in pairs)
    return right <= sum(pair[1] == LAM and pair[0] in ALEFS for pair in pairs)


def _on_one_spot(group: list[_Character]) -> bool:
    return len({one.left for one in group}) == 1


def _in_order(group: list[_Character], turned: bool) -> Glyph:
    """The glyph of these characters."""
    glyph = group[0].glyph
    if len(group) > 1 and any(is_right_to_left(one.text) for one in group):
        if not _on_one_spot(group):
            group, turned = sorted(group, key=lambda one: -one.right), False
        # PDFium does not always share a span out from the right, but no word begins with a vowel mark.
        if turned or unicodedata.combining(group[0].text) or (group[-1].text == LAM and group[0].text in ALEFS):
            group = group[::-1]
    glyph.text = "".join(one.text for one in group)
    return glyph


def is_right_to_left(character: str) -> bool:
    """Whether it is a letter or mark of Arabic or Hebrew, presentation forms included."""
    return "\u0590" <= character <= "\u08ff" or "\ufb1d" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefc"
