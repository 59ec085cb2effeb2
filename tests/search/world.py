"""A small random portal with words in it, and what the search must say about it, worked out in plain Python."""

import math
import random
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from core.kinds import get_kind
from core.models import ContentPage, InstitutionName
from knowledge.models import LegalTextPage, Provision, TextVersion
from search.params import FACETS
from tests.core.listing_world import AUDIENCES, DATES, LANGUAGES, TOPICS, World
from tests.factories.bulk import Row

#: Each has one stem of its own in every language (`test_oracle` proves it), so that matching is equality of words.
LATIN = ("fanal", "sextant", "cabestan", "timonier", "hublot", "artimon")
ARABIC = ("شراع", "سفينة", "قبطان", "منارة")
NAMES = {"a": "vigie", "b": "gabier"}
NOWHERE = "drakkar"
WORDS = (*LATIN, *ARABIC, *NAMES.values(), NOWHERE)
READERS = ("ar", "fr", "en", "zgh")
DEFAULT = "fr"
ENOUGH = 10  # objects with all words, from which on those with some of them are not shown
SENTENCE = 6  # words


@dataclass(frozen=True)
class Query:
    """What somebody types, in pieces."""

    words: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    title: str = ""
    without: str = ""
    is_question: bool = False

    @property
    def text(self) -> str:
        """As it is typed."""
        pieces = [*self.words, f'"{" ".join(self.phrase)}"' if self.phrase else ""]
        pieces += [f"title:{self.title}" if self.title else "", f"-{self.without}" if self.without else ""]
        return " ".join(filter(None, pieces)) + (" ?" if self.is_question else "")


@dataclass(frozen=True)
class Wanted:
    """One search: the query, filters by facet, first and last day."""

    query: Query = Query()
    reader: str = "fr"
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    days: tuple[date | None, date | None] = (None, None)
    sort: str = "relevance"

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The parameters of its address."""
        pairs = [("q", self.query.text), ("sort", self.sort)]
        pairs += [(name, value) for name, values in self.filters.items() for value in values]
        return [*pairs, *((name, f"{day}") for name, day in zip(("from", "to"), self.days, strict=True) if day)]


class SearchWorld(World):
    """The random portal of the listings, with titles, summaries and articles made of a few words."""

    def __init__(self, seed: int, items: int = 45) -> None:
        self.summaries: dict[int, list[str]] = {}
        self.articles: dict[int, list[str]] = {}
        super().__init__(seed, items)
        for code, name in NAMES.items():
            InstitutionName.objects.filter(institution=self.institutions[code]).update(text=name)
        chance = random.Random(seed + 1)
        for row in self.rows:
            self.summaries[row.pk] = self._some_words(chance, row, 4) if row.kind != "institution" else []
            ContentPage.objects.filter(pk=row.pk).update(summary=" ".join(self.summaries[row.pk]))
            if row.kind == "law" and chance.random() < 0.5:
                self._write_article(row, self._some_words(chance, row, 3))
        self.visible = [row for row in self.rows if self._is_visible(row)]
        self.vocabulary = {
            code: {word for row in self.visible if row.language == code for word in self._own_words(row)}
            for code in LANGUAGES
        }

    def _item(self, chance: random.Random, number: int, faces: dict) -> list[Row]:
        rows = super()._item(chance, number, faces)
        for row in rows:
            row.title = " ".join([f"n{number}", *self._some_words(chance, row, 3)])
        return rows

    @staticmethod
    def _some_words(chance: random.Random, row: Row, most: int) -> list[str]:
        """Mostly of the row's own script; a French text may quote an Arabic word."""
        own, other = (ARABIC, LATIN) if row.language == "ar" else (LATIN, ARABIC)
        return [chance.choice(own if chance.random() < 0.9 else other) for _ in range(chance.randint(0, most))]

    def _write_article(self, row: Row, words: list[str]) -> None:
        self.articles[row.pk] = words
        version = TextVersion.objects.create(text_key=row.key, language=row.language, number=1, published_at=None)
        Provision.objects.create(version=version, position=1, anchor="art-1", label="1", text=" ".join(words))
        LegalTextPage.objects.filter(pk=row.pk).update(version=version)

    # What each row says

    def _own_words(self, row: Row) -> list[str]:
        return [*row.title.split(), *self.summaries[row.pk], *self.articles.get(row.pk, ())]

    def _stretches(self, row: Row) -> list[list[str]]:
        """What is searched, in stretches that no phrase leaves."""
        name = NAMES[row.parent.entity.code]
        return [row.title.split(), self.summaries[row.pk], [name], ["1", *self.articles.get(row.pk, ())]]

    def codes(self, row: Row, facet: str) -> Collection[str]:
        """The values of a filter under which the row is filed."""
        if facet in TOPICS:
            paths = [topic.path for topic in row.topics if topic.tree == facet]
            above = (topic for topic in self.topics.values() if topic.tree == facet)
            return {topic.code for topic in above if any(path.startswith(topic.path) for path in paths)}
        video = ("video",) if row.kind == "video" else ()
        return {
            "kind": (row.kind,),
            "institution": (row.parent.entity.code,),
            "year": (f"{row.dated_on.year}" if row.dated_on else "undated",),
            "language": (row.language,),
            "audience": row.audience,
            "media": (*video, "text"),
            "authority": (get_kind(row.kind).authority.value,),
        }[facet]

    # The rules

    def language(self, wanted: Wanted) -> str:
        """The query's: by its letters, else the one that knows most of its words, the reader's before others."""
        query = wanted.query
        if not query.text:
            return wanted.reader
        typed = query.words or (*query.phrase, query.title, query.without)
        if any(word in ARABIC for word in typed):
            return "ar"
        latin = dict.fromkeys(code for code in (wanted.reader, DEFAULT, *READERS) if code in ("fr", "en"))
        return max(latin, key=lambda code: sum(word in self.vocabulary[code] for word in typed))

    def is_best(self, row: Row, reader: str) -> bool:
        """Whether a reader is shown this version: their own, the first in the order of languages that there is, or the
        first that has words of its own when that one is a legal text without."""
        if row.language == reader:
            return True
        order = list(dict.fromkeys([reader, DEFAULT, *READERS]))
        versions = sorted(
            (one for one in self.visible if one.key == row.key), key=lambda one: order.index(one.language)
        )
        whole = [one for one in versions if not self._is_hollow(one)]
        return versions[0] is row or (self._is_hollow(versions[0]) and whole[:1] == [row])

    def _is_hollow(self, row: Row) -> bool:
        return row.kind == "law" and row.pk not in self.articles

    def matching(self, query: Query) -> list[Row]:
        """The rows that the query finds, without any filter."""
        kept = [row for row in self.visible if self._has_pieces(row, query)]
        if not query.words:
            return kept
        with_all = [row for row in kept if set(query.words) <= self._says(row)]
        is_question = query.is_question or len(query.words) >= SENTENCE
        if not is_question and (len(set(query.words)) == 1 or len(with_all) >= ENOUGH):
            return with_all
        return [row for row in kept if set(query.words) & self._says(row)]

    def _says(self, row: Row) -> set[str]:
        return {word for stretch in self._stretches(row) for word in stretch}

    def _has_pieces(self, row: Row, query: Query) -> bool:
        """Whether it has the phrase, the word of the title, and not what is left out."""
        phrase, size = list(query.phrase), len(query.phrase)
        return (
            (
                not size
                or any(part[at : at + size] == phrase for part in self._stretches(row) for at in range(len(part)))
            )
            and (not query.title or query.title in row.title.split())
            and (not query.without or query.without not in self._says(row))
        )

    def found(self, wanted: Wanted, aside: str = "") -> Iterator[Row]:
        """The rows that pass every filter but the one of the facet `aside`."""
        language = self.language(wanted)
        filters = {name: values for name, values in wanted.filters.items() if name != aside}
        first, last = (day.toordinal() if day else None for day in wanted.days)
        for row in self.matching(wanted.query):
            day = row.dated_on.toordinal() if row.dated_on else None
            if (first or last) and not (day and (first or 1) <= day <= (last or math.inf)):
                continue
            if "language" not in wanted.filters and aside != "language" and not self.is_best(row, language):
                continue
            if all(set(values) & set(self.codes(row, name)) for name, values in filters.items()):
                yield row

    def facet_counts(self, wanted: Wanted) -> dict[str, dict[str, int]]:
        """By facet, how many objects each value has, the filters of the facet left aside."""
        return {
            name: dict(Counter(code for row in self.found(wanted, aside=name) for code in set(self.codes(row, name))))
            for name in FACETS
        }

    def keys(self, wanted: Wanted) -> list[str]:
        """Keys of what is found; by date the undated come last, and equal ones in the order of keys."""
        sign = -1 if wanted.sort == "newest" else 1
        rows = sorted(
            self.found(wanted),
            key=lambda row: (
                row.dated_on is None,
                sign * row.dated_on.toordinal() if row.dated_on else 0,
                f"page:{row.pk}",
            ),
        )
        return [f"page:{row.pk}" for row in rows]


