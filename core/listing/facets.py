"""Counts beside the filters: each says how many items its choice would show, all other filters staying."""

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import ExtractYear, Substr
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.enums import TopicTree
from core.kinds import all_kinds
from core.listing.params import UNDATED, ListingParams
from core.listing.query import ListingQuery
from core.models import ContentPage, Institution, Topic

SHOWN = 8  # choices before "show more"


@dataclass(frozen=True)
class Choice:
    """One value of a filter: its code, label and the number of items it would show."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Facet:
    """One filter: the parameter's name, its title, its choices."""

    name: str
    title: str
    choices: list[Choice]


def build_facets(query: ListingQuery, params: ListingParams) -> list[Facet]:
    """Every filter that offers a choice; a constant number of queries."""
    facets = [
        Facet("kind", pgettext("of content", "Kind"), _kinds(query, params)),
        *(_topic_facet(query, params, tree) for tree in TopicTree),
        Facet("institution", _("Institution"), _institutions(query, params)),
        Facet("year", _("Year"), _years(query, params)),
    ]
    return [facet for facet in facets if facet.choices]


def _kinds(query: ListingQuery, params: ListingParams) -> list[Choice]:
    rows = query.filtered(params.without("kind")).order_by().values_list("kind").annotate(n=Count("pk"))
    counts = dict(rows)
    return [Choice(kind.code, str(kind.plural), counts[kind.code]) for kind in all_kinds() if counts.get(kind.code)]


def _topic_facet(query: ListingQuery, params: ListingParams, tree: TopicTree) -> Facet:
    titles = {TopicTree.THEME: _("Theme"), TopicTree.SECTOR: _("Sector"), TopicTree.REGION: _("Region")}
    return Facet(tree.value, titles[tree], _topics(query, params, tree))


def _topics(query: ListingQuery, params: ListingParams, tree: TopicTree) -> list[Choice]:
    """The topics one level below the listing's own, or the top of another tree."""
    scope = query.scope.topic if query.scope.topic and query.scope.topic.tree == tree else None
    prefix = scope.path if scope else ""
    length = len(prefix) + Topic.steplen
    filed = ContentPage.topics.through.objects.filter(
        topic__tree=tree,
        topic__path__startswith=prefix,
        topic__depth__gte=length // Topic.steplen,
        contentpage_id__in=query.filtered(params.without(tree.value)).order_by().values("pk"),
    )
    rows = filed.values(at=Substr("topic__path", 1, length)).values_list("at").annotate(
        n=Count("contentpage_id", distinct=True)
    )
    counts = dict(rows)
    topics = Topic.objects.with_names().filter(path__in=counts).order_by("path") if counts else []
    return [Choice(topic.code, topic.name(), counts[topic.path]) for topic in topics]


def _institutions(query: ListingQuery, params: ListingParams) -> list[Choice]:
    if query.scope.institution:
        return []
    rows = (
        query.filtered(params.without("institution"))
        .filter(institution__isnull=False)
        .order_by()
        .values_list("institution_id")
        .annotate(n=Count("pk"))
    )
    counts = dict(rows)
    institutions = Institution.objects.with_names().filter(pk__in=counts) if counts else []
    choices = [Choice(row.code, row.name(), counts[row.pk]) for row in institutions]
    return sorted(choices, key=lambda choice: (-choice.count, choice.label))


def _years(query: ListingQuery, params: ListingParams) -> list[Choice]:
    rows = (
        query.filtered(params.without("year"))
        .order_by()
        .values(year=ExtractYear("dated_on"))
        .values_list("year")
        .annotate(n=Count("pk"))
    )
    counts = dict(rows)
    undated = counts.pop(None, 0)
    choices = [Choice(f"{year:04}", f"{year}", counts[year]) for year in sorted(counts, reverse=True)]
    return [*choices, Choice(UNDATED, _("Undated"), undated)] if undated else choices
