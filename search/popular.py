"""What many people have searched for lately, fit to be shown to everybody."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from core.analysis import stop_words, words
from core.cache import remember
from search.models import QueryCount
from search.spelling.vocabulary import known_words

WINDOW = timedelta(days=30)
SHARED = 3  # searches in the window
MOST = 200
ELIDED = {"fr": frozenset("cdjlmnst")}  # letters that lean on the next word, folded without their apostrophe


def popular_queries(language: str) -> tuple[str, ...]:
    """Queries of the last thirty days with results and at least three searches, the most frequent first.

    Only those whose every word stands in a public object: what people type must not become a wall to write on, and a
    private person's name is never shown. One query, none while nothing public has changed.
    """
    return remember(("popular-queries", language), lambda: tuple(_read(language)))


def _read(language: str) -> Iterator[str]:
    since = timezone.now() - WINDOW
    rows = QueryCount.objects.filter(language=language, hour__gte=since, results__gt=0).order_by()
    counted = rows.values("query").annotate(total=Sum("searches")).filter(total__gte=SHARED)
    seen: set[str] = set()
    for query in counted.order_by("-total", "query").values_list("query", flat=True)[:MOST]:
        text = _written(query, language)
        if text and text not in seen:
            seen.add(text)
            yield text


def _written(query: str, language: str) -> str:
    """A folded query as texts write its words, or nothing when one of them stands in no text."""
    known, grammar, elided = known_words(language), stop_words(language), ELIDED.get(language, frozenset())
    text = ""
    for word in words(query, language):
        usual = known[word][1] if word in known else word
        if word in elided:
            text += f"{word}’"
        elif word in known or word in grammar or (word.isdecimal() and len(word) < 5):
            text += f"{usual} "
        else:
            return ""
    return text.strip(" ’")
