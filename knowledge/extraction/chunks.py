"""Cuts a text without pages into pieces of a few thousand characters, where it can be cut."""

import re
from collections.abc import Iterator

from knowledge.extraction.limits import CHUNK
from knowledge.extraction.result import PageText

_ENDS = (re.compile(r"\n\s*"), re.compile(r"[.!?؟؛。]\s+"), re.compile(r"\s+"))


def in_chunks(text: str, size: int = CHUNK) -> list[PageText]:
    """Pieces of at most `size` characters, cut at the end of a line, else of a sentence, else of a word."""
    return [PageText(None, piece) for piece in _pieces(text.strip(), size) if piece.strip()]


def _pieces(text: str, size: int) -> Iterator[str]:
    start = 0
    while len(text) - start > size:
        end = _end(text, start, start + size)
        yield text[start:end].strip()
        start = end
    yield text[start:].strip()


def _end(text: str, start: int, stop: int) -> int:
    """Where to cut: after the last good place in the second half of what is allowed, or hard at its end."""
    for pattern in _ENDS:
        places = [match.end() for match in pattern.finditer(text, (start + stop) // 2, stop)]
        if places:
            return places[-1]
    return stop
