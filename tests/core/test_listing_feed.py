"""The feed of a listing is valid Atom (RFC 4287) and holds what the listing holds, the newest first."""

import xml.etree.ElementTree as ElementTree
from datetime import UTC, datetime, timedelta

import pytest
from django.utils.dateparse import parse_datetime

from tests.factories import pages
from tests.factories.bulk import Row, make_rows

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
START = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture
def theme():
    tree = pages.make_tree()
    topic = pages.make_topic("ethics", fr="Éthique & règles")
    parent = pages.add_institution(tree, pages.make_institution("agency", fr="Agence <1>"))
    page = pages.add_theme(tree, topic)
    rows = [
        Row(parent, f"Titre <{n}> & suite", ("guide", "news")[n % 2], topics=[topic],
            first_published_at=START + timedelta(days=n))
        for n in range(35)
    ]  # fmt: skip
    make_rows([*rows, Row(parent, "Jamais", topics=[topic]), Row(parent, "Brouillon", topics=[topic], live=False)])
    return page


def read(client, page, query=""):
    response = client.get(f"{page.get_url()}feed/{query}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def test_feed_has_what_atom_requires(client, theme):
    feed = read(client, theme)
    assert feed.tag == f"{ATOM}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert feed.findtext(f"{ATOM}title") == "Éthique & règles"
    assert parse_datetime(feed.findtext(f"{ATOM}updated"))
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert feed.findtext(f"{ATOM}id").startswith("http")
    assert links["self"].endswith("/feed/")
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 30
    for entry in entries:
        assert entry.findtext(f"{ATOM}title")
        assert entry.findtext(f"{ATOM}id").startswith("urn:uuid:")
        assert parse_datetime(entry.findtext(f"{ATOM}updated"))
        assert entry.find(f"{ATOM}link").get("href").startswith("http://")
        # 4.1.1: every entry has an author, so the feed needs none.
        assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Agence <1>"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)


def test_newest_entries_come_first_and_drafts_never(client, theme):
    titles = [entry.findtext(f"{ATOM}title") for entry in read(client, theme).findall(f"{ATOM}entry")]
    assert titles == [f"Titre <{n}> & suite" for n in range(34, 4, -1)]


def test_feed_takes_the_filters_of_the_listing(client, theme):
    titles = [e.findtext(f"{ATOM}title") for e in read(client, theme, "?kind=news").findall(f"{ATOM}entry")]
    assert titles == [f"Titre <{n}> & suite" for n in range(33, 0, -2)]


def test_a_page_published_without_a_date_ends_the_feed(client, theme):
    titles = [e.findtext(f"{ATOM}title") for e in read(client, theme, "?kind=guide").findall(f"{ATOM}entry")]
    assert titles[-1] == "Jamais"
    assert len(titles) == 19


def test_feed_with_unknown_filters_is_the_whole_feed(client, theme):
    assert len(read(client, theme, "?kind=x&year=y&page=9&sort=%00").findall(f"{ATOM}entry")) == 30
