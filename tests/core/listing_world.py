"""A small random portal, and what its listings must say about it, worked out in plain Python."""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from wagtail.models import PageViewRestriction

from core.kinds import listed_codes
from core.models import Topic
from institutions.models import ChampionPage, InstitutionPage, ItemPage, MediaPage, PlatformPage, ProgrammePage
from knowledge.enums import KNOWLEDGE_KINDS
from knowledge.models import GlossaryTermPage, LegalTextPage, RightsSheetPage
from tests.factories import pages
from tests.factories.bulk import Row, make_rows

LANGUAGES = ("ar", "fr", "en", "zgh")
#: One kind at least of every type that is listed.
MODELS = {
    "guide": ItemPage,
    "news": ItemPage,
    "law": LegalTextPage,
    "programme": ProgrammePage,
    "video": MediaPage,
    "champion": ChampionPage,
    "platform": PlatformPage,
    "glossary_term": GlossaryTermPage,
    "rights_sheet": RightsSheetPage,
}
KINDS = (*MODELS, "institution")
AUDIENCES = (["everyone"], ["citizen"], ["youth", "journalist"], [])
TREES = ("theme", "sector", "region")
NOW = datetime.now(UTC)
DATES = (None, date(2019, 12, 31), date(2020, 1, 1), date(2024, 2, 29))
PUBLISHED = (None, NOW - timedelta(days=400), NOW - timedelta(days=3))
# code, parent; all trees share one space of codes
TOPICS = {
    "theme": (("t1", ""), ("t1a", "t1"), ("t1aa", "t1a"), ("t1b", "t1"), ("t2", "")),
    "sector": (("s1", ""), ("s1a", "s1"), ("s2", "")),
    "region": (("r1", ""), ("r2", "")),
}


@dataclass
class Asked:
    """One listing as somebody asks for it: all values are codes, empty ones ask for nothing."""

    language: str = "fr"
    scope_topic: str = ""
    scope_institution: str = ""
    scope_audience: str = ""
    scope_knowledge: bool = False
    kind: str = ""
    theme: str = ""
    sector: str = ""
    region: str = ""
    institution: str = ""
    year: str = ""
    languages: str = ""
    sort: str = "newest"

    def query(self) -> dict[str, str]:
        """The parameters of the address."""
        names = ("kind", "theme", "sector", "region", "institution", "year", "languages", "sort")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


