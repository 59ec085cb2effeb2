"""What the Arabic stemmer knows of words: how common they are, and which its rules would take apart."""

import lzma
from functools import cache
from pathlib import Path
from typing import NamedTuple

from core.analysis.arabic_endings import without_endings
from core.analysis.arabic_words import BROKEN_PLURALS, WHOLE
from core.analysis.folding import fold_word
from core.analysis.function_words import stop_words

STEMS = Path(__file__).with_name("arabic_stems.xz")


class Lexicon(NamedTuple):
    """Knowledge of folded words and of their stems."""

    #: Words of grammar: they have no stem, and their letters are no prefixes.
    grammar: frozenset[str]
    #: Words whose first letters only look like prefixes, with their stems, and the beginnings of these words.
    whole: dict[str, str]
    beginnings: frozenset[str]
    #: The stems of broken plurals with those of their singulars, and all of these stems.
    singulars: dict[str, str]
    nouns: frozenset[str]
    #: The common stems, each with ten times the logarithm of its occurrences in 1,000 million words.
    frequencies: dict[str, int]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once a process."""
    whole = {}
    for entry in WHOLE.split(","):
        forms = [fold_word(form) for form in entry.split()]
        whole.update(dict.fromkeys(forms, forms[0]))
    singulars = {}
    for entry in BROKEN_PLURALS.split(","):
        singular, *plurals = (without_endings(fold_word(form)) for form in entry.split())
        singulars.update(dict.fromkeys(plurals, singular))
    lines = lzma.decompress(STEMS.read_bytes()).decode().split("\n")
    return Lexicon(
        grammar=frozenset(word for word in stop_words("ar") if len(word) > 1),
        whole=whole,
        beginnings=frozenset(word[:3] for word in whole),
        singulars=singulars,
        nouns=frozenset(singulars).union(singulars.values()),
        frequencies={line[:-1]: ord(line[-1]) - 33 for line in lines},
    )
