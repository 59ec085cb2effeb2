"""Terms are explained where texts use them, once a page, and nothing else of the text changes."""

import re
from html import escape

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.cache import remember_value
from institutions.models import ProgrammePage
from knowledge.glossary import explain_terms
from knowledge.models import GlossaryTermPage, KnowledgeIndexPage
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db

ADDED = re.compile(r'<button class="term" type="button" popovertarget="term-\d+">(.*?)</button>', re.DOTALL)
BOX = re.compile(r'<div class="term-box" id="term-\d+" popover>.*?</div>', re.DOTALL)


@pytest.fixture
def agency(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("agency", fr="Agence", ar="وكالة"))


@pytest.fixture
def arabic_agency(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("agency", fr="Agence", ar="وكالة"), "ar")


def term(parent, title, *variants, summary="Une définition.", **fields):
    return pages.add_page(GlossaryTermPage, parent, title, summary=summary, variants="\n".join(variants), **fields)


def explained(html, page):
    return str(explain_terms(html, page, RequestFactory().get("/")))


def without_additions(html):
    return ADDED.sub(r"\1", BOX.sub("", html))


def marked(html, page):
    return ADDED.findall(explained(html, page))


def test_only_the_first_occurrence_is_a_button(agency):
    bribe = term(agency, "corruption", "corruptions")
    html = explained("<p>Une corruption, deux corruptions.</p><p>La corruption.</p>", agency)
    button = f'<button class="term" type="button" popovertarget="term-{bribe.pk}">corruption</button>'
    assert html.startswith(f"<p>Une {button}, deux corruptions.</p><p>La corruption.</p>")
    soup = BeautifulSoup(html, "html.parser")
    assert len(soup.select("button.term")) == len(soup.select("[popover]")) == 1
    assert soup.select_one(f"#term-{bribe.pk} a")["href"] == bribe.url


def test_the_longest_form_wins_wherever_it_was_written(agency):
    term(agency, "conflit")
    term(agency, "conflit d'intérêts")
    term(agency, "intérêts")
    assert marked("<p>Un conflit d'intérêts.</p>", agency) == ["conflit d'intérêts"]


@pytest.mark.parametrize("written", ["conflit d'intérêts", "conflit d’intérêts", "conflit d&#x27;intérêts"])
@pytest.mark.parametrize("named", ["conflit d'intérêts", "conflit d’intérêts"])
def test_apostrophes_are_one_however_they_are_written(agency, named, written):
    term(agency, named)
    assert marked(f"<p>Un {written}.</p>", agency) == [written]


def test_a_form_over_two_lines_or_with_a_fixed_space_is_found(agency):
    term(agency, "appel d'offres")
    assert marked("<p>Un appel\nd'offres.</p>", agency) == ["appel\nd'offres"]
    assert marked("<p>Un appel\u00a0d'offres.</p>", agency) == ["appel\u00a0d'offres"]


def test_a_form_with_a_sign_that_html_escapes_is_found(agency):
    term(agency, "R&D")
    assert marked("<p>La R&amp;D publique.</p>", agency) == ["R&amp;D"]


def test_words_that_contain_a_term_are_left_alone(agency):
    term(agency, "don")
    assert marked("<p>donner, pardon, le Don.</p>", agency) == ["Don"]


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="/x/">corruption</a></p>',
        '<p><a href="/x/"><b>la corruption</b> ici</a></p>',
        "<h2>corruption</h2>",
        "<h3>La <b>corruption</b></h3>",
        '<button type="button">corruption</button>',
        '<p title="corruption" data-x="corruption">x</p>',
        '<img alt="corruption">',
        "<p><code>corruption</code></p>",
        "<figcaption>corruption</figcaption>",
    ],
)
def test_links_headings_controls_and_attributes_are_left_alone(agency, html):
    term(agency, "corruption")
    assert explained(html, agency) == html
    assert marked(f"{html}<p>corruption</p>", agency) == ["corruption"]


@pytest.mark.parametrize("name", ["amp", "lt", "quot", "nbsp", "x27", "39"])
def test_entities_are_left_alone(agency, name):
    term(agency, name)
    html = "<p>a &amp; b &lt; c &quot; d&nbsp;e &#x27; f &#39; g</p>"
    assert explained(html, agency) == html


def test_arabic_prefixes_stay_outside_the_button(arabic_agency):
    term(arabic_agency, "رشوة", "الرشوة", summary="تعريف.")
    html = explained("<p>مكافحة ورشوة.</p>", arabic_agency)
    assert 'و<button class="term"' in html
    assert ADDED.findall(html) == ["رشوة"]
    assert marked("<p>والرشوة</p>", arabic_agency) == ["الرشوة"]
    assert marked("<p>مرشوة، رشوةً</p>", arabic_agency) == []


def test_a_term_is_not_explained_on_its_own_page(agency):
    bribe = term(agency, "corruption")
    term(agency, "don")
    assert marked("<p>corruption, don</p>", bribe) == ["don"]


