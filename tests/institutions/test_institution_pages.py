"""What readers see of institutions: a page with everything that is known, and a directory whose counts are right."""

from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from core.enums import InstitutionFunction, InstitutionKind
from core.models import Institution, InstitutionRole
from institutions.models import Contact
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db

#: Code, kind, functions of each institution of the directory.
DIRECTORY = (
    ("justice", "ministry", ("judge", "prevent")),
    ("finances", "ministry", ("audit",)),
    ("cour", "control_body", ("audit", "judge")),
    ("instance", "national_institution", ("prevent", "inform")),
    ("presse", "media", ()),
)
UNKNOWN = "Un filtre de cette adresse est inconnu ici et n’a pas été appliqué."


@pytest.fixture
def read(client):
    def answer(url, **query):
        response = client.get(url, query)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser").select_one("main")

    return answer


@pytest.fixture(scope="module")
def directory(portal):  # noqa: F811
    for code, kind, functions in DIRECTORY:
        institution = pages.make_institution(code, kind=kind, fr=f"Nom {code}")
        for function in functions:
            InstitutionRole.objects.create(institution=institution, function=function)
        pages.add_institution(portal, institution)
    hidden = pages.make_institution("cachee", kind="ministry", fr="Nom cachée")
    pages.add_institution(portal, hidden, live=False)
    return portal.institutions["fr"].get_url()


def facts(soup):
    return {
        term.text: term.find_next_sibling("dd").get_text("|", strip=True) for term in soup.select(".title .facts dt")
    }


def shown(soup):
    return {link.text.removeprefix("Nom ") for link in soup.select(".entry-title a")}


def counts(soup, **asked):
    """The number printed beside each choice, by filter; a choice in force has none, its link removes it."""
    found = {"kind": {}, "function": {}}
    for link in soup.select(".facets a:has(.num)"):
        for name, (value,) in parse_qs(urlsplit(link["href"]).query).items():
            if value != asked[name]:
                found[name][value] = int(link.select_one(".num").text)
    return found


def test_a_page_shows_what_is_known_of_its_institution(read, portal):  # noqa: F811
    parent = pages.make_institution("ministere", kind="ministry", fr="Ministère de tutelle")
    agency = pages.make_institution("agence", kind="control_body", fr="Agence de contrôle")
    agency.names.update(acronym="ADC")
    Institution.objects.filter(pk=agency.pk).update(parent=parent)
    body = pages.make_institution("bureau", fr="Bureau des plaintes")
    Institution.objects.filter(pk=body.pk).update(parent=agency)
    for function in ("audit", "prevent"):
        InstitutionRole.objects.create(institution=agency, function=function)
    above = pages.add_institution(portal, parent)
    below = pages.add_institution(portal, body)
    mandate = [{"type": "paragraph", "value": "<p>Elle contrôle les dépenses.</p>"}]
    page = pages.add_institution(portal, agency, summary="Contrôle des comptes.", body=mandate)
    for kind, value in (
        ("website", "https://agence.example/"),
        ("email", "contact@agence.example"),
        ("phone", "+212 5 00 00 00 00"),
        ("address", "1, rue de la Loi"),
    ):
        Contact.objects.create(page=page, kind=kind, value=value, locale=page.locale)
    item = pages.add_item(page, "Rapport de contrôle", kind="report")
    pages.add_item(below, "Guide du bureau")

    soup = read(page.get_url())
    known = facts(soup)
    with translation.override("fr"):
        assert str(InstitutionKind.CONTROL_BODY.label) in soup.select_one(".title").text
    assert known["Sigle"] == "ADC"
    assert set(known["Fonctions"].split("|")) == {"Audit", "Prévention"}
    assert known["Rattachée à"] == "Ministère de tutelle"
    text = soup.get_text(" ", strip=True)
    for words in ("Contrôle des comptes.", "Elle contrôle les dépenses.", "1, rue de la Loi", "agence.example"):
        assert words in text
    addresses = {link["href"] for link in soup.select("a[href]")}
    assert {above.get_url(), below.get_url(), item.get_url()} <= addresses
    assert {"https://agence.example/", "mailto:contact@agence.example", "tel:+212500000000"} <= addresses
    assert [link.text for link in soup.select("#listing .entry-title a")] == ["Rapport de contrôle"]


def test_a_page_leaves_out_what_is_not_known(read, portal):  # noqa: F811
    soup = read(pages.add_institution(portal, pages.make_institution("agence", fr="Agence")).get_url())
    assert facts(soup) == {}
    assert soup.select(".contacts") == []


def expected(kind="", function=""):
    return {
        code
        for code, own, functions in DIRECTORY
        if (not kind or own == kind) and (not function or function in functions)
    }


@pytest.mark.parametrize("kind", ["", "ministry", "control_body", "media", "union"])
@pytest.mark.parametrize("function", ["", "audit", "judge", "investigate"])
def test_filters_and_counts_of_the_directory_equal_plain_python(read, directory, kind, function):
    soup = read(directory, kind=kind, function=function)
    assert shown(soup) == expected(kind, function)
    by_kind = Counter(own for code, own, _functions in DIRECTORY if code in expected("", function))
    by_function = Counter(
        each for code, _own, functions in DIRECTORY for each in functions if code in expected(kind, "")
    )
    by_kind.pop(kind, None)
    by_function.pop(function, None)
    assert counts(soup, kind=kind, function=function) == {"kind": by_kind, "function": by_function}


def test_words_find_by_name_and_acronym(read, directory):
    Institution.objects.get(code="cour").names.update(acronym="CDC")
    assert shown(read(directory, q="nom COUR")) == {"cour"}
    assert shown(read(directory, q="cdc")) == {"cour"}
    assert shown(read(directory, q="rien")) == set()


@pytest.mark.parametrize("query", [{"kind": "circus"}, {"function": "juggle"}, {"kind": "circus", "function": "audit"}])
def test_an_unknown_filter_of_the_directory_is_left_out_and_named(read, directory, query):
    soup = read(directory, **query)
    assert UNKNOWN in soup.text
    assert shown(soup) == expected(function=query.get("function", "").replace("juggle", ""))


def test_known_filters_of_the_directory_are_not_called_unknown(read, directory):
    for query in ({}, {"kind": ""}, {"kind": "ministry", "function": InstitutionFunction.AUDIT.value}, {"q": "x"}):
        assert UNKNOWN not in read(directory, **query).text


@pytest.mark.parametrize(
    "query", [{"kind": "circus"}, {"theme": "nothing"}, {"institution": "nobody"}, {"year": "soon"}, {"sort": "best"}]
)
def test_an_unknown_filter_of_a_listing_is_left_out_and_named(read, portal, query):  # noqa: F811
    page = pages.add_institution(portal, pages.make_institution("agence", fr="Agence"))
    pages.add_item(page, "Guide")
    soup = read(page.get_url(), **query)
    assert UNKNOWN in soup.text
    assert shown(soup) == {"Guide"}
    assert UNKNOWN not in read(page.get_url(), kind="guide").text
