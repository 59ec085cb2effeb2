"""The Arabic words a repair may rely on, with how common each is, and the letter contexts learnt from them."""

import lzma
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).with_name("vocabulary.xz")
CONTEXTS = Path(__file__).with_name("contexts.xz")

# Forms less common than this (once in 60 million words) are often misspellings found on the web.
ATTESTED_WELL = 12


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a text: a readable way to write down right-to-left lists."""
    return tuple(text.split())


PREFIXES = listed("و ف ب ك ل س ال وال بال فال كال وبال لل ول وب فب فل وس ولل فلل وك")
_SUFFIXES = frozenset(
    listed("ه ها هم هما هن ك كم نا ي ني ا ات ين ون ان ة ية يا ته تها تهم تنا اته اتها اتهم وا تين يين")
)
_LONGEST_SUFFIX = max(map(len, _SUFFIXES))
_CUT = 15
_SHORTEST_STEM = 3


@cache
def words() -> dict[str, int]:
    """Return every known form with its frequency: ten times log10 of occurrences per thousand million words."""
    known: dict[str, int] = {}
    before = ""
    for line in lzma.decompress(DATA.read_bytes()).decode().split("\n"):
        word = before[: ord(line[0]) - 65] + line[1:-1]
        known[word] = ord(line[-1]) - 33
        before = word
    return known


@cache
def contexts() -> dict[str, float]:
    """Return, for letters around an alef-lam pair, the share of known words in which it is a reversed lam-alef."""
    shares: dict[str, float] = {}
    for line in lzma.decompress(CONTEXTS.read_bytes()).decode().split("\n"):
        around, share = line.split("\t")
        shares[around] = int(share) / 100
    return shares


def attested(word: str) -> int:
    """Return how common the form itself is in tenths of a Zipf unit, 0 when it is not in the list."""
    return words().get(word, 0)


@lru_cache(maxsize=200_000)
def promised(word: str) -> int:
    """Return what the stem of a form promises of it, in tenths of a Zipf unit, 0 when no stem is known."""
    known = words()
    stems = [word, *(word[len(p) :] for p in PREFIXES if word.startswith(p))]
    best = 0
    for cuts, stem in enumerate(stems):
        if len(stem) < _SHORTEST_STEM:
            continue
        cost = _CUT * bool(cuts)
        best = max(best, known.get(stem, 0) - cost, _without_suffix(stem) - cost)
    return best


def _without_suffix(stem: str) -> int:
    known = words()
    best = 0
    for length in range(1, min(_LONGEST_SUFFIX, len(stem) - _SHORTEST_STEM) + 1):
        suffix, root = stem[-length:], stem[:-length]
        if suffix not in _SUFFIXES:
            continue
        forms = [root]
        if suffix[0] in "تا":
            forms.append(root + "ة")
        if root.endswith(("ائ", "اؤ")):
            forms.append(root[:-1] + "ء")
        best = max(best, *(known.get(form, 0) - _CUT for form in forms))
    return best
