"""Text as the terms that engines store: each carries its language, so that words of two languages never meet by accident."""

from collections.abc import Callable
from functools import cache

from core.analysis import terms, words
from core.analysis.pieces import RUN

MOST_KEPT = 1 << 18  # runs of letters a language
LONGEST_KEPT = 40  # characters; what is longer hardly comes twice


class _Memo(dict[str, str]):
    """What each run of letters becomes; emptied when it has grown too large."""

    def __init__(self, analyse: Callable[[str, str], list[str]], language: str) -> None:
        super().__init__()
        self.analyse, self.language = analyse, language

    def __missing__(self, run: str) -> str:
        found = " ".join([f"{self.language}:{term}" for term in self.analyse(run, self.language)])
        if len(run) <= LONGEST_KEPT:
            if len(self) >= MOST_KEPT:
                self.clear()
            self[run] = found
        return found


@cache
def _memos(language: str) -> tuple[_Memo, _Memo]:
    return _Memo(terms, language), _Memo(words, language)


def marked(text: str, language: str) -> tuple[str, str]:
    """The stems and the folded words of a text, each separated by spaces."""
    stems, surface = _memos(language)
    runs = RUN.findall(text)
    return " ".join(map(stems.__getitem__, runs)), " ".join(map(surface.__getitem__, runs))
