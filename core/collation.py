"""The order of names in a language: what an index from A to Z follows."""

import re
import unicodedata

from core.analysis.fold import fold

#: The definite article is not counted in the filing of Arabic titles (ALA-LC filing rules, rule 4).
_ARABIC_ARTICLE = re.compile(r"^ال(?=\w{2})")
_FRENCH_ELISION = re.compile(r"^(?:l|d)[’']", re.IGNORECASE)


def collation_key(text: str, language: str) -> tuple[str, str]:
    """A key that sorts names of the language as its dictionaries do: letters first, accents only between equals.

    The first level is what the root collation of CLDR compares: letters without accents, case and punctuation.
    """
    bare = _without_article(text.strip(), language)
    return fold(bare), unicodedata.normalize("NFC", bare)


def first_letter(text: str, language: str) -> str:
    """The letter under which an index lists the name; `#` for one that begins with none."""
    letter = fold(_without_article(text.strip(), language))[:1]
    return letter.upper() if letter.isalpha() else "#"


def _without_article(text: str, language: str) -> str:
    if language == "ar":
        return _ARABIC_ARTICLE.sub("", text)
    return _FRENCH_ELISION.sub("", text) if language == "fr" else text