# Random searches


def some_query(chance: random.Random) -> Query:
    """A query of a random form."""
    form = chance.choice(("none", "one", "two", "two", "phrase", "title", "without", "mixed", "question", "left out"))
    script = chance.choice((LATIN, ARABIC))
    one, other = chance.choice([*script, *NAMES.values(), NOWHERE]), chance.choice(script)
    if form == "phrase":
        return Query(phrase=tuple(chance.choices(script, k=2)))
    if form == "left out":
        return Query(without=other)
    if form == "mixed":
        return Query((one,), tuple(chance.choices(script, k=2)), other, chance.choice(script))
    words = {"none": (), "title": (), "one": (one,), "without": (one,)}.get(form, (one, other))
    return Query(
        words,
        title=other if form == "title" else "",
        without=other if form == "without" and other != one else "",
        is_question=form == "question",
    )


VALUES = {
    "kind": ("guide", "news", "law", "programme", "video", "champion", "institution", "unheard_of"),
    **{tree: tuple(code for code, _parent in rows) for tree, rows in TOPICS.items()},
    "institution": ("a", "b", "nobody"),
    "year": ("2019", "2020", "2024", "undated"),
    "language": LANGUAGES,
    "audience": tuple(sorted({code for codes in AUDIENCES for code in codes})),
    "media": ("text", "video", "file"),
    "authority": ("information", "official", "binding"),
}
DAYS = (None, None, *(day for day in DATES if day), date(2021, 1, 1))


def some_search(chance: random.Random, facets: Collection[str]) -> Wanted:
    """A random search with one or two values of each of these filters."""
    filters = {}
    for name in facets:
        filters[name] = tuple(chance.sample(VALUES[name], min(len(VALUES[name]), chance.choice((1, 2)))))
    days = sorted((chance.choice(DAYS), chance.choice(DAYS)), key=lambda day: day or date.min)
    first, last = days if chance.random() < 0.3 else (None, None)
    return Wanted(
        some_query(chance),
        chance.choice(READERS),
        filters,
        (first, last),
        chance.choice(("relevance", "newest", "oldest")),
    )
