"""Parts two words that lost the space between them, where both are well known and the whole is not."""

from functools import lru_cache

from core.importing.arabic.lamalef import candidates, choose
from core.importing.arabic.vocabulary import PREFIXES, attested, listed, promised

_KNOWN = 20
_ONE_WELL_KNOWN = 35
_SHORT_KNOWN = 45
_SHORTEST = 7
_SHORTEST_SECOND = 5
_SHORT = 3
_ARTICLES = ("ال", "لل", "وال", "بال", "ولل")
# "عبدالرحمن" is one name, with or without a space; "لا" and "ما" are written on to verbs by many.
_KEPT_TOGETHER = frozenset(PREFIXES + listed("عبد لا ما أبو ابو بن ولا ال"))


@lru_cache(maxsize=200_000)
def part(word: str, letter_for_space: bool = False) -> str:
    """Return the two words, repaired, with a space between them, or the word itself when it may be one.

    The second must begin with the article. With `letter_for_space` the letter "ه" between them stands for the space,
    as one font of the official bulletin gives it back.
    """
    if len(word) < _SHORTEST or attested(word) or any(map(attested, candidates(word))) or promised(word):
        return word
    pairs = (_pair(word, cut, letter_for_space) for cut in range(2, len(word) - 3))
    known, pair = max(((_known(pair), pair) for pair in pairs), default=(0, ("", "", False)))
    return f"{pair[0]} {pair[1]}" if known else word


def _pair(word: str, cut: int, letter_for_space: bool) -> tuple[str, str, bool]:
    """Return both words repaired, and whether they are two beyond doubt because teh marbuta ended the first."""
    first, second = word[:cut], word[cut:]
    if letter_for_space and second.startswith("ه"):
        return choose(first), choose(second[1:]), first.endswith("ة")
    return choose(first), choose(second), False


def _known(pair: tuple[str, str, bool]) -> int:
    """Return how well known the rarer of both is, 0 when the pair does not count."""
    first, second, certain = pair
    with_article = len(second) >= _SHORTEST_SECOND and second.startswith(_ARTICLES)
    if first in _KEPT_TOGETHER or not (certain or with_article):
        return 0
    rarer, commoner = sorted((attested(first), attested(second)))
    short = min(len(first), len(second)) < _SHORT
    if rarer < (_SHORT_KNOWN if short else _KNOWN) or commoner < _ONE_WELL_KNOWN:
        return 0
    return rarer
