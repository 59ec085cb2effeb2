"""Finds the parts of a PDF page that stand for other words than they draw (ActualText, ISO 32000-1, 14.9.4).

Browsers write so every Arabic letter that they put together from a body and dots, and spaces in a font of their own.
"""

import ctypes
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw


@dataclass(slots=True)
class Span:
    """One such part: how far its drawing goes, where its largest glyph begins, and on which baseline."""

    key: int
    left: float
    right: float
    pen: float = 0.0
    baseline: float = 0.0
    largest: float = -1.0


def spans_of(page: Any) -> tuple[dict[int, Span], list[tuple[float, float]]]:
    """The span of each text object that is in one, by its address, and the places of spaces; both empty without spans."""
    found: dict[int, Span] = {}
    spans: dict[int, Span] = {}
    spaces: list[tuple[float, float]] = []
    edges, matrix = [ctypes.c_float() for _edge in range(4)], raw.FS_MATRIX()
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        item = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT or not raw.FPDFPageObj_GetBounds(item, *edges):
            continue
        raw.FPDFPageObj_GetMatrix(item, matrix)
        left, bottom, right, top = (edge.value for edge in edges)
        key = _replaced_by(item)
        if key is not None:
            span = spans.setdefault(key, Span(key, left, right))
            span.left, span.right = min(span.left, left), max(span.right, right)
            area = (right - left) * (top - bottom)
            if area > span.largest:  # the body of the letter, which is on the line; its dots are not
                span.largest, span.pen, span.baseline = area, matrix.e, matrix.f
            found[address(item)] = span
        elif left == right and bottom == top:
            spaces.append((matrix.e, matrix.f))
    return found, spaces if found else []


def address(pointer: Any) -> int:
    """The address that a pointer of PDFium holds: the same for the same object."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _replaced_by(item: Any) -> int | None:
    length = ctypes.c_ulong()
    for index in range(raw.FPDFPageObj_CountMarks(item)):
        mark = raw.FPDFPageObj_GetMark(item, index)
        if raw.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", None, 0, length):
            return address(mark)
    return None
