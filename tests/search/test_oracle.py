"""On random portals, every total, facet, order and page of the search is what plain Python says."""

import itertools
import json
import random
from urllib.parse import urlencode

import pytest
from wagtail.models import Site

from core.analysis import terms
from search.engines import get_engine
from search.indexing.build import build_index
from search.params import FACETS
from tests.engines.plugin import search_cluster, search_hosts  # noqa: F401
from tests.search.asking import ask, keys
from tests.search.world import READERS, WORDS, Query, SearchWorld, Wanted, some_query, some_search

pytestmark = pytest.mark.django_db
SUBSETS = [chosen for size in range(len(FACETS) + 1) for chosen in itertools.combinations(FACETS, size)]
ALL = 500  # more than any world holds


@pytest.fixture(params=[1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 22))])
def seed(request):
    return request.param


@pytest.fixture
def world(seed, settings, tmp_path, db):
    """A random portal with its index in the embedded engine."""
    settings.SEARCH_URL, settings.VAR_DIR = "tantivy://", str(tmp_path)
    yield built(seed)
    get_engine().close()


def built(seed):
    Site.clear_site_root_paths_cache()
    made = SearchWorld(seed)
    build_index(get_engine())
    return made


def assert_found(world, wanted):
    found = ask(urlencode(wanted.parameters), wanted.reader, size=ALL, passages=1)
    expected = world.keys(wanted)
    assert found.language == world.language(wanted), wanted
    assert found.result.total == len(expected), wanted
    assert found.result.facets == world.facet_counts(wanted), wanted
    if wanted.sort == "relevance":
        assert sorted(keys(found)) == sorted(expected), wanted
    else:
        assert keys(found) == expected, wanted
    return found


def test_the_words_of_the_oracle_have_one_stem_each():
    for language in READERS:
        stems = [terms(word, language) for word in WORDS]
        assert all(len(found) == 1 for found in stems)
        assert len({found[0] for found in stems}) == len(WORDS)


def test_every_combination_of_filters(world, seed):
    chance = random.Random(seed)
    for chosen in SUBSETS:
        assert_found(world, some_search(chance, chosen))


def test_every_form_of_query_for_every_reader(world, seed):
    chance = random.Random(seed)
    for _ in range(40):
        query = some_query(chance)
        for reader in READERS:
            assert_found(world, Wanted(query, reader, sort=chance.choice(("relevance", "newest", "oldest"))))


def test_every_two_words(world, seed):
    counts = set()
    for pair in itertools.combinations(WORDS, 2):
        found = assert_found(world, Wanted(Query(pair), "fr"))
        counts.add(found.match)
    assert len(counts) == 2 or seed > 1, "some pairs stand together in enough texts, some do not"


def test_what_is_written_in_the_language_of_the_query_comes_first(world, seed):
    chance = random.Random(seed)
    for _ in range(30):
        wanted = Wanted(Query(some_query(chance).words or ("fanal",)), chance.choice(READERS))
        found = assert_found(world, wanted)
        is_other = [json.loads(hit.display)["language"] != found.language for hit in found.hits]
        assert is_other == sorted(is_other), wanted


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_pages_give_each_object_once(world, seed, sort):
    chance = random.Random(seed)
    for _ in range(5):
        wanted = Wanted(some_query(chance), chance.choice(READERS), sort=sort)
        address = urlencode(wanted.parameters)
        whole = keys(ask(address, wanted.reader, size=ALL))
        by_number = [
            key
            for number in range(1, len(whole) // 7 + 2)
            for key in keys(ask(f"{address}&page={number}", wanted.reader, size=7))
        ]
        assert sorted(whole) == sorted(world.keys(wanted))
        assert by_number[: len(whole)] == whole, wanted
        by_cursor, after = [], ""
        while True:
            page = ask(address, wanted.reader, size=7, after=after)
            by_cursor += keys(page)
            after = page.result.next_after
            if not after:
                break
        assert by_cursor == whole, wanted


def test_the_same_on_opensearch(settings, tmp_path, search_hosts):  # noqa: F811
    """One world; the contract suite holds every engine against the embedded one's answers in detail."""
    prefix = f"oracle{random.randrange(10**9)}"
    settings.SEARCH_URL = f"opensearch://{search_hosts['opensearch']}/{prefix}?timeout=20&write_timeout=60"
    settings.VAR_DIR = str(tmp_path)
    world, chance = built(1), random.Random(1)
    engine = get_engine()
    try:
        for chosen in random.Random(2).sample(SUBSETS, 150):
            assert_found(world, some_search(chance, chosen))
        for _ in range(10):
            query = some_query(chance)
            for reader in READERS:
                assert_found(world, Wanted(query, reader))
        assert sorted(keys(ask("q=fanal", size=ALL))) == sorted(world.keys(Wanted(Query(("fanal",)))))
    finally:
        for generation in engine.generations():
            engine.drop(generation)
        engine.close()
