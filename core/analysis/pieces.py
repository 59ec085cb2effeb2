"""Finds the words, numbers and codes of a text and where they stand."""

import re
import unicodedata
from itertools import groupby
from typing import NamedTuple

from core.analysis.folding import INVISIBLE, fold_word


class Piece(NamedTuple):
    """One word: folded, and its place in what was written."""

    word: str
    start: int
    end: int


def _ranges(category: str) -> str:
    """The characters of a category of Unicode as ranges of a character class; past U+1FFFF it has but ideographs."""
    codes = [code for code in range(0xA0, 0x20000) if unicodedata.category(chr(code)).startswith(category)]
    runs = [[code for _, code in run] for _, run in groupby(enumerate(codes), lambda pair: pair[1] - pair[0])]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


APOSTROPHES = "'’‘ʼ＇"
_MARKS = _ranges("M") + INVISIBLE
_NUMERALS = _ranges("No")
_ARABIC = "\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u0860-\u08c9\ufb50-\ufdfb\ufe70-\ufefc"
_OTHER = rf"[^\W_{_ARABIC}{APOSTROPHES}]"
_OTHER_WORD = rf"{_OTHER}+(?:[{_MARKS}]+{_OTHER}*)*"
_LETTER = rf"[^\W\d_{_ARABIC}{APOSTROPHES}{_NUMERALS}]"
_IN_CODE = r"\-./,٫٬‐‑–−"
#: Longer chains of numbers are no codes; and a limit keeps the search linear in the length of a hostile text.
_MOST_SEPARATORS = 8
_IN_NUMBER = " \u00a0\u2009\u202f"
_THREE_DIGITS = rf"\d\d\d(?!{_OTHER}|[{_IN_CODE}]\d)"
_ARABIC_WORD = rf"[{_ARABIC}][{_ARABIC}{_MARKS}]*"

#: Most words are letters that nothing can follow in a run: found so, a text is read in two thirds of the time.
_PLAIN_WORD = r"[\u0621-\u063a\u0641-\u064a]++(?![^\s،؛.:,()])|[a-zA-ZÀ-ÖØ-öø-ÿœŒ]{2,}+(?![^\s,;:()])"

#: What is looked up as a whole, for its pieces depend on nothing around it: `l’article`, `O.N.U.`, `n°`, `31-13`, `20 000`.
RUN = re.compile(
    rf"{_PLAIN_WORD}|{_ARABIC_WORD}"
    rf"|{_OTHER_WORD}"
    rf"(?:(?:[{APOSTROPHES}](?={_LETTER})"
    rf"|(?<=\d)(?:[{_IN_CODE}](?=\d)|[{_IN_NUMBER}](?={_THREE_DIGITS}))"
    rf"|(?<!\w\w)\.(?={_LETTER}(?!{_OTHER})))"
    rf"{_OTHER_WORD})*°?"
    rf"|№"
)
_PIECE = re.compile(
    rf"(?P<number>\d{{1,3}}(?:[{_IN_NUMBER},٬]{_THREE_DIGITS})+)"
    rf"|(?P<code>\d+(?:[{_IN_CODE}]\d+){{1,{_MOST_SEPARATORS}}}(?!{_OTHER}|[{_IN_CODE}]\d))"
    rf"|(?P<initials>{_LETTER}(?:\.{_LETTER}(?!{_OTHER}))+|[nN]°|№)"
    rf"|[{_NUMERALS}]"
    rf"|(?:(?![{_NUMERALS}]){_OTHER})(?:(?![{_NUMERALS}])(?:{_OTHER}|[{_MARKS}]))*"
)
_SIMPLE = re.compile(rf"{_ARABIC_WORD}|[a-zA-ZÀ-ÖØ-öø-ÿœŒ]+|\d+")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(rf"[^\W_][\w{_MARKS}]*")


def pieces(run: str) -> list[Piece]:
    """The words of a run. A code is one word, `31-13` however it was punctuated, and each of its numbers another."""
    if _SIMPLE.fullmatch(run):
        return _folded(run, 0, len(run))
    return [piece for match in _PIECE.finditer(run) for piece in _of_match(match)]


def _of_match(match: re.Match[str]) -> list[Piece]:
    written, (start, end) = match[0], match.span()
    if match["code"]:
        parts = [
            Piece(fold_word(number[0]), start + number.start(), start + number.end())
            for number in _DIGITS.finditer(written)
        ]
        return [Piece("-".join(part.word for part in parts), start, end), *parts]
    if match["number"]:
        return [Piece("".join(map(fold_word, _DIGITS.findall(written))), start, end)]
    if match["initials"]:
        return [Piece(fold_word(written.replace(".", "").replace("°", "o")), start, end)]
    return _folded(written, start, end)


def _folded(written: str, start: int, end: int) -> list[Piece]:
    """The written word; several at the same place if it was a ligature of several, none if nothing was left of it."""
    word = fold_word(written)
    if word.isalnum():
        return [Piece(word, start, end)]
    return [Piece(part, start, end) for part in _WORD.findall(word)]
