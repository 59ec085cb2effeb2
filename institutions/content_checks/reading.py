"""Sentences that can be understood at the first reading."""

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from institutions.content_checks.findings import Finding, Level
from institutions.content_checks.texts import language_of, texts

#: Most words in a sentence, by language (setting SENTENCE_WORDS). Arabic writes its short words joined to the next one and
#: needs fewer; French needs more than English for the same.
SENTENCE_WORDS = {"ar": 30, "fr": 35, "en": 30, "zgh": 30}
OTHERWISE = 35
LONGEST_WORD = 60  # letters; what is longer is an address or a slip
SUMMARY_WORDS = 60
SHOWN, WORDS_SHOWN = 5, 12
_END = re.compile(r"(?<=[.!?؟…])[\s»”\"]+|[\n;؛]+")
#: Abbreviations after which a sentence goes on, and numbers of articles.
_ABBREVIATION = re.compile(r"(?:\b(?:art|no|n|p|pp|al|cf|vol|dr|mr|mme|etc|e\.g|i\.e)|\b\w|\d)\.$", re.IGNORECASE)


def check_reading(page: Any) -> Iterator[Finding]:
    """Sentences and summaries that are too long, in the measure of the page's language."""
    limits = SENTENCE_WORDS | getattr(settings, "SENTENCE_WORDS", {})
    most = limits.get(language_of(page), OTHERWISE)
    found = 0
    for field, text in texts(page):
        for sentence in sentences(text):
            if len(sentence.split()) > most and found < SHOWN:
                found += 1
                yield _long_sentence(field, sentence, most)
    summary = getattr(page, "summary", "") or ""
    if len(summary.split()) > SUMMARY_WORDS:
        words = {"count": SUMMARY_WORDS}
        message = _("The summary has more than %(count)d words. Lists show it whole: one or two sentences are enough.")
        yield Finding(Level.WARNING, "summary-too-long", message % words, "summary")


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line ends one, whatever stands at its end."""
    found: list[str] = []
    goes_on = False
    for part in _END.split(text):
        part = part.strip()
        if not part:
            continue
        if goes_on:
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
        goes_on = bool(_ABBREVIATION.search(part))
    return found


def _long_sentence(field: str, sentence: str, most: int) -> Finding:
    begin = " ".join(sentence.split()[:WORDS_SHOWN])
    message = _(
        "A sentence has %(count)d words; more than %(most)d are hard to follow. Make two of it: “%(begin)s…”"
    ) % {"count": len(sentence.split()), "most": most, "begin": begin}
    return Finding(Level.WARNING, "sentence-too-long", message, field, sentence)
