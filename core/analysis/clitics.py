"""Rules of the apostrophe: French elision, English possessives and contractions."""

from .pieces import APOSTROPHES, Piece

_ELIDED = frozenset("l d c j m n s t qu jusqu lorsqu puisqu quoiqu quelqu".split())
_ONE_WORD = frozenset({"aujourd", "prud", "grand", "entr"})
_ENGLISH_ENDINGS = frozenset("s re ve ll d m".split())


def without_clitics(run: str, found: list[Piece], language: str) -> list[Piece]:
    """The pieces of a run without what the apostrophe hangs on a word: `l’`, `qu’`, `’s`; `aujourd’hui` made one."""
    if len(found) < 2 or not any(char in APOSTROPHES for char in run):
        return found
    kept: list[Piece] = []
    for piece in found:
        before = kept[-1] if kept else None
        if run[piece.end : piece.end + 1] in tuple(APOSTROPHES) and piece.word in _ELIDED and piece is not found[-1]:
            continue
        if piece is found[-1] and piece.word in (_ENGLISH_ENDINGS if language == "en" else {"s"}) and before:
            continue
        if before and (language == "en" or before.word in _ONE_WORD):
            kept[-1] = Piece(before.word + piece.word, before.start, piece.end)
        else:
            kept.append(piece)
    return kept
