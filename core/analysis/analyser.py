"""Turns a text into what the index holds: tokens with their places, or only their stems or words."""

import hashlib
import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import Stemmer

from .clitics import without_clitics
from .pieces import RUN, Piece, pieces
from .stems import stem

LONGEST_TERM = 100  # characters: engines refuse terms of kilobytes
_LONGEST_KEPT = 40  # characters: what is longer hardly comes twice
_KEPT = 1 << 18  # runs a language and function, about 55 MB: 5 million words of law have 200,000


class Token(NamedTuple):
    """One indexed word: its stem, the place of what was written, and that folded."""

    term: str
    start: int
    end: int
    word: str


def analyse(text: str, language: str) -> list[Token]:
    """The tokens of a text in their order; `start` and `end` count characters of the text as it was given."""
    found = _tokens(language)
    return [
        Token(term, match.start() + start, match.start() + end, word)
        for match in RUN.finditer(text)
        for term, start, end, word in found[match[0]]
    ]


def terms(text: str, language: str) -> list[str]:
    """The stems of a text in their order: `[token.term for token in analyse(...)]`, faster."""
    return list(chain.from_iterable(map(_terms(language).__getitem__, RUN.findall(text))))


def words(text: str, language: str) -> list[str]:
    """The folded words of a text in their order: `[token.word for token in analyse(...)]`, faster."""
    return list(chain.from_iterable(map(_words(language).__getitem__, RUN.findall(text))))


class _Memo(dict[str, tuple]):
    """What each run was found to be; emptied when it has grown too large."""

    def __init__(self, find: Callable[[str], tuple]) -> None:
        super().__init__()
        self.find = find

    def __missing__(self, run: str) -> tuple:
        found = self.find(run)
        if len(run) <= _LONGEST_KEPT:
            if len(self) >= _KEPT:
                self.clear()
            self[run] = found
        return found


@cache
def _tokens(language: str) -> _Memo:
    return _Memo(lambda run: tuple(_analyse_run(run, language)))


@cache
def _terms(language: str) -> _Memo:
    return _Memo(lambda run: tuple(token.term for token in _analyse_run(run, language)))


@cache
def _words(language: str) -> _Memo:
    return _Memo(lambda run: tuple(token.word for token in _analyse_run(run, language)))


def _analyse_run(run: str, language: str) -> list[Token]:
    return [_token(piece, language) for piece in without_clitics(run, pieces(run), language)]


def _token(piece: Piece, language: str) -> Token:
    return Token(stem(piece.word, language)[:LONGEST_TERM], piece.start, piece.end, piece.word[:LONGEST_TERM])


def _version() -> str:
    """A fingerprint of the code and of what it stands on: any change of it may change what is found."""
    code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return hashlib.sha256(code + f"{Stemmer.version()} {unicodedata.unidata_version}".encode()).hexdigest()[:12]


ANALYSIS_VERSION = _version()
