"""What things are called here: topics, and the concepts that apps and editors know, by language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from rapidfuzz import fuzz, process

from core.analysis import stop_words, terms
from core.analysis.fold import fold
from core.cache import remember
from core.faces import topic_urls
from core.listing.topics import TopicIndex
from core.searchable import concepts
from search.models import SynonymSet

NEAR = 80.0  # of 100: how alike a misspelt name must be


@dataclass(frozen=True)
class Name:
    """One name in one language. `url` is the page of what it names, when it has one; without, one searches for it."""

    text: str
    language: str
    url: str = ""

    @cached_property
    def folded(self) -> str:
        """The name as `fold` writes it, after a space."""
        return f" {fold(self.text)}"


def names(request: HttpRequest, language: str) -> tuple[Name, ...]:
    """Every name in a language, once, topics first; two queries, none while nothing public has changed."""
    return remember(("search-names", language, request.get_host()), lambda: tuple(_read(request, language)))


def _read(request: HttpRequest, language: str) -> Iterator[Name]:
    seen: set[str] = set()
    for name in (*_topics(request, language), *_concepts(language)):
        if name.folded not in seen:
            seen.add(name.folded)
            yield name


def _topics(request: HttpRequest, language: str) -> Iterator[Name]:
    urls = topic_urls(language, request)
    for topic in TopicIndex.load(request).by_id.values():
        if topic.name_row(language) and not topic.name_language(language):
            yield Name(topic.name(language), language, urls.get(topic.pk, ""))


def _concepts(language: str) -> Iterator[Name]:
    """The first term of a concept is what it is called; the others are other forms of it."""
    for found in concepts():
        yield from (Name(term, language) for term in found.get(language, [])[:1])
    for one in SynonymSet.objects.filter(is_active=True).order_by("pk"):
        yield from (Name(term, language) for term in one.terms.get(language, []))


def beginning_with(text: str, found: Iterable[Name], most: int) -> list[Name]:
    """The names in which a word begins as `text` does; those that begin with it first."""
    wanted = fold(text)
    if not wanted:
        return []
    matching = [name for name in found if f" {wanted}" in name.folded]
    return sorted(matching, key=lambda name: (not name.folded.startswith(f" {wanted}"), len(name.text)))[:most]


def related(text: str, language: str, found: Iterable[Name], most: int) -> list[Name]:
    """The names that share a word with the text, or failing that, those that are written nearly alike."""
    ignored = stop_words(language)
    wanted = {term for term in terms(text, language) if term not in ignored}
    sharing = [(len(wanted.intersection(terms(name.text, language))), name) for name in found]
    best = sorted((pair for pair in sharing if pair[0]), key=lambda pair: (-pair[0], len(pair[1].text)))
    if best:
        return [name for _count, name in best[:most]]
    by_folded = {name.folded.strip(): name for _count, name in sharing}
    near = process.extract(fold(text), by_folded.keys(), scorer=fuzz.WRatio, score_cutoff=NEAR, limit=most)
    return [by_folded[folded] for folded, _score, _position in near]
