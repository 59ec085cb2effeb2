"""Derives arabic_stems.xz from the vocabulary of the Arabic repair; run it when that or the rules of endings change.

Usage: `python -m core.analysis.build_arabic_stems` from the top of the checkout.
"""

import lzma
import math
from collections import Counter

from core.analysis.arabic_endings import SHORTEST, without_endings
from core.analysis.arabic_lexicon import STEMS
from core.analysis.folding import fold_word
from core.importing.arabic.vocabulary import words

#: With 5,000 stems xquad-ar loses .003 nDCG@10; 40,000 gain nothing.
KEPT = 20_000


def common_stems() -> str:
    """The most common stems, one a line, each with its frequency as a character; those a prefix may stand before too."""
    forms: dict[str, int] = {}
    for word, tenths in words().items():
        folded = fold_word(word)
        forms[folded] = max(tenths, forms.get(folded, 0))
    occurrences: Counter[str] = Counter()
    for form, tenths in forms.items():
        for stem in {without_endings(form), without_endings(form, SHORTEST + 1)}:
            occurrences[stem] += round(10 ** (tenths / 10))
    kept = sorted(sorted(occurrences, key=lambda stem: (-occurrences[stem], stem))[:KEPT])
    return "\n".join(f"{stem}{chr(33 + round(10 * math.log10(occurrences[stem])))}" for stem in kept)


def main() -> None:
    """Write the file beside this module."""
    STEMS.write_bytes(lzma.compress(common_stems().encode(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main()
