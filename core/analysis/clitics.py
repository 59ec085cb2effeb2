"""Rules of the apostrophe: French elision, English possessives and contractions."""

from core.analysis.pieces import APOSTROPHES, Piece
from core.analysis.stems import LANGUAGES

_ELIDED = frozenset(
    ["l", "d", "c", "j", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu"]
)
_FIRST_HALVES = frozenset({"aujourd", "prud", "grand", "entr"})
_ENDINGS = {"en": frozenset(["s", "re", "ve", "ll", "d", "m"])}
_POSSESSIVE = frozenset("s")
_MARKS = frozenset(APOSTROPHES)


def without_clitics(run: str, found: list[Piece], language: str) -> list[Piece]:
    """The pieces of a run without what the apostrophe hangs on a word: `l’`, `qu’`, `’s`; `aujourd’hui` is one word.

    In English what remains is one word as well: `don’t`, `O’Brien`. Other languages than ours keep all pieces.
    """
    if language not in LANGUAGES or _MARKS.isdisjoint(run):
        return found
    last = found[-1]
    kept: list[Piece] = []
    for piece in found:
        before = kept[-1] if kept else None
        if piece is not last and piece.word in _ELIDED and run[piece.end : piece.end + 1] in _MARKS:
            continue
        if piece is last and before and piece.word in _ENDINGS.get(language, _POSSESSIVE):
            continue
        if before and (language == "en" or before.word in _FIRST_HALVES) and run[before.end : before.end + 1] in _MARKS:
            kept[-1] = Piece(before.word + piece.word, before.start, piece.end)
        else:
            kept.append(piece)
    return kept
