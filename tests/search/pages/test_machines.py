"""What browsers and feed readers get: the description of the search, and a search as a feed."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from lxml import etree

from core.models import ContentPage
from search.opensearch import LONGEST_NAME, NAMESPACE
from tests.factories import pages

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
OPENSEARCH = {"o": NAMESPACE}


def feed(response):
    assert response["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(response.content)


def titles(root):
    return root.xpath("a:entry/a:title/text()", namespaces=ATOM)


def test_a_feed_has_what_the_search_finds_and_absolute_links(ask, settings, world):
    root = feed(ask("page-feed", "q=lanterne"))
    assert titles(root) == ["Lanterne du môle"]
    links = root.xpath("//a:link/@href", namespaces=ATOM)
    assert all(link.startswith(f"{settings.SITE_URL}/") for link in links)
    assert f"{settings.SITE_URL}{world['lantern'].url}" in links
    assert f"urn:uuid:{world['lantern'].translation_key}" in root.xpath("//a:entry/a:id/text()", namespaces=ATOM)


def test_a_feed_has_what_atom_demands(ask):
    """RFC 4287, 4.1.1 and 4.1.2: id, title and updated for the feed and for each entry."""
    root = feed(ask("page-feed", "q=phare"))
    for element in [root, *root.findall("a:entry", ATOM)]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1
    ids = root.xpath("a:entry/a:id/text()", namespaces=ATOM)
    assert len(ids) == len(set(ids))


def test_the_newest_publication_comes_first(ask, world):
    now = timezone.now()
    for age, page in enumerate(ContentPage.objects.filter(title__startswith="Phare").order_by("pk")):
        ContentPage.objects.filter(pk=page.pk).update(first_published_at=now - timedelta(days=age))
    assert titles(feed(ask("page-feed", "q=numéro&kind=guide")))[:3] == [f"Phare numéro {n}" for n in range(3)]


def test_a_feed_keeps_the_filters(ask):
    assert titles(feed(ask("page-feed", "q=phare&year=2007"))) == ["Phare numéro 7"]
    assert titles(feed(ask("page-feed", "q=phare&from=2007-01-01&to=2007-12-31"))) == ["Phare numéro 7"]


def test_without_an_engine_a_feed_says_to_come_back(ask, settings):
    settings.SEARCH_URL = "database://"
    response = ask("page-feed", "q=phare")
    assert response.status_code == 503
    assert response["Retry-After"]


def test_a_feed_is_named_on_the_page_of_its_search(read, client):
    page = read("q=phare&kind=guide&sort=newest&page=2")
    address = page.select_one("head link[type='application/atom+xml']")["href"]
    assert address == page.select_one(".bar a[type='application/atom+xml']")["href"]
    assert titles(feed(client.get(address)))


@pytest.mark.parametrize("language", ["ar", "fr", "en", "zgh"])
def test_the_description_leads_to_the_search_of_its_language(ask, settings, language):
    """OpenSearch 1.1, 4.1: a name of at most 16 characters, templates with the parameter searchTerms."""
    response = ask("description-detail", language=language)
    assert response["Content-Type"] == "application/opensearchdescription+xml"
    root = etree.fromstring(response.content)
    assert root.tag == f"{{{NAMESPACE}}}OpenSearchDescription"
    assert 0 < len(root.findtext("o:ShortName", namespaces=OPENSEARCH)) <= LONGEST_NAME
    assert root.findtext("o:Description", namespaces=OPENSEARCH)
    templates = {url.get("type"): url.get("template") for url in root.findall("o:Url", OPENSEARCH)}
    base = f"{settings.SITE_URL}/{language}/search"
    assert templates["text/html"] == f"{base}/?q={{searchTerms}}"
    assert templates["application/x-suggestions+json"] == f"{base}/suggest/?form=opensearch&q={{searchTerms}}"
    assert templates["application/opensearchdescription+xml"] == f"{base}/opensearch.xml"


def test_its_templates_answer(ask, client, settings):
    root = etree.fromstring(ask("description-detail").content)
    for url in root.findall("o:Url", OPENSEARCH):
        address = url.get("template").replace("{searchTerms}", "phare").removeprefix(settings.SITE_URL)
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("language", ["ar", "fr", "en", "zgh"])
def test_every_page_names_the_description_in_its_language(client, portal, language):
    page = BeautifulSoup(client.get(f"/{language}/").content, "html.parser")
    link = page.select_one("head link[rel=search]")
    assert link["href"] == f"/{language}/search/opensearch.xml"
    assert link["title"] == pages.HOME_TITLES[language]
