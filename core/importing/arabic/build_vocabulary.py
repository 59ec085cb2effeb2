"""Derives vocabulary.xz and contexts.xz from the wordfreq package; run it only to renew them.

Usage: `pip install wordfreq==3.1.1` in a scratch environment, then
`python -m core.importing.arabic.build_vocabulary` from the top of the checkout.
"""

import lzma
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator

from core.importing.arabic.lamalef import PAIR, around, is_impossible, reverse_ligatures
from core.importing.arabic.vocabulary import CONTEXTS, DATA

LETTERS = re.compile("[ء-ي]{2,}")
EITHER_ORDER = re.compile("[اأإآ]ل|ل[اأإآ]")
# Words without the pair only serve as stems and for the rarer ligatures: the common ones are enough.
COMMON = 20
MINIMUM_SEEN = 3
SURE = (15, 85)


def known_words() -> dict[str, int]:
    """Return the Arabic forms of wordfreq's large list with their frequency in tenths of a Zipf unit."""
    import wordfreq

    known = {}
    for word, share in wordfreq.get_frequency_dict("ar", wordlist="large").items():
        tenths = round(10 * (math.log10(share) + 9))
        wanted = LETTERS.fullmatch(word) and not is_impossible(word)
        if wanted and (tenths >= COMMON or EITHER_ORDER.search(word)):
            known[word] = tenths
    return known


def front_coded(known: dict[str, int]) -> Iterator[str]:
    """Yield one line a word: length shared with the word before, the rest, the frequency, one character each."""
    before = ""
    for word in sorted(known):
        shared = 0
        while shared < min(len(before), len(word), 25) and before[shared] == word[shared]:
            shared += 1
        yield chr(65 + shared) + word[shared:] + chr(33 + known[word])
        before = word


def context_shares(known: dict[str, int]) -> Iterator[str]:
    """Yield letters around a pair with the percentage of words in which it was lam-alef, where that is decided."""
    seen: Counter[str] = Counter()
    reversed_: Counter[str] = Counter()
    for word in known:
        damaged = reverse_ligatures(word)
        for spot in PAIR.finditer(damaged):
            for key in around(damaged, spot.start()):
                seen[key] += 1
                reversed_[key] += word[spot.start()] == "ل"
    for key in sorted(seen):
        share = round(100 * reversed_[key] / seen[key])
        if seen[key] >= MINIMUM_SEEN and not SURE[0] < share < SURE[1]:
            yield f"{key}\t{share}"


def main() -> None:
    """Write both files beside this module."""
    known = known_words()
    for path, lines in ((DATA, front_coded(known)), (CONTEXTS, context_shares(known))):
        path.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))
        sys.stdout.write(f"{path.name}: {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
