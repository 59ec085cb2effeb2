"""The directory of platforms says what plain Python says, and warns of addresses that do not answer."""

import random
from copy import deepcopy
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import PageViewRestriction

from core.enums import Audience, SpokenLanguage
from core.links.models import LinkCheck, fingerprint
from institutions.enums import Channel, Purpose
from institutions.models import PlatformIndexPage, PlatformPage
from tests.core.directory_counts import counts, shown
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db

FREE = {True: ["yes"], False: [], None: []}


@pytest.fixture(scope="module")
def made_agency(portal):  # noqa: F811
    page = pages.add_institution(portal, pages.make_institution("agency", fr="Agence centrale"))
    for language in ("ar", "en"):
        pages.translate(page, language)
    return page


@pytest.fixture
def agency(made_agency):
    return deepcopy(made_agency)


@pytest.fixture
def index(portal):  # noqa: F811
    return PlatformIndexPage.objects.get(locale__language_code="fr")


def add(parent, title, **fields):
    return pages.add_page(PlatformPage, parent, title, **fields)


def values(page):
    everyone = not page.audience or "everyone" in page.audience
    return {
        "purpose": page.purposes,
        "channel": page.channels,
        "spoken": page.languages,
        "free": FREE[page.is_free],
        "audience": [code for code in Audience.values if code != "everyone" and (everyone or code in page.audience)],
    }


CHOICES = {
    "purpose": Purpose.values,
    "channel": Channel.values,
    "spoken": SpokenLanguage.values,
    "free": ["yes"],
    "audience": [code for code in Audience.values if code != "everyone"],
}


def oracle(platforms, asked):
    """Titles that pass, and the number beside every choice not in force that would show something."""

    def passing(query):
        words = query.get("q", "").lower().split()
        return [
            page
            for page in platforms
            if all(query[name] in values(page)[name] for name in CHOICES if query.get(name))
            and all(word in f"{page.title} {page.summary}".lower() for word in words)
        ]

    numbers = {}
    for name, codes in CHOICES.items():
        for code in codes:
            if asked.get(name) != code and (number := len(passing(asked | {name: code}))):
                numbers[name, code] = number
    return sorted(page.title for page in passing(asked)), numbers


@pytest.mark.parametrize("seed", [1, 2])
def test_results_and_counts_equal_the_oracle(client, agency, index, seed):
    chance = random.Random(seed)

    def some(codes, most):
        return chance.sample(codes, chance.randint(0, most))

    platforms = [
        add(
            agency,
            f"P{number:02}",
            summary=chance.choice(("alpha beta", "beta", "gamma")),
            purposes=some(Purpose.values, 3),
            channels=some(Channel.values, 2),
            languages=some(SpokenLanguage.values, 3),
            is_free=chance.choice((True, False, None)),
            audience=chance.choice((["everyone"], [], ["citizen"], ["youth", "business"])),
        )
        for number in range(14)
    ]
    add(agency, "Brouillon", live=False, purposes=Purpose.values)
    PageViewRestriction.objects.create(page=add(agency, "Secret", purposes=Purpose.values), restriction_type="login")
    for _number in range(25):
        names = chance.sample(list(CHOICES), chance.randint(0, 3))
        asked = {name: chance.choice(CHOICES[name]) for name in names}
        if chance.random() < 0.4:
            asked["q"] = chance.choice(("alpha", "beta", "beta alpha", "nothing"))
        answer = client.get(index.url, asked)
        titles, numbers = oracle(platforms, asked)
        assert shown(answer.text) == titles, asked
        assert counts(answer.text, asked) == numbers, asked


def test_words_find_a_platform_by_owner_need_and_address(client, agency, index):
    add(agency, "Chikaya", purposes=["complain"], link_url="https://www.chikaya.example/")
    add(agency, "Autre", summary="x")
    for words in ("chikaya.example", "agence chikaya", "CHIKÀYA"):
        assert shown(client.get(index.url, {"q": words}).text) == ["Chikaya"], words
    assert len(shown(client.get(index.url, {"q": "Agence"}).text)) == 2


