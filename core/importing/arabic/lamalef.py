"""Finds which lam-alef ligatures of a word were taken apart in the wrong order, and puts them right.

Fonts draw lam-alef as one glyph. Extraction from PDF writes its two letters left to right, so that every
such ligature of a text comes out as alef-lam. The reverse is not unique: "عمال" is a word and so is "عملا".
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from core.importing.arabic.vocabulary import ATTESTED_WELL, attested, contexts, listed, promised

PAIR = re.compile("[اأإآ]ل")
_LIGATURE = re.compile("ل([اأإآ])")
# No Arabic word has an alef straight after another: such a spelling is always damage.
_IMPOSSIBLE = re.compile("[اأإآ][اأإآ]")
_NEGATION = re.compile("^[وفبك]?(?:ال|ل)?لا(?=[أإ])")
_MOST_PAIRS = 6
# A text in which every ligature is reversed holds hardly any intact one: a Zipf distance of two.
_INTACT_IN_DAMAGED = 20
# "ال" never follows itself nor the preposition "ل": such a start is "اللا-" (non-) or "للا-", "للأ-" with the ligature reversed.
_CANNOT_START = re.compile("[وفبك]?الال|[وف]?ل[اأإآ]ل")
_PREFIXES = listed("وب وال بال فال كال ال ول و ف ب ك ل")
_ARTICLE_AFTER_LAM = re.compile("[وفبك]?لال")
# A word with the article does not take the tanwin that a final alef carries.
_DEFINITE_TANWIN = re.compile("[وفبك]?(?:ال|لل)[ء-ي]{2,}لا$")
_ARTICLE = re.compile("ال[ء-ي]{3}")
_ARTICLE_IS_LIKELIER = 5
_WELL_KNOWN = 30
_MORE_OFTEN_THAN_NOT = 0.5


def reverse_ligatures(word: str) -> str:
    """Return the word as a PDF extraction damages it: each lam-alef written alef-lam."""
    return _LIGATURE.sub(r"\1ل", word)


def is_impossible(word: str) -> bool:
    """Say whether the spelling cannot occur in Arabic."""
    return bool(_IMPOSSIBLE.search(_NEGATION.sub("", word)))


def around(word: str, spot: int) -> Iterator[str]:
    """Yield the letters around the pair at this place, widest first, the pair itself in the middle."""
    left, right = "^^^" + word[:spot], word[spot + 2 :] + "$$$"
    pair = word[spot : spot + 2]
    for before, after in ((3, 3), (2, 3), (3, 2), (2, 2), (1, 2), (2, 1), (1, 1)):
        yield f"{left[-before:]}{pair}{right[:after]}"


@lru_cache(maxsize=200_000)
def candidates(word: str) -> tuple[str, ...]:
    """Return the possible spellings before damage, the word itself not included."""
    spots = [match.start() for match in PAIR.finditer(word)]
    if not 0 < len(spots) <= _MOST_PAIRS:
        return ()
    found = []
    for choice in product((False, True), repeat=len(spots)):
        letters = list(word)
        for spot, swapped in zip(spots, choice, strict=True):
            if swapped:
                letters[spot], letters[spot + 1] = letters[spot + 1], letters[spot]
        spelling = "".join(letters)
        if spelling != word and reverse_ligatures(spelling) == word and _is_plausible(spelling):
            found.append(spelling)
    return tuple(found)


def _is_plausible(spelling: str) -> bool:
    if is_impossible(spelling):
        return False
    return bool(attested(spelling)) or not (_ARTICLE_AFTER_LAM.match(spelling) or _DEFINITE_TANWIN.match(spelling))


@lru_cache(maxsize=200_000)
def choose(word: str, margin: int = 2) -> str:
    """Return the likeliest spelling of a word from a damaged text; `margin` (tenths of Zipf) favours the word itself."""
    options = candidates(word)
    if not options:
        return word
    best = _likeliest(word, options)
    if is_impossible(word):
        return best if promised(best) else _guess(word, options)
    if not attested(word):
        return _choose_for_unknown(word, best, options, margin)
    own = attested(word) - (_INTACT_IN_DAMAGED if reverse_ligatures(word) != word else 0)
    return best if attested(best) > own + margin + _article_bonus(word, best) else word


@lru_cache(maxsize=200_000)
def choose_if_certain(word: str) -> str:
    """Return the spelling before damage only where the word as it stands is none, else the word; for doubtful documents."""
    options = candidates(word)
    if not options or attested(word):
        return word
    best = _likeliest(word, options)
    if is_impossible(word):
        return choose(word)
    return best if attested(best) > _WELL_KNOWN else word


def _likeliest(word: str, options: tuple[str, ...]) -> str:
    """Return the commonest spelling; of equally common ones that whose stem promises most, then the nearest."""
    commonest = max(map(attested, options))
    equals = [option for option in options if attested(option) == commonest]
    return equals[0] if len(equals) == 1 else max(equals, key=lambda one: (promised(one), -_swaps(word, one)))


def _choose_for_unknown(word: str, best: str, options: tuple[str, ...], margin: int) -> str:
    if _CANNOT_START.match(word):
        return best if promised(best) else _guess(word, options)
    if attested(best) > ATTESTED_WELL + 2 * _article_bonus(word, best):
        return best
    for prefix in _PREFIXES:
        stem = word[len(prefix) :]
        if word.startswith(prefix) and any(map(attested, candidates(stem))):
            return prefix + choose(stem, margin)
    if not promised(word) and not promised(best):
        return _by_context(word, options) or word
    return best if promised(best) > promised(word) + margin + _article_bonus(word, best) else word


def _article_bonus(word: str, option: str) -> int:
    return _ARTICLE_IS_LIKELIER if _ARTICLE.match(word) and option.startswith("لا") else 0


def _swaps(word: str, option: str) -> int:
    return sum(a != b for a, b in zip(word, option, strict=True))


def _guess(word: str, options: tuple[str, ...]) -> str:
    """Return what the letters call for in a word that cannot stay, or the word when it is two written as one."""
    if any(_starts_a_word(word, match.start()) for match in PAIR.finditer(word)):
        return word
    return _by_context(word, options) or min(options, key=lambda option: _swaps(word, option))


def _starts_a_word(word: str, spot: int) -> bool:
    """Say whether the pair is the article of a known word written on to the one before."""
    return spot > 1 and attested(word[spot:]) >= _WELL_KNOWN


def _by_context(word: str, options: tuple[str, ...]) -> str:
    """Return the spelling the neighbouring letters call for, empty when they do not decide."""
    letters = list(word)
    for match in PAIR.finditer(word):
        spot = match.start()
        share = next((contexts()[key] for key in around(word, spot) if key in contexts()), 0)
        if share > _MORE_OFTEN_THAN_NOT and not _starts_a_word(word, spot):
            letters[spot], letters[spot + 1] = letters[spot + 1], letters[spot]
    spelling = "".join(letters)
    return spelling if spelling in options else ""
