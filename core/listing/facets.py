"""Counts beside the filters: each says how many items its choice would show, all other filters staying.

Kind, institution and year are counted together in one grouped query; topics, of which an item has several, in one
more, and one for each tree whose filter is in force.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractYear, Substr
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.enums import TopicTree
from core.kinds import all_kinds
from core.listing.params import UNDATED, ListingParams
from core.listing.query import ListingQuery
from core.listing.topics import TopicIndex
from core.models import ContentPage, Institution, Topic

SHOWN = 8  # choices before "show more"


@dataclass(frozen=True)
class Choice:
    """One value of a filter: its code, label, the number of items it would show, the label's language when another."""

    value: str
    label: str
    count: int
    language: str = ""


@dataclass(frozen=True)
class Facet:
    """One filter: the parameter's name, its title, its choices."""

    name: str
    title: str
    choices: list[Choice]


@dataclass(frozen=True)
class Counts:
    """How many items there are, how many of them in another language, and the filters with their counts."""

    total: int
    other_language: int
    facets: list[Facet]


def count_all(query: ListingQuery, params: ListingParams, topics: TopicIndex) -> Counts:
    """Totals and every filter that offers a choice; at most five grouped queries and two for labels."""
    rows = _grouped(query, params)
    passing = [row for row in rows if _passes(row, params)]
    columns = {
        name: _tally([row for row in rows if _passes(row, params, but=name)], name)
        for name in ("kind", "institution", "year")
    }
    facets = [
        Facet("kind", pgettext("of content", "Kind"), _kinds(columns["kind"])),
        *_topic_facets(query, params, topics),
        Facet(
            "institution", _("Institution"), [] if query.scope.institution_id else _institutions(columns["institution"])
        ),
        Facet("year", _("Year"), _years(columns["year"])),
    ]
    return Counts(
        total=sum(row["n"] for row in passing),
        other_language=sum(row["n"] for row in passing if row["rank"]),
        facets=[facet for facet in facets if facet.choices],
    )


def _grouped(query: ListingQuery, params: ListingParams) -> list[dict[str, Any]]:
    """How many pages there are of each kind, institution, year and language, before the filters on these."""
    pages = query.filed(params).order_by().annotate(year=ExtractYear("dated_on"))
    return list(pages.values("kind", "institution", "year", "rank").annotate(n=Count("pk")))


def _passes(row: dict[str, Any], params: ListingParams, but: str = "") -> bool:
    """Whether a group passes the filters on its columns, leaving one of them aside."""
    year = None if params.year == UNDATED else int(params.year or 0)
    return (
        (but == "kind" or not params.kind or row["kind"] == params.kind)
        and (but == "institution" or not params.institution or row["institution"] == params.institution.pk)
        and (but == "year" or not params.year or row["year"] == year)
    )


def _tally(rows: list[dict[str, Any]], column: str) -> Counter:
    counts: Counter = Counter()
    for row in rows:
        counts[row[column]] += row["n"]
    return counts


def _kinds(counts: Counter) -> list[Choice]:
    return [Choice(kind.code, str(kind.plural), counts[kind.code]) for kind in all_kinds() if counts[kind.code]]


def _institutions(counts: Counter) -> list[Choice]:
    rows = Institution.objects.with_names().filter(pk__in=[pk for pk in counts if pk])
    choices = [Choice(row.code, row.name(), counts[row.pk], row.name_language()) for row in rows]
    return sorted(choices, key=lambda choice: (-choice.count, choice.label))


def _years(counts: Counter) -> list[Choice]:
    years = sorted((year for year in counts if year), reverse=True)
    choices = [Choice(f"{year:04}", f"{year}", counts[year]) for year in years]
    return [*choices, Choice(UNDATED, _("Undated"), counts[None])] if counts[None] else choices


def _topic_facets(query: ListingQuery, params: ListingParams, index: TopicIndex) -> list[Facet]:
    """The top of each tree; of the listing's own tree, the level below its topic."""
    free = [tree for tree in TopicTree if not getattr(params, tree)]
    counts = _topic_counts(query, params, free)
    for tree in TopicTree:
        if tree not in free:
            counts |= _topic_counts(query, params.without(tree.value), [tree])
    topics = [index.by_path[path] for path in counts]
    choices: dict[str, list[Choice]] = {tree: [] for tree in TopicTree}
    for topic in sorted(topics, key=lambda topic: (topic.order, topic.path)):
        choice = Choice(topic.code, topic.name(), counts[topic.path], topic.name_language())
        choices[topic.tree].append(choice)
    titles = {TopicTree.THEME: _("Theme"), TopicTree.SECTOR: _("Sector"), TopicTree.REGION: _("Region")}
    return [Facet(tree.value, titles[tree], choices[tree]) for tree in TopicTree]


def _topic_counts(query: ListingQuery, params: ListingParams, trees: list[TopicTree]) -> dict[str, int]:
    """Items by path of the topic they are filed under, or below; each item once a topic."""
    scope = query.topic
    pages = query.filtered(params).order_by().values("pk")
    filed = ContentPage.topics.through.objects.filter(topic__tree__in=trees, contentpage_id__in=pages)
    own = len(scope.path) + Topic.steplen if scope else 0
    counts: dict[str, int] = {}
    for length, at_level in _levels(filed, trees, scope, own):
        rows = at_level.values(at=Substr("topic__path", 1, length)).values_list("at")
        counts |= dict(rows.annotate(n=Count("contentpage_id", distinct=True)))
    return counts


def _levels(filed: Any, trees: list[TopicTree], scope: Topic | None, own: int) -> list[tuple[int, Any]]:
    others = [tree for tree in trees if scope is None or tree != scope.tree]
    levels = [(Topic.steplen, filed.filter(topic__tree__in=others))] if others else []
    if scope and scope.tree in trees:
        below = filed.filter(topic__path__startswith=scope.path, topic__depth__gt=scope.depth)
        levels.append((own, below))
    return levels
