"""Brings odd characters of extracted Arabic back to the letters, marks and signs they stand for."""

import re
import unicodedata

_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
# Ornate brackets and the signs from U+FDFA on are meant as they are, not as letters drawn apart.
_KEPT_PRESENTATION = re.compile("[\ufd3e\ufd3f\ufdfa-\ufdff]")
_TATWEEL = re.compile("(?<=[ء-ي\u064b-\u0652])ـ+(?=[ء-ي\u064b-\u0652])|(?<=[ء-ي])ـ{2,}|ـ{2,}(?=[ء-ي])")
_MARKS = "\u064b-\u0652"
_LOOSE_TANWIN = re.compile(f"(?<=[ء-ي]) ([\u064b-\u064d])(?![{_MARKS}])")
_LOOSE = re.compile(f"[ء-ي{_MARKS}]+(?: [{_MARKS}]+[ء-ي]*)+")
_ANY_MARK = re.compile(f"[{_MARKS}]")
# Symbol and Wingdings codes that PDF writers leave in the private use area.
_SYMBOLS = str.maketrans(
    {"\uf02d": "-", "\uf0b7": "•", "\uf02a": "*", "\uf0a7": "▪", "\uf0a8": "▪", "\uf076": "▪", "\uf0d8": "▪"}
    | {"\uf0fc": "✓", "\uf028": "(", "\uf029": ")", "\uf02e": ".", "\u00ad": "", "\u202f": " ", "\u00a0": " "}
    | {"\u200b": "", "\ufeff": ""}
)
# Persian keyboard letters for the Arabic ones, where the word is Arabic otherwise.
_FOREIGN = str.maketrans({"ک": "ك", "ھ": "ه", "ہ": "ه"})
_FARSI_YEH_FINAL = re.compile("ی(?![ء-يی])")
_ARABIC = re.compile("[ء-ي]")


def symbols(line: str) -> str:
    """Return the line with private-use codes as the signs drawn, and special spaces as plain ones."""
    return line.translate(_SYMBOLS)


def presentation_forms(line: str) -> str:
    """Return the line with positional letter forms (U+FB50-FDFF, U+FE70-FEFC) as plain letters, nothing else changed."""
    return _PRESENTATION.sub(lambda match: "".join(map(_plain, match.group())), line)


def _plain(character: str) -> str:
    if _KEPT_PRESENTATION.match(character):
        return character
    plain = unicodedata.normalize("NFKC", character)
    return plain if " " not in plain else plain.strip()


def tatweel(line: str) -> str:
    """Return the line without letter stretching; a single tatweel beside a space or digit ("ب_" before a quotation) stays."""
    return _TATWEEL.sub("", line)


def foreign_letters(line: str) -> str:
    """Return the line with Persian and Urdu letter codes as Arabic ones, when the line is Arabic."""
    if not _ARABIC.search(line):
        return line
    return _FARSI_YEH_FINAL.sub("ي", line.translate(_FOREIGN)).replace("ی", "ي")


def loose_marks(line: str) -> str:
    """Return the line with vowel marks that were set apart by spaces joined again.

    A lone tanwin goes back on its word. Where several marks wander, their place is lost: the word keeps its letters only.
    """
    line = _LOOSE_TANWIN.sub(r"\1", line)
    return _LOOSE.sub(lambda match: _ANY_MARK.sub("", match.group()).replace(" ", ""), line)


def has_presentation_forms(line: str) -> bool:
    """Say whether some letters of the line are positional forms, whose order extraction kept."""
    return bool(_PRESENTATION.search(line))