class World:
    """The random portal: its topics, institutions and rows; `seed` decides everything."""

    def __init__(self, seed: int, items: int = 45) -> None:
        chance = random.Random(seed)
        self.tree = pages.make_tree()
        self.topics: dict[str, Topic] = {}
        for tree, codes in TOPICS.items():
            for code, parent in codes:
                self.topics[code] = pages.make_topic(code, tree, parent=self.topics.get(parent), fr=code)
        self.topics = {topic.code: topic for topic in Topic.objects.all()}
        self.institutions = {code: pages.make_institution(code, fr=code) for code in ("a", "b")}
        self.restricted: set[int] = set()
        self.rows = self._faces(chance)
        faces = {(row.parent.entity.code, row.language): row.parent for row in self.rows}
        made = [row for number in range(items) for row in self._item(chance, number, faces)]
        make_rows(made)
        self.rows += made
        for row in made:
            if chance.random() < 0.08:
                self._restrict(row.pk)

    def _faces(self, chance: random.Random) -> list[Row]:
        """Institutions are listed too, under the topics they are filed under; one of them is for a group only."""
        rows = []
        for code, entity in self.institutions.items():
            key, topics = uuid.uuid4(), self._some_topics(chance)
            for language in LANGUAGES[:3]:
                page = pages.add_institution(
                    self.tree, entity, language, title=f"{code} {language}", translation_key=key
                )
                page.topics.set(topics)
                page.save()
                row = Row(page, page.title, "institution", InstitutionPage, key, topics, pk=page.pk)
                row.first_published_at = page.first_published_at
                rows.append(row)
        self._restrict(rows[-1].pk)  # b in English, with everything below
        return rows

    def _some_topics(self, chance: random.Random) -> list[Topic]:
        return [self.topics[code] for code in chance.sample(sorted(self.topics), chance.randint(0, 4))]

    def _item(self, chance: random.Random, number: int, faces: dict[tuple[str, str], Any]) -> list[Row]:
        """One item in one to three languages, each translation in a state of its own."""
        key, topics, day = uuid.uuid4(), self._some_topics(chance), chance.choice(DATES)
        institution, kind = chance.choice(("a", "b")), chance.choice(list(MODELS))
        audience = chance.choice(AUDIENCES)
        rows = []
        for language in chance.sample(LANGUAGES[:3], chance.randint(1, 3)):
            state = chance.choices(("live", "draft", "expired", "due"), (8, 2, 1, 1))[0]
            title = f"{chance.randrange(10**6):06}"
            row = Row(faces[institution, language], title, kind, MODELS[kind], key, topics, day, audience=audience)
            row.live = state != "draft"
            row.expired = state == "expired"
            row.expire_at = {"due": NOW - timedelta(minutes=1), "live": NOW + timedelta(days=1)}.get(state)
            row.first_published_at = chance.choice(PUBLISHED)
            rows.append(row)
        return rows

    def _restrict(self, pk: int) -> None:
        PageViewRestriction.objects.create(page_id=pk, restriction_type=PageViewRestriction.LOGIN)
        self.restricted.add(pk)

    # What listings must say

    def expected(self, asked: Asked) -> list[Row]:
        """The rows a listing shows, in order."""
        chosen = [row for row in self._best(asked.language) if self._in_scope(row, asked) and self._passes(row, asked)]
        return sorted(chosen, key=self._order(asked))

    def counts(self, asked: Asked, name: str, values: list[str]) -> dict[str, int]:
        """How many items each value of one filter would show, all others staying; without zeros."""
        found = {}
        for value in values:
            changed = Asked(**(vars(asked) | {name: value}))
            if number := len(self.expected(changed)):
                found[value] = number
        return found

    def _is_visible(self, row: Row) -> bool:
        hidden = row.pk in self.restricted or row.parent.pk in self.restricted
        is_past = row.expired or (row.expire_at is not None and row.expire_at <= datetime.now(UTC))
        return row.live and not hidden and not is_past and row.kind in listed_codes()

    def _best(self, language: str) -> list[Row]:
        """Each item once: in the reader's language, else the default one, else the next of the portal's."""
        order = list(dict.fromkeys([language, "fr", *LANGUAGES]))
        best: dict[uuid.UUID, Row] = {}
        for row in filter(self._is_visible, self.rows):
            if row.key not in best or order.index(row.language) < order.index(best[row.key].language):
                best[row.key] = row
        return list(best.values())

    def _is_under(self, row: Row, code: str) -> bool:
        top = self.topics[code]
        return any(topic.tree == top.tree and topic.path.startswith(top.path) for topic in row.topics)

    def _in_scope(self, row: Row, asked: Asked) -> bool:
        if asked.scope_topic and not self._is_under(row, asked.scope_topic):
            return False
        if asked.scope_audience and asked.scope_audience not in row.audience:
            return False
        if asked.scope_knowledge and row.kind not in KNOWLEDGE_KINDS:
            return False
        own = row.parent.entity.code == asked.scope_institution and row.kind != "institution"
        return own or not asked.scope_institution

    def _passes(self, row: Row, asked: Asked) -> bool:
        year = f"{row.dated_on.year}" if row.dated_on else "undated"
        return (
            (not asked.kind or row.kind == asked.kind)
            and all(self._is_under(row, getattr(asked, tree)) for tree in TREES if getattr(asked, tree))
            and (not asked.institution or row.parent.entity.code == asked.institution)
            and (not asked.year or year == asked.year)
            and (asked.languages != "own" or row.language == asked.language)
        )

    def _order(self, asked: Asked) -> Callable[[Row], tuple]:
        sign = -1 if asked.sort == "newest" else 1

        def key(row: Row) -> tuple:
            other = row.language != asked.language
            if asked.sort == "title":
                return (other, row.title, row.pk)
            day = (row.dated_on is None, sign * row.dated_on.toordinal() if row.dated_on else 0)
            first = row.first_published_at
            return (other, *day, first is None, sign * first.timestamp() if first else 0, row.pk)

        return key

    def scope(self, asked: Asked) -> dict[str, Any]:
        """Arguments of core.listing.query.Scope."""
        topic, institution = self.topics.get(asked.scope_topic), self.institutions.get(asked.scope_institution)
        return {
            "topic_id": topic and topic.pk,
            "institution_id": institution and institution.pk,
            "audience": asked.scope_audience,
            "kinds": KNOWLEDGE_KINDS if asked.scope_knowledge else (),
        }

    def choices(self, asked: Asked, tree: str) -> list[str]:
        """Topics a filter offers: the top of the tree, or the level below the listing's own topic."""
        scope = self.topics.get(asked.scope_topic)
        if scope is None or scope.tree != tree:
            return [topic.code for topic in self.topics.values() if topic.tree == tree and topic.depth == 1]
        below = scope.depth + 1
        return [t.code for t in self.topics.values() if t.depth == below and t.path.startswith(scope.path)]


def stored(rows: list[Row]) -> list[int]:
    """Keys of rows, for comparing with what the database gave."""
    return [row.pk for row in rows]
