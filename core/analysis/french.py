"""Stems French words without accents."""

import re

import Stemmer

from core.analysis.folding import fold_word

_SNOWBALL = Stemmer.Stemmer("french", 0)
#: The stemmer knows participles, qualities and feminines by accents that folding took away and that readers leave out.
_ACCENTED = (
    (re.compile("ee(s?)$"), r"ée\1"),
    (re.compile("erent$"), "èrent"),
    (re.compile("ite(s?)$"), r"ité\1"),
    (re.compile("iere(s?)$"), r"ière\1"),
)
_IRREGULAR = {
    "travaux": "travail", "baux": "bail", "vitraux": "vitrail", "coraux": "corail", "emaux": "email", "yeux": "oeil",
    "nouvel": "nouveau", "nouvelle": "nouveau", "nouvelles": "nouveau", "bel": "beau", "belle": "beau", "belles": "beau",
    "vieil": "vieux", "vieille": "vieux", "vieilles": "vieux",
}  # fmt: skip


def stem_french(word: str) -> str:
    """The stem of a folded word by the Snowball rules, without accents; `publique` and `public` have one."""
    word = _IRREGULAR.get(word, word)
    for ending, accented in _ACCENTED:
        word = ending.sub(accented, word)
    stem = fold_word(_SNOWBALL.stemWord(word))
    return f"{stem[:-2]}c" if stem.endswith("qu") and len(stem) > 4 else stem
