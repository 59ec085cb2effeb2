"""The words of all public objects, language by language: counted when the index is built, used for other spellings."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from core.analysis import analyse
from core.analysis.pieces import RUN
from core.searchable import SearchDocument
from search.models import IndexState, IndexWords

SHORTEST, LONGEST = 3, 30  # letters
MOST = 60_000  # words a language, the most frequent ones
FRESH_SECONDS = 60.0  # how long a process uses what it has read

_read: dict[str, tuple[float, datetime | None, Mapping[str, tuple[int, str]]]] = {}


class Vocabulary:
    """A count under way: by language, how many objects have each run of letters, as it is written."""

    def __init__(self) -> None:
        self.runs: dict[str, Counter[str]] = defaultdict(Counter)
        self._began, self._began_at = time.monotonic(), timezone.now()

    def count(self, documents: Iterable[SearchDocument]) -> None:
        """Add the words of these objects, each once an object."""
        for document in documents:
            texts = (document.title, document.summary, document.keywords, *(part.text for part in document.parts))
            self.runs[document.language].update({run for text in texts for run in RUN.findall(text)})

    def save(self) -> None:
        """Put the count in the place of the one before."""
        now = timezone.now()
        for language, runs in self.runs.items():
            packed = IndexWords.pack(_by_word(runs, language))
            IndexWords.objects.update_or_create(language=language, defaults={"packed": packed, "counted_at": now})
        IndexWords.objects.exclude(language__in=self.runs).delete()
        seconds = time.monotonic() - self._began
        state = {"counted_at": self._began_at, "seconds": seconds}
        IndexState.objects.update_or_create(
            pk=1, defaults=state, create_defaults={**state, "changed_at": self._began_at}
        )


def _by_word(runs: Mapping[str, int], language: str) -> dict[str, tuple[int, str]]:
    """Folded words with their number of objects and the way most of these write them."""
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for run, number in runs.items():
        for token in analyse(run, language):
            if SHORTEST <= len(token.word) <= LONGEST and token.word.isalpha():
                counts[token.word] += number
                forms[token.word][run[token.start : token.end].lower()] += number
    return {word: (number, forms[word].most_common(1)[0][0]) for word, number in counts.most_common(MOST)}


def known_words(language: str) -> Mapping[str, tuple[int, str]]:
    """By folded word, the number of objects with it and its usual form; as counted last, read at most once a minute."""
    now = time.monotonic()
    read_at, counted_at, found = _read.get(language, (-FRESH_SECONDS, None, {}))
    if now - read_at < FRESH_SECONDS:
        return found
    rows = IndexWords.objects.filter(language=language)
    row = (rows.exclude(counted_at=counted_at) if counted_at else rows).first()
    if row:
        counted_at, found = row.counted_at, row.words
    _read[language] = (now, counted_at, found)
    return found


def forget() -> None:
    """Read the words again at the next use."""
    _read.clear()
