"""Turns a text into what the index holds: tokens with their places, or only their stems or words."""

import hashlib
import unicodedata
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import chain
from pathlib import Path
from sys import intern
from typing import NamedTuple

import Stemmer

from core.analysis.clitics import without_clitics
from core.analysis.pieces import RUN, Piece, pieces
from core.analysis.stems import stem, written

#: Characters of a term or word; engines refuse terms of kilobytes.
LONGEST = 100
#: Runs remembered for a language and function, about 50 MB. Five million words of law have 170,000 different ones.
_REMEMBERED = 1 << 18
_LONGEST_REMEMBERED = 40
_LONGEST_NUMBER_REMEMBERED = 4


class Token(NamedTuple):
    """One indexed word: its stem, where it stands in the text, and how it was written, folded."""

    term: str
    start: int
    end: int
    word: str


def analyse(text: str, language: str) -> list[Token]:
    """The tokens of a text in their order; `text[start:end]` is what was written.

    A code yields itself and then its numbers, a ligature of words yields each of them: their places overlap.
    """
    known = _tokens(language)
    return [
        Token(term, match.start() + start, match.start() + end, word)
        for match in RUN.finditer(text)
        for term, start, end, word in known[match[0]]
    ]


def find(text: str, language: str, stems: AbstractSet[str]) -> list[tuple[int, Token]]:
    """The tokens whose stem is one of `stems`, each with its number among all tokens of the text; faster than `analyse`."""
    known = _terms(language)
    found: list[tuple[int, Token]] = []
    number = 0
    for match in RUN.finditer(text):
        of_run = known[match[0]]
        if not stems.isdisjoint(of_run):
            for position, (term, start, end, word) in enumerate(_tokens(language)[match[0]], number):
                if term in stems:
                    found.append((position, Token(term, match.start() + start, match.start() + end, word)))
        number += len(of_run)
    return found


def terms(text: str, language: str) -> list[str]:
    """The stems of a text in their order: `[token.term for token in analyse(...)]`, faster."""
    return list(chain.from_iterable(map(_terms(language).__getitem__, RUN.findall(text))))


def words(text: str, language: str) -> list[str]:
    """The folded words of a text in their order: `[token.word for token in analyse(...)]`, faster."""
    return list(chain.from_iterable(map(_words(language).__getitem__, RUN.findall(text))))


class _Memory(dict[str, tuple]):
    """What each run was found to be; emptied when it has grown too large."""

    def __init__(self, find: Callable[[str], tuple]) -> None:
        super().__init__()
        self.find = find

    def __missing__(self, run: str) -> tuple:
        found = self.find(run)
        if len(run) <= (_LONGEST_NUMBER_REMEMBERED if run[0].isdecimal() else _LONGEST_REMEMBERED):
            if len(self) >= _REMEMBERED:
                self.clear()
            self[run] = found
        return found


@cache
def _tokens(language: str) -> _Memory:
    return _Memory(
        lambda run: tuple(
            Token(_term(piece, language), piece.start, piece.end, _word(piece, language))
            for piece in _pieces(run, language)
        )
    )


@cache
def _terms(language: str) -> _Memory:
    return _Memory(lambda run: tuple([_term(piece, language) for piece in _pieces(run, language)]))


@cache
def _words(language: str) -> _Memory:
    return _Memory(lambda run: tuple([_word(piece, language) for piece in _pieces(run, language)]))


def _pieces(run: str, language: str) -> list[Piece]:
    found = pieces(run)
    return found if len(found) < 2 else without_clitics(run, found, language)


def _term(piece: Piece, language: str) -> str:
    return intern(stem(piece.word, language)[:LONGEST])  # the words of one stem share it: memory, and time to compare


def _word(piece: Piece, language: str) -> str:
    return written(piece.word, language)[:LONGEST]


def _version() -> str:
    """A fingerprint of the code, its data and what it stands on: a change of any of them may change what is found."""
    files = sorted(path for path in Path(__file__).parent.iterdir() if path.suffix in {".py", ".xz"})
    grounds = f"{Stemmer.version()} {unicodedata.unidata_version}"
    return hashlib.sha256(b"".join(path.read_bytes() for path in files) + grounds.encode()).hexdigest()[:12]


#: Another one means that the index has to be built anew.
ANALYSIS_VERSION = _version()
