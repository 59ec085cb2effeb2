"""A listing takes the same number of queries whatever the number of items, and few of them."""

import random
import time
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Topic
from institutions.models import PartnershipAgreement
from knowledge.models import KnowledgeIndexPage
from tests.core.listing_world import MODELS
from tests.factories import pages
from tests.factories.bulk import Row, make_rows

# no_cover: many repetitions of what other tests cover; tracing would double their time
pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]
MOST_QUERIES = 30
KINDS = ("guide", "news", "report", "study", *MODELS)
BODY = [{"type": "paragraph", "value": "<p>Son mandat.</p>"}]


class Crowd:
    """A theme with sub-themes in Arabic and French, and institutions that publish under them."""

    def __init__(self):
        self.tree = pages.make_tree()
        pages.make_topic("t1", fr="Éthique", ar="الأخلاق")
        for code in ("t1a", "t1b"):
            pages.make_topic(code, parent=Topic.objects.get(code="t1"), fr=code, ar=code)
        for number in range(6):
            pages.make_topic(f"s{number}", "sector", fr=f"Secteur {number}")
        self.topics = list(Topic.objects.exclude(code="t1"))
        self.wanted = list(Topic.objects.filter(code__in=("t1a", "s1")))
        self.themes = {}
        for language in ("fr", "ar"):
            top = self.themes[language] = pages.add_theme(self.tree, Topic.objects.get(code="t1"), language)
            for code in ("t1a", "t1b"):
                pages.add_theme(self.tree, Topic.objects.get(code=code), language, parent=top)
        self.faces = [
            pages.add_institution(self.tree, pages.make_institution(f"i{number}", fr=f"I {number}"))
            for number in range(12)
        ]
        self.sector = pages.add_sector(self.tree, Topic.objects.get(code="s1"))
        above = self.faces[3]  # everything an institution's page may show
        above.body = BODY
        above.save()
        PartnershipAgreement.objects.create(institution=above.entity, update_frequency="monthly")
        self.knowledge = pages.add_page(KnowledgeIndexPage, self.tree.homes["fr"], "Ressources")
        self.faces[0].topics.set(self.wanted)  # institutions are listed too
        self.faces[0].save()
        self.made = 0

    def grow_to(self, size):
        chance = random.Random(size)
        make_rows([self._row(chance, number) for number in range(self.made, size)])
        self.made = size

    def _row(self, chance, number):
        title, published = f"Titre {number}", datetime(2024, 1, 1, tzinfo=UTC)
        if number < 50:  # so that the narrowest addresses below show something at every size
            day = date(2004, 1, 1) if number % 2 else None
            return Row(self.faces[3], title, topics=self.wanted, dated_on=day, first_published_at=published)
        topics = [chance.choice(self.topics[:2]), *chance.sample(self.topics[2:], 2)]
        day = chance.choice((None, date(2000 + number % 25, 1 + number % 12, 1)))
        face, kind = chance.choice(self.faces), chance.choice(KINDS)
        model = MODELS.get(kind, MODELS["guide"])
        return Row(face, title, kind, model, topics=topics, dated_on=day, first_published_at=published)

    def places(self):
        """The pages that list something, by what they are."""
        return {
            "theme": self.themes["fr"],
            "sector": self.sector,
            "institution": self.faces[3],
            "knowledge": self.knowledge,
        }

    def queries(self, client, place, query=""):
        """How many queries one page takes with no cache; the first view is not counted. Prints how long it took."""
        address = self.places()[place].get_url() + query
        client.get(address)
        started = time.perf_counter()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        milliseconds = (time.perf_counter() - started) * 1000
        print(
            f"{connection.vendor}, {self.made:,} items, {place}: {milliseconds:5.0f} ms, "
            f"{len(captured)} queries, {query or 'no filter'}"
        )
        return len(captured)


ADDRESSES = (
    "",
    "?page=3",
    "?kind=guide&theme=t1a&sector=s1&institution=i3&year=2004&sort=title&languages=own",
    "?kind=guide&sector=s1&institution=i3&year=undated&sort=oldest",
    "?kind=x&theme=x&sector=x&region=x&institution=x&year=x&sort=x&languages=x&page=x",
)


def grow_and_compare(client, sizes):
    crowd = Crowd()
    counts = []
    for size in sizes:
        crowd.grow_to(size)
        counts.append([crowd.queries(client, place, query) for place in crowd.places() for query in ADDRESSES])
    assert max(map(max, counts)) <= MOST_QUERIES
    assert counts == [counts[0]] * len(sizes)
    return crowd


def test_a_listing_of_two_thousand_takes_the_queries_of_one_of_a_hundred(client):
    crowd = grow_and_compare(client, (100, 2_000))
    listing = client.get(crowd.themes["fr"].get_url()).context["listing"]
    assert listing.total == 1 + 2_000, "the items and one institution"


@pytest.mark.sqlite
def test_no_query_of_a_listing_reads_every_page_for_each_page(client):
    """SQLite plans without statistics: a subquery that begins with the pages makes a list of 2,000 take seconds."""
    crowd = Crowd()
    crowd.grow_to(100)
    with CaptureQueriesContext(connection) as captured:
        client.get(crowd.themes["fr"].get_url())
    for query in captured.captured_queries:
        if query["sql"].startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                assert not repeated_scans(cursor.fetchall()), query["sql"]


def repeated_scans(plan):
    """Steps that read a whole table within a correlated subquery. A step is (id, parent, unused, what it does)."""
    words = {step: text for step, _parent, _unused, text in plan}
    return [
        text
        for _step, parent, _unused, text in plan
        if text.startswith("SCAN") and "CORRELATED" in words.get(parent, "")
    ]


@pytest.mark.long
def test_a_listing_of_twenty_thousand_takes_the_queries_of_one_of_a_hundred(client):
    crowd = grow_and_compare(client, (100, 20_000))
    listing = client.get(crowd.themes["fr"].get_url()).context["listing"]
    assert listing.total == 1 + 20_000, "the items and one institution"


def test_other_pages_do_not_grow_with_their_content(client):
    crowd = Crowd()
    paths = ["/fr/", "/ar/", "/fr/themes/", "/fr/institutions/", "/fr/search/?q=titre", "/sitemap-fr.xml"]
    paths += [crowd.faces[0].get_url(), crowd.themes["fr"].get_url() + "feed/"]

    def count():
        found = []
        for path in paths:
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
            found.append((path, len(captured)))
        return found

    crowd.grow_to(100)
    small = count()
    crowd.grow_to(1_000)
    assert count() == small
    assert max(number for _path, number in small) <= MOST_QUERIES
