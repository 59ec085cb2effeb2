"""Brings odd characters of extracted Arabic back to the letters, marks and signs they stand for."""

import re
import unicodedata

from core.importing.arabic.vocabulary import attested

PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
# Ornate brackets and the signs from U+FDFA on are meant as they are, not as letters drawn apart.
_KEPT_PRESENTATION = re.compile("[\ufd3e\ufd3f\ufdfa-\ufdff]")
STRETCH = re.compile("ـ")
TATWEEL = re.compile("(?<=[ء-ي\u064b-\u0652])ـ+(?=[ء-ي\u064b-\u0652])|(?<=[ء-ي])ـ{2,}|ـ{2,}(?=[ء-ي])")
# Symbol and Wingdings codes that PDF writers leave in the private use area.
_SYMBOLS = str.maketrans(
    {"\uf02d": "-", "\uf0b7": "•", "\uf02a": "*", "\uf0a7": "▪", "\uf0a8": "▪", "\uf076": "▪", "\uf0d8": "▪"}
    | {"\uf0fc": "✓", "\uf028": "(", "\uf029": ")", "\uf02e": ".", "\u00ad": "", "\u202f": " ", "\u00a0": " "}
    | {"\u200b": "", "\ufeff": ""}
)
SPECIAL = re.compile("[\uf000-\uf0ff\u00ad\u202f\u00a0\u200b\ufeff]")
_BULLET_GLUED = re.compile("^(\\W{0,3}[-•▪])(?=[ء-ي])")
# Persian keyboard letters for the Arabic ones, where the word is Arabic otherwise.
FOREIGN = re.compile("[کھہی]")
_FOREIGN = str.maketrans({"ک": "ك", "ھ": "ه", "ہ": "ه"})
_WITH_FARSI_YEH = re.compile("[ء-ي]*ی[ء-يی]*")
_ARABIC = re.compile("[ء-ي]")


def symbols(line: str) -> str:
    """Return the line with private-use codes as the signs drawn, and special spaces as plain ones."""
    return _BULLET_GLUED.sub(r"\1 ", line.translate(_SYMBOLS))


def presentation_forms(line: str) -> str:
    """Return the line with positional letter forms (U+FB50-FDFF, U+FE70-FEFC) as plain letters, nothing else changed."""
    return PRESENTATION.sub(lambda match: "".join(map(_plain, match.group())), line)


def _plain(character: str) -> str:
    if _KEPT_PRESENTATION.match(character):
        return character
    plain = unicodedata.normalize("NFKC", character)
    return plain if " " not in plain else plain.strip()


def tatweel(line: str) -> str:
    """Return the line without letter stretching; a single tatweel beside a space or digit ("ب_" before a quotation) stays."""
    return TATWEEL.sub("", line)


def foreign_letters(line: str) -> str:
    """Return the line with Persian and Urdu letter codes as Arabic ones, when the line is Arabic."""
    if not _ARABIC.search(line):
        return line
    return _WITH_FARSI_YEH.sub(_yeh, line.translate(_FOREIGN))


def _yeh(match: re.Match[str]) -> str:
    """Return the word with yeh; at its end alef maqsura when that is the commoner word."""
    word = match.group().replace("ی", "ي")
    other = word[:-1] + "ى"
    return other if match.group().endswith("ی") and attested(other) > attested(word) else word


def has_presentation_forms(line: str) -> bool:
    """Say whether some letters of the line are positional forms, whose order extraction kept."""
    return bool(PRESENTATION.search(line))
