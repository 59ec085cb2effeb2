"""Listings say what plain Python says, under every combination of filters: totals, counts, order, pages."""

import itertools

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.kinds import listed_codes
from core.listing import ListingParams, build_listing
from core.listing.facets import count_all
from core.listing.listing import PAGE_SIZE
from core.listing.query import ListingQuery, Scope
from core.listing.topics import TopicIndex
from home.sections import home_sections
from tests.core.listing_world import KINDS, LANGUAGES, TREES, Asked, World, stored
from tests.factories.pages import add_sector, add_theme
from themes.links import topic_links

YEARS = ("", "2019", "2020", "2024", "undated", "1999")
asked_for = st.builds(
    Asked,
    language=st.sampled_from(LANGUAGES),
    kind=st.sampled_from(("", *KINDS, "report")),
    theme=st.sampled_from(("", "t1", "t1a", "t1aa", "t1b", "t2")),
    sector=st.sampled_from(("", "", "s1", "s1a", "s2")),
    region=st.sampled_from(("", "", "r1", "r2")),
    institution=st.sampled_from(("", "", "a", "b")),
    year=st.sampled_from(YEARS),
    languages=st.sampled_from(("", "own")),
    sort=st.sampled_from(("newest", "oldest", "title")),
    scope_topic=st.sampled_from(("", "t1", "t1a", "t2", "s1", "r1")),
    scope_institution=st.sampled_from(("", "", "a", "b")),
    scope_audience=st.sampled_from(("", "", "", "youth", "citizen", "official")),
    scope_knowledge=st.booleans(),
)


class RandomWorld:
    """The same rules hold in each world."""

    seed = 0

    @classmethod
    def setUpTestData(cls):
        cls.world = World(cls.seed)

    def setUp(self):
        self.topics = TopicIndex.read()

    def query(self, asked):
        return ListingQuery(Scope(**self.world.scope(asked)), asked.language, self.topics)

    def count(self, asked):
        return count_all(self.query(asked), self.params(asked), self.topics)

    def params(self, asked):
        query = QueryDict(mutable=True)
        query.update(asked.query())
        return ListingParams.from_query(query, self.topics)

    def check(self, asked):
        query, params = self.query(asked), self.params(asked)
        assert params.unknown == ()
        expected = self.world.expected(asked)
        assert list(query.sorted(params).values_list("pk", flat=True)) == stored(expected)
        counts = self.count(asked)
        assert counts.total == len(expected)
        assert counts.other_language == sum(row.language != asked.language for row in expected)
        shown = {facet.name: {choice.value: choice.count for choice in facet.choices} for facet in counts.facets}
        assert shown == self.expected_facets(asked)

    def expected_facets(self, asked):
        values = {"kind": listed_codes(), "year": [year for year in YEARS if year], "institution": ["a", "b"]}
        values |= {tree: self.world.choices(asked, tree) for tree in TREES}
        if asked.scope_institution:
            values["institution"] = []
        found = {name: self.world.counts(asked, name, known) for name, known in values.items()}
        return {name: numbers for name, numbers in found.items() if numbers}

    @pytest.mark.no_cover  # many repetitions of what the tests below cover; tracing would double their time
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(asked=asked_for)
    def test_totals_counts_and_order_equal_the_oracle(self, asked):
        with translation.override(asked.language):
            self.check(asked)

    @pytest.mark.no_cover
    def test_every_combination_of_filters_equals_the_oracle(self):
        """Each filter left out or set, seven at once included; language, order and scope change along."""
        values = {"kind": ("law",), "theme": ("t1a",), "sector": ("s1",), "region": ("r1",), "institution": ("a",)}
        values |= {"year": ("2020", "undated"), "languages": ("own",)}
        combinations = itertools.product(*(("", *found) for found in values.values()))
        readers, orders = itertools.cycle(LANGUAGES), itertools.cycle(("newest", "oldest", "title"))
        scopes = itertools.cycle(("", "t1", "", "s1", "r1"))
        for chosen in combinations:
            asked = Asked(next(readers), next(scopes), sort=next(orders), **dict(zip(values, chosen, strict=True)))
            with translation.override(asked.language):
                self.check(asked)

    @pytest.mark.no_cover
    def test_choosing_a_value_shows_as_many_items_as_was_said_beside_it(self):
        with translation.override("ar"):
            asked = Asked(language="ar", scope_topic="t1")
            for facet in self.count(asked).facets:
                for choice in facet.choices:
                    narrower = Asked(**(vars(asked) | {facet.name: choice.value}))
                    assert self.count(narrower).total == choice.count

    def test_each_item_is_shown_once_in_the_best_language_for_the_reader(self):
        for language in LANGUAGES:
            pages = list(self.query(Asked(language=language)).filtered(ListingParams()))
            keys = [page.translation_key for page in pages]
            assert len(keys) == len(set(keys))
            readable = {row.key for row in self.world.rows if row.language == language and self.world._is_visible(row)}
            assert {page.translation_key for page in pages if page.locale.language_code == language} == readable

    def test_tiles_of_topics_and_figures_of_the_home_page_count_the_same_items(self):
        tree, request = self.world.tree, RequestFactory().get("/fr/")
        tops = [topic for topic in self.world.topics.values() if topic.depth == 1 and topic.tree in ("theme", "sector")]
        for topic in tops:
            (add_theme if topic.tree == "theme" else add_sector)(tree, topic, title=topic.code)
        links = topic_links(tree.themes["fr"], request) + topic_links(tree.sectors["fr"], request)
        expected = {topic.code: len(self.world.expected(Asked(scope_topic=topic.code))) for topic in tops}
        assert {link["label"]: int(link["count"]) for link in links} == expected
        rows = [row for row in self.world.expected(Asked()) if row.kind != "institution"]
        figures = next(one["figures"] for one in home_sections(tree.homes["fr"], request) if one["id"] == "figures")
        publishers = {row.parent.entity.code for row in rows}
        assert [int(figure["value"]) for figure in figures] == [len(rows), len(publishers)]

    def test_pages_together_hold_every_item_once_and_in_order(self):
        asked = Asked(sort="oldest")
        expected = [row.title for row in self.world.expected(asked)]
        shown = []
        with translation.override("fr"):
            for number in range(1, len(expected) // PAGE_SIZE + 2):
                shown += [entry["title"] for entry in self.listing(f"?sort=oldest&page={number}").items]
        assert shown == expected

    def test_a_page_that_is_not_there_is_the_nearest_one(self):
        with translation.override("fr"):
            first, last = self.listing("").items, self.listing("?page=9999999999").items
            assert self.listing(f"?page={10**40}").items == last
            for odd in ("0", "-3", "x", "1e9", "٢", ""):
                assert self.listing(f"?page={odd}").items in (first, last)
        assert first != last

    def listing(self, address):
        request = RequestFactory().get(f"/{address}")
        return build_listing(request, scope=Scope(), base_url="/", language="fr")


class TestFirstWorld(RandomWorld, TestCase):
    seed = 1


@pytest.mark.no_cover  # the same lines as in the first world
class TestSecondWorld(RandomWorld, TestCase):
    seed = 2


@pytest.mark.long
class TestFurtherWorld(RandomWorld, TestCase):
    seed = 3
