"""What editors tell the search, ready for use: read once and kept until somebody changes it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.analysis import terms, words
from core.cache import remember
from core.searchable import concepts
from search.enums import PromotionKind, SynonymKind
from search.models import Promotion, ProtectedWord, StopWord, SynonymSet

Stems = tuple[str, ...]
TermsByLanguage = Mapping[str, Iterable[str]]


@dataclass(frozen=True, eq=False)  # two entries are two concepts, whatever they say
class Concept:
    """What is found for a term, by language: the stems of each term that stands for the concept."""

    found: Mapping[str, tuple[Stems, ...]]


@dataclass(frozen=True)
class Rule:
    """A page that is shown first or last for queries with all these stems."""

    stems: frozenset[str]
    key: str
    is_promoted: bool


@dataclass(frozen=True)
class Rules:
    """Concepts by language and first stem of what is searched; the other rules by language."""

    concepts: Mapping[str, Mapping[str, tuple[tuple[Stems, Concept], ...]]] = field(default_factory=dict)
    promotions: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    protected: Mapping[str, frozenset[str]] = field(default_factory=dict)
    stop_words: Mapping[str, frozenset[str]] = field(default_factory=dict)


def current_rules() -> Rules:
    """The rules as they are now; four queries, none while nothing has changed."""
    return remember(("search-rules",), read_rules)


def read_rules() -> Rules:
    """The rules as the database has them."""
    index: dict[str, dict[str, list[tuple[Stems, Concept]]]] = defaultdict(lambda: defaultdict(list))
    for searched, found in _sets():
        concept = Concept({language: _stems(values, language) for language, values in found.items()})
        for language, values in searched.items():
            for stems in _stems(values, language):
                index[language][stems[0]].append((stems, concept))
    return Rules(
        concepts={
            language: {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in by_first.items()}
            for language, by_first in index.items()
        },
        promotions=_promotions(),
        protected=_words(ProtectedWord.objects.values_list("language", "word")),
        stop_words=_words(StopWord.objects.values_list("language", "word")),
    )


def _sets() -> Iterable[tuple[TermsByLanguage, TermsByLanguage]]:
    """What is searched and what is found, of every concept: of apps, such as the glossary, and of editors."""
    for found in concepts():
        yield found, found
    for one in SynonymSet.objects.filter(is_active=True).order_by("pk"):
        yield (one.searched if one.kind == SynonymKind.ONE_WAY else one.terms), one.terms


def _stems(values: Iterable[str], language: str) -> tuple[Stems, ...]:
    found = (tuple(terms(value, language)) for value in values)
    return tuple(dict.fromkeys(stems for stems in found if stems))


def _promotions() -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = defaultdict(list)
    for row in Promotion.objects.order_by("pk"):
        stems = frozenset(terms(row.words, row.language))
        if stems:
            is_promoted = row.kind == PromotionKind.PROMOTED
            found[row.language].append(Rule(stems, f"page:{row.page_id}", is_promoted))
    return {language: tuple(rows) for language, rows in found.items()}


def _words(rows: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for language, word in rows:
        found[language].update(words(word, language))
    return {language: frozenset(values) for language, values in found.items()}
