"""Takes out what page layout left in a text, and joins the lines it broke."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_PAGE_NUMBER = re.compile(r"\s*[-–−]\s?\d{1,4}\s?[-–−]\s*")
# "المادة الأولى" cut after its number's first letters leaves the last one on a line of its own.
_STRAY = re.compile(r"ـ?[ةى]\s*:?")
_ENDS = re.compile(r"[.:؛؟!]\s*[»\")]?$")
_STARTS = re.compile(
    r"\s*(?:[-–−•▪*✓]|[\d٠-٩]{1,3}\s?[-.)°]|[\d٠-٩]+\s*$|[ء-ي]\s?[-.)]\s|\([\dء-ي]{1,3}\)|[IVX]+\s?[-.]|(?:المادة|الفصل|الباب|القسم|الفرع"
    r"|الجزء|الكتاب|الملحق|الفقرة)\s+(?:[\d(]|ال[ء-ي]+(?:\s+[ء-ي]+)?\s*:?\s*$|ال[ء-ي]+\s*:)|وقعه بالعطف|وحرر ب|حرر ب|الإمضاء)"
)
_ARABIC = re.compile("[ء-ي]")
_FULL = 0.72
_SHORTEST_WIDTH = 40
_LONGEST_WIDTH = 220
_TYPICAL = 0.85


@dataclass(slots=True)
class Line:
    """A line of the text with its number in the original, counted from 1."""

    number: int
    text: str
    after_page_break: bool = False


def width(texts: Iterable[str]) -> int:
    """Return how many characters a full line of the document holds, 0 when its lines are not broken by layout."""
    lengths = sorted(
        len(line) for text in texts for line in text.split("\n") if len(line) > 20 and _ARABIC.search(line)
    )
    if not lengths:
        return 0
    typical = lengths[int(len(lengths) * _TYPICAL)]
    return typical if _SHORTEST_WIDTH <= typical <= _LONGEST_WIDTH else 0


def is_page_number(line: str) -> bool:
    """Say whether the line is only a page number between dashes, as in "-3-"."""
    return bool(_PAGE_NUMBER.fullmatch(line))


def is_stray_letter(line: str) -> bool:
    """Say whether the line is only the cut-off end of an article's ordinal."""
    return bool(_STRAY.fullmatch(line.strip()))


def without_page_numbers(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines without page numbers and the blank lines beside them, and the page numbers taken out."""
    kept: list[Line] = []
    removed: list[Line] = []
    broken = False
    for line in lines:
        if is_page_number(line.text):
            removed.append(line)
            while kept and not kept[-1].text.strip():
                kept.pop()
            broken = True
        elif line.text.strip() or not broken:
            line.after_page_break, broken = broken, False
            kept.append(line)
    return kept, removed


def continues(line: Line, following: Line, full: int) -> bool:
    """Say whether the next line goes on with the sentence that layout broke off at the end of a full line."""
    if not full or len(line.text) < _FULL * full or len(line.text) > _LONGEST_WIDTH:
        return False
    if _ENDS.search(line.text[-6:]) or not following.text.strip():
        return False
    bracket_is_open = line.text.rfind("(") > line.text.rfind(")")
    if _STARTS.match(following.text) and not bracket_is_open:
        return False
    return bool(_ARABIC.search(line.text) and _ARABIC.search(following.text))
