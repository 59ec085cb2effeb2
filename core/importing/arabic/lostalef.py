"""Gives back the alef of lam-alef ligatures that a few fonts returned as a bare lam ("القليمي" for "الإقليمي")."""

import re
from functools import lru_cache

from core.importing.arabic.vocabulary import attested

_BARE_LAM = re.compile("ل(?![اأإآ])")
_KNOWN_ALREADY = 20
_COMMON = 35
_CLEAR_LEAD = 8


@lru_cache(maxsize=200_000)
def restore(word: str) -> str:
    """Return the one common word that an alef after a lam makes of an unknown one, else the word itself."""
    if attested(word) >= _KNOWN_ALREADY:
        return word
    spellings = {
        word[: lam.end()] + alef + word[lam.end() :]: attested(word[: lam.end()] + alef + word[lam.end() :])
        for lam in _BARE_LAM.finditer(word)
        for alef in "اأإآ"
    }
    ranked = sorted(spellings.items(), key=lambda item: -item[1])
    (best, known), (_, next_known) = [*ranked, (word, 0), (word, 0)][:2]
    return best if known >= _COMMON and known - next_known > _CLEAR_LEAD else word
