"""The words of a query, each with what else stands for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.analysis import Token, analyse, stop_words
from search.query.rules import Concept, Rules

MOST_GROUPS = 24


@dataclass(frozen=True, slots=True)
class Group:
    """One word of a query, or several that stand for one concept together; `text` as it was typed."""

    text: str
    concepts: tuple[Concept, ...] = ()


def word_groups(text: str, language: str, rules: Rules) -> list[Group]:
    """The groups of a query in this language, in order. Words of grammar are left out, unless there is nothing else."""
    tokens = analyse(text, language)
    groups: list[Group] = []
    said_nothing: list[Group] = []
    ignored = stop_words(language) | rules.stop_words.get(language, frozenset())
    position = 0
    while position < len(tokens):
        length, concepts = _concepts_at(tokens, position, language, rules)
        span = text[tokens[position].start : tokens[position + length - 1].end]
        is_ignored = length == 1 and not concepts and tokens[position].word in ignored
        (said_nothing if is_ignored else groups).append(Group(span, concepts))
        position += length
    return _distinct(groups or said_nothing)[:MOST_GROUPS]


def _concepts_at(
    tokens: Sequence[Token], position: int, language: str, rules: Rules
) -> tuple[int, tuple[Concept, ...]]:
    """How many tokens the longest term that begins here has, and its concepts; one token without any."""
    rows = rules.concepts.get(language, {}).get(tokens[position].term, ())
    ahead = [token.term for token in tokens[position : position + 12]]
    matching = [(len(stems), concept) for stems, concept in rows if tuple(ahead[: len(stems)]) == stems]
    longest = max((length for length, _concept in matching), default=1)
    return longest, tuple(concept for length, concept in matching if length == longest)


def _distinct(groups: list[Group]) -> list[Group]:
    return list(dict.fromkeys(groups))
