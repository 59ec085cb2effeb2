"""Addresses by language: the root, the switch, alternates, site maps, robots.txt."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils import timezone, translation
from wagtail.models import Page, PageViewRestriction

from core.i18n import sitemaps
from home.models import StandardPage
from tests.factories import pages

pytestmark = pytest.mark.django_db
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def tree():
    return pages.make_tree(indexes=False)


def switch(rf, page, path=None):
    """Language code: (address, is it missing) as a template gets them."""
    request = rf.get(path or page.get_url())
    with translation.override(page.locale.language_code):
        out = Template(
            "{% language_switch as all %}{% for one in all %}{{ one.code }} {{ one.url|safe }} {{ one.missing }} "
            "{{ one.current }}\n{% endfor %}"
        ).render(Context({"request": request, "page": page}))
    rows = [line.split(" ") for line in out.strip().splitlines()]
    assert [row[0] for row in rows if row[3] == "True"] == [page.locale.language_code]
    return {row[0]: (row[1], row[2] == "True") for row in rows}


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("ar", "/ar/"),
        ("ar-MA,ar;q=0.9,fr;q=0.8", "/ar/"),
        ("de,en;q=0.5,fr;q=0.4", "/en/"),
        ("zgh", "/zgh/"),
        ("tzm-Latn-MA", "/zgh/"),
        ("de", "/fr/"),
        ("*", "/fr/"),
        ("ar;q=0, en;q=0.1", "/en/"),
        ("", "/fr/"),
        ("en;q=", "/fr/"),
        (";;;,,,=", "/fr/"),
        ("x" * 10_000, "/fr/"),
        ("en," * 5_000, "/en/"),
        ("é\x80", "/fr/"),
    ],
)
def test_the_root_follows_the_readers_languages(client, header, target):
    response = client.get("/", headers={"Accept-Language": header})
    assert (response.status_code, response["Location"]) == (302, target)
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies


def test_a_language_cookie_changes_nothing(client):
    client.cookies["django_language"] = "ar"
    assert client.get("/", headers={"Accept-Language": "en"})["Location"] == "/en/"


@pytest.mark.parametrize("path", ["/nothing/", "/files/1/nothing.pdf", "/api/nothing/"])
def test_an_unknown_address_outside_the_languages_is_not_redirected(client, tree, path):
    response = client.get(path, headers={"Accept-Language": "ar"})
    assert response.status_code == 404


@pytest.mark.parametrize("code", ["ar", "fr", "en", "zgh"])
def test_every_language_answers_at_its_prefix(client, tree, code):
    response = client.get(f"/{code}/", headers={"Accept-Language": "de"})
    assert response.status_code == 200
    assert response["Content-Language"] == code
    assert "Accept-Language" not in response.get("Vary", "")
    assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}"' in response.content.decode()


def test_the_switch_leads_to_the_translation(rf, tree):
    page = pages.add_standard(tree, "À propos", slug="apropos")
    arabic = pages.translate(page, "ar", slug="حول")
    assert arabic.slug == "حول"
    links = switch(rf, page)
    assert links["ar"] == (arabic.get_url(), False)
    assert links["fr"] == ("/fr/apropos/", False)


def test_a_missing_translation_is_named_and_the_nearest_offered(rf, tree):
    parent = pages.add_standard(tree, "Parent", slug="parent")
    child = pages.add_page(StandardPage, parent, "Child", slug="child")
    pages.translate(parent, "ar", slug="parent-ar")
    links = switch(rf, child)
    assert links["ar"] == ("/ar/parent-ar/", True)
    assert links["en"] == ("/en/", True)
    assert links["zgh"] == ("/zgh/", True)


@pytest.mark.parametrize("state", ["draft", "expired", "restricted"])
def test_a_translation_nobody_may_read_counts_as_missing(rf, tree, state):
    page = pages.add_standard(tree, "Page", slug="page")
    english = pages.translate(page, "en", slug="page-en", live=state != "draft")
    if state == "expired":
        Page.objects.filter(pk=english.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    if state == "restricted":
        PageViewRestriction.objects.create(page=english, restriction_type=PageViewRestriction.LOGIN)
    assert switch(rf, page)["en"] == ("/en/", True)


def test_the_switch_costs_the_same_for_any_page(rf, tree, django_assert_max_num_queries):
    page = pages.add_standard(tree, "Page", slug="page")
    for code in ("ar", "en", "zgh"):
        pages.translate(page, code)
    switch(rf, page)
    with django_assert_max_num_queries(4):  # the site is one of them, which routing has read in a real request
        switch(rf, page)


def test_filters_go_with_the_reader_and_page_numbers_do_not(rf, tree):
    home = tree.homes["fr"]
    links = switch(rf, home, "/fr/?kind=guide&page=3&utm_source=x&year=2020")
    assert links["en"] == ("/en/?kind=guide&year=2020", False)


def test_a_view_that_is_no_page_keeps_its_address(client, tree):
    html = client.get("/fr/search/?q=loi&page=2").content.decode()
    assert 'href="/ar/search/?q=loi"' in html


def head(client, path):
    html = client.get(path).content.decode()
    canonical = re.findall(r'<link rel="canonical" href="([^"]*)">', html)
    alternates = dict(re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', html))
    card = dict(re.findall(r'<meta property="(og:[^"]*)" content="([^"]*)">', html))
    return canonical, alternates, card


def test_alternates_name_only_real_translations_and_agree_both_ways(client, tree):
    page = pages.add_standard(tree, "Page", slug="page")
    pages.translate(page, "en", slug="page-en")
    expected = {
        "fr": "http://localhost/fr/page/",
        "en": "http://localhost/en/page-en/",
        "x-default": "http://localhost/fr/page/",
    }
    for path in ("/fr/page/", "/en/page-en/"):
        canonical, alternates, _card = head(client, path)
        assert canonical == [f"http://localhost{path}"]
        assert alternates == expected


def test_home_pages_default_to_the_root(client, tree):
    _canonical, alternates, _card = head(client, "/ar/")
    assert alternates["x-default"] == "http://localhost/"
    assert set(alternates) == {"ar", "fr", "en", "zgh", "x-default"}


def test_a_page_in_one_language_has_no_alternates(client, tree):
    pages.add_standard(tree, "Page", slug="page")
    assert head(client, "/fr/page/")[1] == {}


def test_unknown_parameters_and_the_first_page_stay_out_of_the_canonical_address(client, tree):
    canonical, _alternates, _card = head(client, "/fr/?utm_source=mail&page=1&theme=ethics&sort=oldest")
    assert canonical == ["http://localhost/fr/?theme=ethics"]
    assert head(client, "/fr/?page=11")[0] == ["http://localhost/fr/?page=11"]
    assert head(client, "/fr/?page=1")[0] == ["http://localhost/fr/"]


def test_the_social_card_says_what_the_page_is(client, tree, make_image):
    page = pages.add_standard(tree, "Page", slug="page", summary='Deux phrases.\n "Et" <plus>.', live=False)
    pages.publish(page, cover=make_image(description="Un carré"))
    _canonical, _alternates, card = head(client, "/fr/page/")
    assert card["og:title"] == "Page"
    assert card["og:type"] == "article"
    assert card["og:locale"] == "fr"
    assert card["og:description"] == "Deux phrases. &quot;Et&quot; &lt;plus&gt;."
    assert card["og:image"].startswith("http://localhost/images/")
    assert client.get(card["og:image"].removeprefix("http://localhost")).status_code == 200
    assert card["og:image:alt"] == "Un carré"


def locations(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(response.content)
    return [node.text for node in root.iterfind(".//s:loc", NS)], root


def test_site_maps_list_what_everybody_may_read(client, tree):
    pages.add_standard(tree, "Page", slug="page")
    pages.add_standard(tree, "Draft", slug="draft", live=False)
    hidden = pages.add_standard(tree, "Hidden", slug="hidden")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    index, _root = locations(client, "/sitemap.xml")
    assert index == [f"http://localhost/sitemap-{code}.xml" for code in ("ar", "fr", "en", "zgh")]
    assert locations(client, "/sitemap-fr.xml")[0] == ["http://localhost/fr/", "http://localhost/fr/page/"]


def test_site_maps_carry_translations_and_dates(client, tree):
    page = pages.publish(pages.add_standard(tree, "Page", slug="page"))
    arabic = pages.translate(page, "ar", slug="حول")
    found, root = locations(client, "/sitemap-fr.xml")
    entry = root.findall("s:url", NS)[found.index("http://localhost/fr/page/")]
    links = {node.get("hreflang"): node.get("href") for node in entry.iterfind("x:link", NS)}
    assert links == {"fr": "http://localhost/fr/page/", "ar": f"http://localhost{arabic.get_url()}"}
    assert entry.find("s:lastmod", NS).text.startswith(str(timezone.localtime(page.last_published_at).date()))


def test_site_maps_are_paged_at_constant_cost(client, tree, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(sitemaps, "PAGE_SIZE", 2)
    for number in range(4):
        pages.add_standard(tree, f"Page {number}", slug=f"page-{number}")
    index, _root = locations(client, "/sitemap.xml")
    assert [url for url in index if "-fr" in url] == [
        "http://localhost/sitemap-fr.xml",
        "http://localhost/sitemap-fr-2.xml",
        "http://localhost/sitemap-fr-3.xml",
    ]
    seen = [
        url for path in index if "-fr" in path for url in locations(client, path.removeprefix("http://localhost"))[0]
    ]
    assert len(seen) == len(set(seen)) == 5
    monkeypatch.setattr(sitemaps, "PAGE_SIZE", 5_000)
    with django_assert_num_queries(2):
        client.get("/sitemap-fr.xml")
    for path in ("/sitemap-fr-2.xml", "/sitemap-de.xml", "/sitemap-fr-0.xml", "/sitemap-fr-999999.xml"):
        assert client.get(path).status_code == 404


def test_robots_keep_out_of_the_admin_and_of_search(client, settings):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/\n" in text
    assert "Disallow: /ar/search/\n" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "Disallow: /\n" not in text


def test_robots_keep_out_of_development(client, settings):
    settings.DEBUG = True
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
