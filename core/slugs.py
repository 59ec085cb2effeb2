"""Slugs that keep Arabic and Tifinagh letters, without tashkil and tatweel."""

import re
import unicodedata

_TATWEEL = "\u0640"
_NOT_WORD = re.compile(r"[^\w\s-]|_")
_GAPS = re.compile(r"[-\s]+")


def slugify_title(title: str, max_length: int = 120) -> str:
    """A lower-case slug of at most `max_length` characters, cut on a word boundary; empty if nothing is left.

    Latin letters lose their accents; Arabic and Tifinagh letters stay (RFC 3987 allows them in addresses).
    """
    decomposed = unicodedata.normalize("NFKD", title.replace(_TATWEEL, ""))
    folded = unicodedata.normalize("NFC", _strip_marks(decomposed)).lower()
    slug = _GAPS.sub("-", _NOT_WORD.sub(" ", folded).strip()).strip("-")
    if len(slug) <= max_length:
        return slug
    return slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]


def _strip_marks(text: str) -> str:
    """Drops combining marks, except those that make other Arabic letters (hamza and madda above, below)."""
    letter_marks = "\u0653\u0654\u0655"
    return "".join(char for char in text if not unicodedata.combining(char) or char in letter_marks)
