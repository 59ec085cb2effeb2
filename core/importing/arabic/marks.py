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
    for piece in pieces:
        if words and (not piece or not (attested(piece) >= _KNOWN <= attested(words[-1]))):
            words[-1] += piece
        else:
            words.append(piece)
    return " ".join(words) if all(attested(word) >= _KNOWN for word in words) else match.group()
