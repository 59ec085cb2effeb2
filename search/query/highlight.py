"""Chooses the passage of a text that answers a query, and marks the words in it."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from html import escape  # Django's own looks for lazy strings first, which no stored text is

from django.utils.safestring import SafeString, mark_safe

from core.analysis import Token, find

PASSAGE = 240  # characters
LEAD = 60  # characters before the first marked word


#: What to mark: stems that follow one another; one stem for a single word.
Wanted = Collection[tuple[str, ...]]


def highlighted(text: str, language: str, wanted: Wanted, *, length: int = PASSAGE) -> SafeString:
    """The stretch of the text with most of the wanted words, escaped, each in a `mark` element.

    Without any of them, the beginning of the text.
    """
    hits = _hits(text, language, wanted)
    start, end = _window(text, hits, length)
    inside = [token for token in hits if token.start >= start and token.end <= end]
    return _marked(text, start, end, inside)


def marked_title(text: str, language: str, wanted: Wanted) -> SafeString:
    """The whole text with the wanted words marked."""
    return _marked(text, 0, len(text), _hits(text, language, wanted))


def _hits(text: str, language: str, wanted: Wanted) -> list[Token]:
    """The tokens of the text that are wanted, in order; those of several stems only where these follow one another."""
    found = dict(find(text, language, {stem for stems in wanted for stem in stems}))
    chosen: set[int] = set()
    for number in found:
        for stems in wanted:
            numbers = range(number, number + len(stems))
            if tuple(found[one].term for one in numbers if one in found) == stems:
                chosen.update(numbers)
    return [found[number] for number in sorted(chosen)]


def _window(text: str, hits: Sequence[Token], length: int) -> tuple[int, int]:
    if len(text) <= length:
        return 0, len(text)
    first = _densest(hits, length) if hits else 0
    start = max(0, min(first - LEAD, len(text) - length))
    if start:
        start = min(_next_break(text, start), first)
    end = min(len(text), start + length)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + length // 2)
    return start, end


def _densest(hits: Sequence[Token], length: int) -> int:
    """Where the stretch begins that has most different words; the first of equals."""
    starts = [token.start for token in hits]
    best, best_count = starts[0], 0
    for position, token in enumerate(hits):
        last = bisect_left(starts, token.start + length - LEAD)
        count = len({one.term for one in hits[position:last]})
        if count > best_count:
            best, best_count = token.start, count
    return best


def _next_break(text: str, start: int) -> int:
    """The first place after `start` where a sentence or, failing that, a word begins, not far away."""
    for sign in (". ", "\n", "؛ ", "، ", "; ", ", ", " "):
        found = text.find(sign, start, start + LEAD)
        if found >= 0:
            return found + len(sign)
    return start


def _marked(text: str, start: int, end: int, hits: Sequence[Token]) -> SafeString:
    pieces = ["… "] if start else []
    position = start
    for token in hits:
        if token.start >= position:
            pieces += [escape(text[position : token.start]), "<mark>", escape(text[token.start : token.end]), "</mark>"]
            position = token.end
    pieces += [escape(text[position:end]), " …" if end < len(text) else ""]
    return mark_safe("".join(pieces))
