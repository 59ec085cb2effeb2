"""Folds text so that spellings of one word meet: the reduced search and title comparison use it."""

import re
import unicodedata

_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
_ARABIC = str.maketrans("أإآٱىةؤئ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "اااايهوي01234567890123456789")
_SEPARATORS = re.compile(r"[^\w]+")


def fold(text: str) -> str:
    """Lower-case text without accents, tashkil, tatweel and punctuation; Arabic letter variants and digits unified."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKC", text)).translate(_ARABIC)
    decomposed = unicodedata.normalize("NFD", bare.casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SEPARATORS.sub(" ", letters).strip()
