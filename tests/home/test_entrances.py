"""Entrances by region and audience list what plain Python says, in the reader's language."""

import random

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from core.enums import Audience
from home.audiences import AUDIENCES
from institutions.models import Office
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(portal):  # noqa: F811
    page = pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))
    for language in ("ar", "en"):
        pages.translate(page, language, title=f"Agency {language}")
    return page


@pytest.fixture
def regions():
    made = [pages.make_topic(f"r{number}", "region", fr=f"Région {number}") for number in range(3)]
    made.append(pages.make_topic("r0-p", "region", parent=made[0], fr="Province"))
    return made


def address(name, *args, language="fr"):
    with translation.override(language):
        return reverse(f"entrances:{name}", args=args)


def main(answer):
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").select_one("main")


def titles(soup):
    return {link.text.strip() for link in soup.select("#listing .entry-title a")}


def filled(agency, regions, seed=3):
    """Items at random: title, regions with those above, audiences."""
    chance, rows = random.Random(seed), []
    above = {"r0-p": {"r0-p", "r0"}}
    for number in range(12):
        filed = chance.sample(regions, chance.randint(0, 2))
        audience = chance.choice((["everyone"], ["citizen"], ["citizen", "youth"], ["business", "official"], []))
        live = chance.random() < 0.8
        item = pages.add_item(agency, f"Item {number:02}", topics=filed, audience=audience, live=live)
        if live and chance.random() < 0.3:
            pages.translate(item, "ar", title=f"مادة {number:02}")
        codes = set().union(*(above.get(region.code, {region.code}) for region in filed))
        rows.append((item.title, codes, set(audience), live))
    return rows


def test_regions_list_and_count_what_is_filed_under_them_and_below(client, agency, regions):
    rows = filled(agency, regions)
    page = main(client.get(address("region-list")))
    counted = {tile.a["href"]: int(tile.p.text.split()[0]) for tile in page.select("li.tile")}
    for region in regions:
        expected = {title for title, codes, _audience, live in rows if live and region.code in codes}
        url = address("region-detail", region.code)
        assert titles(main(client.get(url))) == expected, region.code
        assert counted[url] == len(expected), region.code


def test_audiences_list_and_count_what_is_written_for_them(client, agency, regions):
    rows = filled(agency, regions)
    page = main(client.get(address("audience-list")))
    for code in AUDIENCES:
        expected = {title for title, _codes, audience, live in rows if live and code in audience}
        url = address("audience-detail", code.value)
        assert titles(main(client.get(url))) == expected, code
        link = page.select_one(f'a[href="{url}"]')
        tile = link.find_parent("li") or link
        with translation.override("fr"):
            words = translation.ngettext("%(n)s item", "%(n)s items", len(expected)) % {"n": len(expected)}
        assert words in tile.text, code


def test_items_are_in_the_readers_language_if_there_is_one(client, agency, regions):
    item = pages.add_item(agency, "Guide", topics=[regions[1]], audience=["youth"])
    arabic = pages.translate(item, "ar", title="دليل")
    arabic.topics.set([regions[1]])
    arabic.save()
    assert titles(main(client.get(address("region-detail", "r1", language="ar")))) == {"دليل"}
    assert titles(main(client.get(address("region-detail", "r1", language="en")))) == {"Guide"}
    assert titles(main(client.get(address("audience-detail", "youth", language="ar")))) == {"دليل"}


@pytest.mark.parametrize("code", ["nowhere", "t1", "everyone"])
@pytest.mark.parametrize("name", ["region-detail", "region-feed", "audience-detail", "audience-feed"])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_an_unknown_entrance_is_not_found_in_the_readers_language(client, portal, name, code, language):  # noqa: F811
    pages.make_topic("t1", "theme", fr="Thème")
    answer = client.get(address(name, code, language=language))
    assert answer.status_code == 404
    assert f'lang="{language}"' in answer.text[:400]


@pytest.mark.parametrize(("name", "code"), [("region", "r1"), ("audience", "youth")])
def test_feed_and_fragment_hold_what_the_list_holds(client, agency, regions, name, code):
    pages.add_item(agency, "Voici & là", topics=[regions[1]], audience=["youth"])
    pages.add_item(agency, "Ailleurs", topics=[regions[2]], audience=["citizen"])
    feed = client.get(address(f"{name}-feed", code))
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "Voici &amp; là" in feed.text
    assert "Ailleurs" not in feed.text
    url = address(f"{name}-detail", code)
    fragment = client.get(url, headers={"HX-Request": "true", "HX-Target": "listing"})
    assert "<html" not in fragment.text
    assert "Voici &amp; là" in fragment.text
    assert f'href="{address(f"{name}-feed", code)}' in client.get(url).text


def test_a_region_shows_its_institutions_in_order_and_its_offices(client, portal, agency, regions):  # noqa: F811
    for number, title in enumerate(("Zone", "Équipe", "L’Office")):
        other = pages.add_institution(portal, pages.make_institution(f"i{number}", fr=title))
        Office.objects.create(page=other, name=f"Bureau {title} <b>", region=regions[1], locale=other.locale)
        Office.objects.create(page=other, name="Loin", region=regions[2], locale=other.locale)
    hidden = pages.add_institution(portal, pages.make_institution("h", fr="Cachée"), live=False)
    Office.objects.create(page=hidden, name="Caché", region=regions[1], locale=hidden.locale)
    soup = main(client.get(address("region-detail", "r1")))
    listing = soup.select_one("#listing")
    band = [entry for entry in soup.select(".entry") if listing not in entry.parents]
    assert [entry.h3.text.strip() for entry in band] == ["Équipe", "L’Office", "Zone"]
    assert "Bureau Équipe <b>" in band[0].text
    assert "Loin" not in band[0].text
    assert "Caché" not in soup.text


def test_entrances_lead_to_what_is_published_in_the_language(client, portal):  # noqa: F811
    for language in ("fr", "ar", "en", "zgh"):
        for code in AUDIENCES:
            soup = main(client.get(address("audience-detail", code.value, language=language)))
            for link in soup.select("a[href^='/']"):
                assert client.get(link["href"]).status_code == 200, link["href"]
    assert set(AUDIENCES) == set(Audience) - {Audience.EVERYONE}


def test_queries_do_not_grow(client, agency, regions, django_assert_max_num_queries):
    def asked():
        made = []
        for url in (address("region-detail", "r1"), address("audience-detail", "youth")):
            with django_assert_max_num_queries(30) as queries:
                client.get(url)
            made.append(len(queries))
        return made

    for number in range(3):
        pages.add_item(agency, f"A{number}", topics=[regions[1]], audience=["youth"])
    asked()
    few = asked()
    for number in range(12):
        pages.add_item(agency, f"B{number}", topics=[regions[1]], audience=["youth"])
    assert asked() == few
