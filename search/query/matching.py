"""Decides whether a query finds objects with all of its words, or with some of them.

The decision looks at the query alone, never at filters: choosing one must show as many results as its count says.
"""

from collections.abc import Sequence

from core.analysis import stop_words, words
from search.engines.base import Engine, Request
from search.query.asked import QUESTION_MARKS, Asked
from search.query.compose import Composed, Match, compose
from search.query.rules import Rules

ENOUGH = 10  # results with all words, below which those with some are shown too
QUESTION_WORDS = 6  # a query with as many words that mean something is a sentence


def is_question(asked: Asked, language: str) -> bool:
    """Whether somebody wrote a sentence, of which no text can have every word."""
    if asked.words.rstrip().endswith(QUESTION_MARKS):
        return True
    found = words(asked.words, language)
    grammar = stop_words(language)
    return sum(word not in grammar for word in found) >= QUESTION_WORDS


def best_match(
    engine: Engine,
    asked: Asked,
    language: str,
    rules: Rules,
    languages: Sequence[str],
    *,
    now: int = 0,
    hidden: frozenset[str] = frozenset(),
    exactly: bool = False,
) -> tuple[Composed, Match, int]:
    """The clauses to use, by which match, and how many objects have all words (0 when it was not asked).

    `exactly` wants all words whatever comes of it. Raises EngineDown as `Engine.search`.
    """
    if not exactly and is_question(asked, language):
        return compose(asked, language, rules, languages, Match.QUESTION), Match.QUESTION, 0
    strict = compose(asked, language, rules, languages, Match.ALL)
    if exactly or len(strict.groups) < 2:
        return strict, Match.ALL, 0
    with_all = engine.search(Request(strict.objects, now=now, hidden=hidden, limit=0)).total
    if with_all >= ENOUGH:
        return strict, Match.ALL, with_all
    return compose(asked, language, rules, languages, Match.SOME), Match.SOME, with_all
