"""Divides a long text into parts that are light enough to read one by one on a slow network."""

import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Protocol

#: Compressed bytes of text that one page may carry. The first view of an Arabic law page has about 82 KB of fonts,
#: styles and script, so that 24 KB of text and 10 KB of frame stay below 120 KB (docs/decisions/006-legal-texts.md).
READ_WHOLE = 24_000
PART = 20_000
#: Compressed bytes of what stands around one article: heading, link, icon.
FRAME = 45


class Row(Protocol):
    """What must be known of an article or division to divide a text; a Provision, or a row still to be imported."""

    level: int
    label: str
    heading: str
    text: str

    @property
    def is_division(self) -> bool: ...


def plan_parts(rows: Sequence[Row]) -> list[int]:
    """The part of each row, from 1: all in one when the text is short, else cut at divisions, the largest first.

    A division that fits stays whole; one that does not is cut at its own divisions, then between articles. One article
    alone is never cut.
    """
    weights = _weights(rows)
    if sum(weights) <= READ_WHOLE:
        return [1] * len(rows)
    pieces = _split(rows, weights, 0, len(rows), level=1)
    return [number for number, piece in enumerate(_merge(pieces, weights), start=1) for _row in range(*piece)]


def _weights(rows: Sequence[Row]) -> list[float]:
    """Compressed bytes of each row, from the ratio of the whole: rows compressed alone would look heavier."""
    raw = [len(f"{row.label} {row.heading} {row.text}".encode()) for row in rows]
    if not (total := sum(raw)):
        return [float(FRAME)] * len(rows)
    whole = "\n".join(f"{row.label} {row.heading} {row.text}" for row in rows).encode()
    ratio = len(zlib.compress(whole)) / total
    return [size * ratio + FRAME for size in raw]


def _split(
    rows: Sequence[Row], weights: Sequence[float], start: int, end: int, level: int
) -> Iterable[tuple[int, int]]:
    """Pieces (from, to) that are light enough, or a single article, or the headings that stand directly above one."""
    if sum(weights[start:end]) <= PART or end - start <= 1:
        yield start, end
        return
    deepest = max((row.level for row in rows[start:end] if row.is_division), default=0)
    if level > deepest:
        yield from _split_between_articles(rows, weights, start, end)
        return
    cuts = [i for i in range(start + 1, end) if rows[i].is_division and rows[i].level <= level]
    for piece_start, piece_end in pairwise([start, *cuts, end]):
        yield from _split(rows, weights, piece_start, piece_end, level + 1)


def _split_between_articles(
    rows: Sequence[Row], weights: Sequence[float], start: int, end: int
) -> Iterable[tuple[int, int]]:
    piece_start, size = start, 0.0
    for i in range(start, end):
        follows_heading = i > start and rows[i - 1].is_division
        if size and size + weights[i] > PART and not follows_heading:
            yield piece_start, i
            piece_start, size = i, 0.0
        size += weights[i]
    yield piece_start, end


def _merge(pieces: Iterable[tuple[int, int]], weights: Sequence[float]) -> list[tuple[int, int]]:
    """Neighbours joined while they fit together, so that a heading alone is no part."""
    merged: list[tuple[int, int]] = []
    for start, end in pieces:
        if merged and sum(weights[merged[-1][0] : end]) <= PART:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
