"""Brings back vowel marks that extraction set apart from their letters by spaces."""

import re

from core.importing.arabic.vocabulary import attested

_MARK = "[\u064b-\u0652]"
LOOSE = re.compile(f" {_MARK}")
_LOOSE_TANWIN = re.compile(f"(?<=[ء-ي]) ([\u064b-\u064d])(?!{_MARK}|[ء-ي])")
_LOOSE_RUN = re.compile(f"[ء-ي\u064b-\u0652]+(?: {_MARK}+[ء-ي\u064b-\u0652]*)+")
_KNOWN = 20


def join_loose(line: str) -> str:
    """Return the line with loose marks joined again where that yields known words, else as it was.

    A lone tanwin goes back on its word. Where several marks wander their places are lost, so the word keeps its letters only.
    """
    return _LOOSE_RUN.sub(_joined, _LOOSE_TANWIN.sub(r"\1", line))


def _joined(match: re.Match[str]) -> str:
    pieces = [re.sub(_MARK, "", piece) for piece in match.group().split(" ")]
    words: list[str] = []
    start = 0
    while start < len(pieces):
        end = _longest_word(pieces, start)
        if not end:
            return match.group()
        words.append("".join(pieces[start:end]))
        start = end
    return " ".join(words)


def _longest_word(pieces: list[str], start: int) -> int:
    """Return where the longest known word that begins with this piece ends, 0 when there is none."""
    for end in range(len(pieces), start, -1):
        if attested("".join(pieces[start:end])) >= _KNOWN:
            return end
    return 0
