"""The order of names in a language: what an index from A to Z follows."""

import re
import unicodedata

#: The definite article is not counted in the filing of Arabic titles (ALA-LC filing rules, rule 4).
_ARABIC_ARTICLE = re.compile(r"^ال(?=\w{2})")
_FRENCH_ELISION = re.compile(r"^(?:l|d)[’']", re.IGNORECASE)
#: Tatweel and marks of direction are no letters.
_UNSEEN = re.compile(r"[\u0640\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
#: As CLDR orders French and Arabic. Its other rule of Arabic, every letter with hamza or madda before alif, is not followed:
#: readers look for أمن under ا, where Arabic catalogues have it.
_LIKE = str.maketrans({"œ": "oe", "æ": "ae", "ة": "ت", "ى": "ي"})
_SEPARATORS = re.compile(r"[^\w]+")


def collation_key(text: str, language: str) -> tuple[str, str]:
    """A key that sorts names of the language as its dictionaries do: letters first, accents only between equals.

    The first level is that of CLDR, but for hamza: letters without accents, case and punctuation.
    """
    bare = _without_article(text.strip(), language)
    return _letters(bare), unicodedata.normalize("NFC", bare)


def first_letter(text: str, language: str) -> str:
    """The letter under which an index lists the name; `#` for one that begins with none."""
    letter = _letters(_without_article(text.strip(), language))[:1]
    return letter.upper() if letter.isalpha() else "#"


def _letters(text: str) -> str:
    """Small letters without accents. Not those of `core.analysis.fold`, where ة is ه: it lets spellings meet."""
    decomposed = unicodedata.normalize("NFKD", _UNSEEN.sub("", text).casefold().translate(_LIKE))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SEPARATORS.sub(" ", bare).strip()


def _without_article(text: str, language: str) -> str:
    if language == "ar":
        return _ARABIC_ARTICLE.sub("", text)
    return _FRENCH_ELISION.sub("", text) if language == "fr" else text
