"""Turns a query into clauses for engines: one for objects, one for the parts of those on the result page.

Every word is looked for in every language: in the query's own, and in the others as it was typed and by the terms of its
concept. What is found in the query's language comes first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from core.analysis import analyse, stop_words, terms
from search.engines.base import AllOf, Always, AnyOf, Best, Clause, Phrase, Term
from search.query.asked import Asked
from search.query.groups import MOST_GROUPS, Group, word_groups
from search.query.rules import Rules, Stems

#: How much a word counts by where it stands, against the whole text; measured by `manage.py bench_relevance`.
TITLE, SUMMARY, EXACT, PART_EXACT = 2.0, 0.5, 0.4, 0.4
NEIGHBOURS = 0.2  # two words of the query side by side, against each of them
CONCEPT = 0.7  # another term of the concept, against the one that was typed
#: Far above any sum of words: objects with all words before others, then those in the query's language, then recommended.
ALL_WORDS, OWN_LANGUAGE, PROMOTED = 256.0, 1024.0, 4096.0


@dataclass(frozen=True, slots=True)
class Composed:
    """Clauses for objects, and by language for their parts, and the groups of words they were made of."""

    objects: Clause
    parts: Mapping[str, Clause]
    groups: tuple[Group, ...]


class Match(Enum):
    """Which objects match a query of several words: those with all, those with some and all first, those with some."""

    ALL = "all"
    SOME = "some"
    QUESTION = "question"


def compose(asked: Asked, language: str, rules: Rules, languages: Sequence[str], match: Match = Match.ALL) -> Composed:
    """What to ask for a query in `language` among objects in `languages`."""
    if match is Match.QUESTION:  # what a sentence quotes is a hint, not a condition
        asked = replace(asked, words=" ".join([asked.words, *asked.phrases]), phrases=())
    groups = word_groups(asked.words, language, rules)
    own = [language, *(code for code in languages if code != language)]
    by_language = [_in_language(asked, groups, code, language, match) for code in own if code in languages]
    matching: Clause = AnyOf(tuple(by_language)) if not asked.is_empty else Always(0.0)
    without = tuple(clause for text in asked.without for code in own for clause in _without(text, code))
    if not asked.is_empty or without:
        matching = AllOf((matching,), without=without)
    return Composed(
        objects=_with_promotions(matching, asked, language, rules),
        parts={code: _part(asked, groups, code, language) for code in own if code in languages},
        groups=tuple(groups),
    )


def _in_language(asked: Asked, groups: Sequence[Group], code: str, language: str, match: Match) -> Clause:
    """Objects in one language that match the query."""
    clauses: list[Clause] = []
    also: list[Clause] = []
    if groups:
        words = tuple(_group(group, code) for group in groups)
        clauses.append(AllOf(words) if match is Match.ALL else AnyOf(words))
        if match is Match.SOME and len(words) > 1:
            also.append(Always(ALL_WORDS, AllOf(words)))
    clauses += [clause for text in asked.phrases for clause in _phrase("text", text, code)]
    clauses += [clause for text in asked.titles for clause in _phrase("title", text, code)]
    if code == language:
        also += [Always(OWN_LANGUAGE, Term("language", code)), *_neighbours(asked.words, code)]
    return AllOf(tuple(clauses), also=tuple(also)) if clauses else AnyOf(())


def _neighbours(text: str, code: str) -> list[Clause]:
    """A little for each two words that stand together in the query and in the object; not for two words of grammar."""
    ignored = stop_words(code)
    pairs = pairwise(analyse(text, code)[:MOST_GROUPS])
    stems = [(one.term, two.term) for one, two in pairs if one.end <= two.start and {one.word, two.word} - ignored]
    return [Phrase("text", (f"{code}:{one}", f"{code}:{two}"), NEIGHBOURS) for one, two in dict.fromkeys(stems)]


def _group(group: Group, code: str) -> Clause:
    """Objects with the words of a group as they were typed, or with another term of their concept."""
    others = dict.fromkeys(stems for concept in group.concepts for stems in concept.found.get(code, ()))
    typed = tuple(terms(group.text, code))
    alternatives = [_typed(group.text, code), *(_term(stems, code) for stems in others if stems != typed)]
    return Best(tuple(alternatives)) if len(alternatives) > 1 else alternatives[0]


def _typed(text: str, code: str) -> Clause:
    clauses = [
        AllOf(
            (Term("text", f"{code}:{token.term}"),),  # it holds whatever the other fields hold
            also=(
                Term("title", f"{code}:{token.term}", TITLE),
                Term("summary", f"{code}:{token.term}", SUMMARY),
                Term("words", f"{code}:{token.word}", EXACT),
            ),
        )
        for token in analyse(text, code)
    ]
    return clauses[0] if len(clauses) == 1 else AllOf(tuple(clauses)) if clauses else AnyOf(())


def _term(stems: Stems, code: str) -> Clause:
    found = tuple(f"{code}:{stem}" for stem in stems)
    if len(found) == 1:
        return AnyOf((Term("text", found[0], CONCEPT), Term("title", found[0], TITLE * CONCEPT)))
    weight = CONCEPT / len(found)  # engines add up the words of a phrase; a concept counts once
    return AnyOf((Phrase("text", found, weight), Phrase("title", found, TITLE * weight)))


def _phrase(field: str, text: str, code: str) -> list[Clause]:
    """The words one after the other in a field. A text without words in this language matches nothing."""
    found = tuple(f"{code}:{term}" for term in terms(text, code))
    return [Phrase(field, found) if found else AnyOf(())]


def _without(text: str, code: str) -> list[Clause]:
    found = tuple(f"{code}:{term}" for term in terms(text, code))
    return [Phrase("text", found)] if found else []


def _part(asked: Asked, groups: Sequence[Group], code: str, language: str) -> Clause:
    """Parts with any word of the query; those with a whole phrase first."""
    clauses: list[Clause] = [Phrase("part", stems, 4.0) for text in asked.phrases if (stems := _stems(text, code))]
    for group in groups:
        tokens = analyse(group.text, code)
        clauses += [Term("part", f"{code}:{token.term}") for token in tokens]
        clauses += [Term("part_words", f"{code}:{token.word}", PART_EXACT) for token in tokens]
        others = dict.fromkeys(stems for concept in group.concepts for stems in concept.found.get(code, ()))
        clauses += [Phrase("part", tuple(f"{code}:{stem}" for stem in stems), CONCEPT) for stems in others]
    return AnyOf(tuple(clauses))


def _stems(text: str, code: str) -> tuple[str, ...]:
    return tuple(f"{code}:{term}" for term in terms(text, code))


def _with_promotions(matching: Clause, asked: Asked, language: str, rules: Rules) -> Clause:
    """Recommended objects are found whatever they say, and come first; demoted ones come after all others."""
    stems = set(terms(asked.words, language))
    meant = [rule for rule in rules.promotions.get(language, ()) if rule.stems <= stems]
    first = tuple(Always(PROMOTED, Term("key", rule.key)) for rule in meant if rule.is_promoted)
    last = tuple(Term("key", rule.key) for rule in meant if not rule.is_promoted)
    if last:
        others: Clause = AllOf((Always(PROMOTED),), without=last)
        matching = AllOf((matching,), also=(others,))
        first = tuple(Always(2 * PROMOTED, one.clause) for one in first)
    return AnyOf((matching, *first)) if first else matching