def test_a_platform_is_shown_once_in_the_best_language(client, agency, index):
    french = add(agency, "Plateforme")
    pages.translate(french, "ar", title="منصة")
    pages.translate(french, "en", title="Draft", live=False)
    arabic = PlatformIndexPage.objects.get(locale__language_code="ar")
    english = PlatformIndexPage.objects.get(locale__language_code="en")
    assert shown(client.get(index.url).text) == ["Plateforme"]
    assert shown(client.get(arabic.url).text) == ["منصة"]
    answer = client.get(english.url)
    assert shown(answer.text) == ["Plateforme"]
    assert BeautifulSoup(answer.content, "html.parser").select_one(".entry-title a")["lang"] == "fr"


@pytest.mark.parametrize("query", [{"purpose": "fly"}, {"free": "no"}, {"spoken": "FR"}, {"audience": "everyone"}])
def test_unknown_values_are_named_and_left_out(client, agency, index, query):
    add(agency, "Plateforme")
    answer = client.get(index.url, query)
    assert shown(answer.text) == ["Plateforme"]
    notice = BeautifulSoup(answer.content, "html.parser").select_one("main .notice")
    assert notice is not None


@pytest.mark.parametrize(
    "words", ['"><script>alert(1)</script>', "x" * 5000, "\x00", "%", "' OR 1=1 --", "ـــ", "()[*"]
)
def test_strange_words_are_words(client, agency, index, words):
    add(agency, "Plateforme")
    answer = client.get(index.url, {"q": words})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert len(answer.text) < 120_000


def test_queries_are_few_and_the_same_for_five_and_fifty(client, agency, index, django_assert_max_num_queries):
    def asked():
        with django_assert_max_num_queries(30) as made:
            assert client.get(index.url, {"q": "p", "free": "yes"}).status_code == 200
        return len(made)

    for number in range(5):
        add(agency, f"P{number}", is_free=True, link_url=f"https://p{number}.example/", purposes=["report"])
    client.get(index.url)
    few = asked()
    for number in range(45):
        add(agency, f"P{number + 5}", is_free=True, link_url=f"https://q{number}.example/", purposes=["report"])
    assert asked() == few


def dead(url, day):
    LinkCheck.objects.create(
        url=url, url_hash=fingerprint(url), is_dead=True, failing_since=day, next_check_at=timezone.now()
    )


def test_an_address_that_does_not_answer_is_marked_with_the_date(client, agency, index, settings):
    settings.LINK_CHECKS = True
    broken = add(agency, "Morte", link_url="https://dead.example/")
    fine = add(agency, "Vive", link_url="https://fine.example/")
    dead("https://dead.example/", date(2026, 7, 2))
    LinkCheck.objects.create(
        url=fine.link_url,
        url_hash=fingerprint(fine.link_url),
        failing_since=date(2026, 7, 3),  # not yet told to readers
        next_check_at=timezone.now(),
    )
    main = BeautifulSoup(client.get(index.url).content, "html.parser").select_one("main")
    assert ["2 juillet 2026" in entry.text for entry in main.select(".entry")] == [True, False]
    assert "2 juillet 2026" in client.get(broken.url).text
    assert "juillet 2026" not in client.get(fine.url).text
    settings.LINK_CHECKS = False
    assert "2 juillet 2026" not in client.get(index.url).text


def test_the_page_says_what_is_known_in_words(client, agency):
    page = add(
        agency,
        "Plateforme",
        link_url="https://www.p.example/x",
        phone="+212 (0) 5-37",
        purposes=["report"],
        channels=["web", "phone"],
        languages=["ar", "zgh"],
        hours="Jour et nuit <b>",
        is_free=False,
        cost_note="10 dirhams",
        accessibility="- clavier",
    )
    main = BeautifulSoup(client.get(page.url).content, "html.parser").select_one("main")
    assert main.select_one('.btns a[href="https://www.p.example/x"]').text.strip().endswith("p.example")
    assert main.select_one('a[href^="tel:"]')["href"] == "tel:+212" + "0537"
    assert "Jour et nuit <b>" in main.text
    assert "10 dirhams" in main.text
    assert main.select_one("li:-soup-contains('clavier')")


def test_an_empty_directory_says_so(client, index):
    main = BeautifulSoup(client.get(index.url).content, "html.parser").select_one("main")
    assert main.select_one(".empty")