def test_definitions_are_escaped(agency):
    term(agency, "don", summary="<script>alert(1)</script> & co")
    soup = BeautifulSoup(explained("<p>un don</p>", agency), "html.parser")
    assert not soup.select("script")
    assert "<script>alert(1)</script> & co" in soup.select_one(".term-box").text


def test_terms_that_are_not_public_are_not_explained(agency):
    bribe = term(agency, "corruption")
    term(agency, "don", live=False)
    term(agency, "cadeau", summary="")
    assert marked("<p>corruption don cadeau</p>", agency) == ["corruption"]
    bribe.unpublish()
    assert marked("<p>corruption don cadeau</p>", agency) == []


def test_terms_of_another_language_are_not_explained(agency, portal):  # noqa: F811
    english = pages.translate(agency, "en")
    term(english, "corruption")
    assert marked("<p>corruption</p>", agency) == []


@pytest.fixture
def committed(settings, tmp_path, monkeypatch, django_capture_on_commit_callbacks):
    """Do something as if in a transaction of its own, with a cache that forgets only what changed."""
    settings.CACHE_URL, settings.VAR_DIR = "memory://", tmp_path
    monkeypatch.setattr(remember_value, "LONGEST_AGE", 1e12)

    def run(action, *args, **fields):
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True):
            return action(*args, **fields)

    return run


def test_the_glossary_is_read_once_until_a_term_changes(agency, committed, django_assert_num_queries):
    bribe = committed(pages.publish, term(agency, "corruption"))
    assert marked("<p>corruption</p>", agency) == ["corruption"]
    with django_assert_num_queries(0):
        assert marked("<p>corruption</p>", agency) == ["corruption"]
    committed(pages.publish, bribe, title="pot-de-vin")
    assert marked("<p>corruption, pot-de-vin</p>", agency) == ["pot-de-vin"]
    committed(GlossaryTermPage.objects.get(pk=bribe.pk).unpublish)
    assert marked("<p>corruption, pot-de-vin</p>", agency) == []


WORDS = ("corruption", "don", "R&D", "l'abus", "x", "amp", "27", "conflit", "conflit d'intérêts", "é")
TAGS = (
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    '<a href="?corruption=don&amp;x">',
    "</a>",
    "<h2>",
    "</h2>",
    "<br>",
    "<li>",
    " ",
    ", ",
)
parts = st.one_of(st.sampled_from(TAGS), st.sampled_from(WORDS).map(escape), st.text(max_size=4).map(escape))


def test_what_is_added_can_be_taken_away_again(agency):
    for word in WORDS:
        term(agency, word, summary="Définition <b>&")

    @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(parts, max_size=12).map("".join))
    def check(html):
        made = explained(html, agency)
        assert without_additions(made) == html
        keys = re.findall(r'popovertarget="(term-\d+)"', made)
        assert len(keys) == len(set(keys))
        assert keys == re.findall(r'<div class="term-box" id="(term-\d+)" popover>', made)

    check()


def test_a_term_is_explained_once_on_a_page_with_several_texts(client, agency):
    bribe = term(agency, "corruption")
    body = [("paragraph", "<p>Encore la corruption.</p>")]
    page = pages.add_page(ProgrammePage, agency, "Programme", action="Contre la corruption.", body=body)
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert len(soup.select("button.term")) == 1
    assert len(soup.select(f"#term-{bribe.pk}")) == 1


def test_the_glossary_lists_its_terms_by_letter(client, portal, agency):  # noqa: F811
    index = KnowledgeIndexPage.objects.get(locale__language_code="fr")
    for title in ("zèle", "Éthique", "abus", "État", "l’audit", "4 yeux"):
        term(agency, title, summary=f"Ce qu’est {title} <b>.")
    term(agency, "brouillon", live=False)
    soup = BeautifulSoup(client.get(f"{index.url}glossary/").content, "html.parser")
    sections = {band.h2.text: [dt.text for dt in band.select("dt")] for band in soup.select("main section.band")}
    assert sections == {
        "#": ["4 yeux"],
        "A": ["abus", "l’audit"],
        "E": ["État", "Éthique"],
        "Z": ["zèle"],
    }
    assert "Ce qu’est abus <b>." in soup.select_one("main dd:-soup-contains('abus')").text


def test_an_empty_glossary_says_so(client, portal):  # noqa: F811
    index = KnowledgeIndexPage.objects.get(locale__language_code="ar")
    answer = client.get(f"{index.url}glossary/")
    assert answer.status_code == 200
    assert BeautifulSoup(answer.content, "html.parser").select_one("main .empty")


def test_the_page_of_a_term_shows_its_other_forms_escaped(client, agency):
    page = term(agency, "don", "cadeau", "<i>présent</i>", "don")
    main = BeautifulSoup(client.get(page.url).content, "html.parser").select_one("main")
    assert [bdi.text for bdi in main.select("dd.plain bdi")] == ["cadeau", "<i>présent</i>"]
