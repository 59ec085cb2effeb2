"""Folds one written word: letters of every script unified, marks that readers leave out removed."""

import re
import unicodedata

#: Stretching, the spacing forms of tashkil (their decomposition begins with a space) and characters without a shape.
INVISIBLE = "\u00ad\u0640\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufe70-\ufe7f\ufeff"
#: Marks left out in writing or typing: Latin, Greek, Cyrillic, Hebrew, Arabic. Vowel signs of other scripts are letters.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20f0\ufe20-\ufe2f"
)
_LEFT_OUT = re.compile(f"[{INVISIBLE}{_MARKS}]+")
#: The seats of hamza, final forms, and the letters that Maghribi, Persian and Urdu writing have in their place.
_ARABIC = {
    "ا": "أإآٱ", "ي": "ىئیېےۍ", "و": "ؤۆۇ", "ه": "ةھہۀەۃ", "ك": "کگڭݣڪ", "ب": "پ", "ف": "ڤڥڢ", "ق": "ڧڨ", "ج": "چ",
}  # fmt: skip
#: Latin letters that have no decomposition in Unicode.
_LATIN = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i"}
_LETTERS = str.maketrans(_LATIN | {variant: letter for letter, variants in _ARABIC.items() for variant in variants})
_PLAIN_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]+")


def fold_word(raw: str) -> str:
    """A word in small letters without accents, tashkil, tatweel and invisible characters; digits of all scripts as 0-9.

    Letters are compared as the Unicode Standard compares compatible text without case (definition D146). A word that
    holds a ligature of several words has spaces.
    """
    if raw.isascii():
        return raw.lower()
    if _PLAIN_ARABIC.fullmatch(raw):
        return raw.translate(_LETTERS)
    shown = _LEFT_OUT.sub("", raw)
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", shown).casefold())
    letters = _LEFT_OUT.sub("", plain).translate(_LETTERS)
    if not letters.isascii():
        letters = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in letters)
    return unicodedata.normalize("NFC", letters)
