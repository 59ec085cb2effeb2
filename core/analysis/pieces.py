"""Finds the words, numbers and codes of a text and where they stand."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from .folding import INVISIBLE, fold_word


class Piece(NamedTuple):
    """One word of a text: folded, and its place."""

    word: str
    start: int
    end: int


def _ranges(category: str) -> str:
    """The characters of a category of Unicode as ranges of a character class; past U+1FFFF it has but ideographs."""
    codes = [code for code in range(0xA0, 0x20000) if unicodedata.category(chr(code)).startswith(category)]
    runs = [[code for _, code in run] for _, run in groupby(enumerate(codes), lambda pair: pair[1] - pair[0])]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


_MARKS = _ranges("M") + INVISIBLE
_NUMERALS = _ranges("No")
_ARABIC = "\u0600-\u065f\u066a-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_LETTER = r"[^\W\d_]"
_IN_CODE = r"\-./,٫٬‐‑–−"
_IN_NUMBER = " \u00a0\u2009\u202f"
_THREE_DIGITS = rf"\d\d\d(?!\w|[{_IN_CODE}]\d)"
APOSTROPHES = "'’‘ʼ＇"

#: What is looked up as a whole, for its pieces depend on nothing around it: `l’article`, `O.N.U.`, `n°`, `31-13`, `20 000`.
RUN = re.compile(
    rf"[^\W_][\w{_MARKS}]*"
    rf"(?:(?:[{APOSTROPHES}](?={_LETTER})"
    rf"|(?<=\d)(?:[{_IN_CODE}](?=\d)|[{_IN_NUMBER}](?={_THREE_DIGITS}))"
    rf"|(?<!\w\w)\.(?={_LETTER}\b))[\w{_MARKS}]+)*°?"
)
_PIECE = re.compile(
    rf"(?P<number>\d{{1,3}}(?:[{_IN_NUMBER},٬]{_THREE_DIGITS})+)"
    rf"|(?P<code>\d+(?:[{_IN_CODE}]\d+)+(?!\w|[{_IN_CODE}]\d))"
    rf"|(?P<initials>{_LETTER}(?:\.{_LETTER}(?!\w))+|[nN]°)"
    rf"|[{_ARABIC}{_MARKS}]+"
    rf"|[{_NUMERALS}]"
    rf"|(?:(?![{_ARABIC}{_NUMERALS}{APOSTROPHES}_])[\w{_MARKS}])+"
)
_SIMPLE = re.compile("[a-zA-Z]+|[\u0621-\u063a\u0641-\u064a]+")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(rf"[^\W_][\w{_MARKS}]*")


def pieces(run: str) -> list[Piece]:
    """The words of a run. A code is one word, `31-13` however it was punctuated, and each of its numbers another."""
    if _SIMPLE.fullmatch(run):
        return [Piece(fold_word(run), 0, len(run))]
    return [piece for match in _PIECE.finditer(run) for piece in _of_match(match)]


def _of_match(match: re.Match[str]) -> Iterator[Piece]:
    written, (start, end) = match[0], match.span()
    if match["code"]:
        numbers = [(fold_word(number[0]), *number.span()) for number in _DIGITS.finditer(written)]
        yield Piece("-".join(number for number, _, _ in numbers), start, end)
        for number, first, last in numbers:
            yield Piece(number, start + first, start + last)
    elif match["number"]:
        yield Piece("".join(_DIGITS.findall(fold_word(written))), start, end)
    elif match["initials"]:
        yield Piece(fold_word(written.replace(".", "").replace("°", "o")), start, end)
    else:
        yield from _folded(written, start, end)


def _folded(written: str, start: int, end: int) -> Iterator[Piece]:
    for word in _WORD.findall(fold_word(written)):
        yield Piece(word, start, end)
