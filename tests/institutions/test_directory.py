"""The directory of institutions says what plain Python says, in the order of each alphabet."""

import random

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from core.enums import InstitutionFunction, InstitutionKind
from core.models import InstitutionRole
from institutions.models import Office
from tests.core.directory_counts import counts, shown
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db
INITIALS = ("Agence", "Équipe", "L’Office", "étude", "Zone", "4 Sages")
LETTERS = {"Agence": "A", "Équipe": "E", "L’Office": "O", "étude": "E", "Zone": "Z", "4 Sages": "#"}


@pytest.fixture
def index(portal):  # noqa: F811
    return portal.institutions["fr"].get_url()


def add(portal, code, title, *, kind="ministry", functions=(), topics=(), offices=(), language="fr", **fields):  # noqa: F811
    row = pages.make_institution(code, kind=kind, **{language: title})
    for function in functions:
        InstitutionRole.objects.create(institution=row, function=function)
    page = pages.add_institution(portal, row, language, **fields)
    if topics:
        page.topics.set(topics)
        page.save()
    for number, region in enumerate(offices):
        Office.objects.create(page=page, name="Bureau", region=region, sort_order=number, locale=page.locale)
    return page


@pytest.mark.parametrize("seed", [1, 2])
def test_results_and_counts_equal_the_oracle(client, portal, index, seed):  # noqa: F811
    chance = random.Random(seed)
    regions = [pages.make_topic(f"r{number}", "region", fr=f"Région {number}") for number in range(3)]
    theme = pages.make_topic("t", "theme", fr="Thème")
    rows = []
    for number in range(14):
        initial = chance.choice(INITIALS)
        row = {
            "title": f"{initial} {number:02}",
            "kind": [chance.choice(InstitutionKind.values[:4])],
            "function": chance.sample(InstitutionFunction.values, chance.randint(0, 3)),
            "letter": [LETTERS[initial]],
        }
        filed, offices = chance.sample(regions, chance.randint(0, 2)), chance.sample(regions, chance.randint(0, 2))
        row["region"] = list({region.code for region in [*filed, *offices]})
        add(
            portal,
            f"i{number}",
            row["title"],
            kind=row["kind"][0],
            functions=row["function"],
            topics=[*filed, theme],
            offices=offices,
        )
        rows.append(row)
    add(portal, "draft", "Agence cachée", live=False, topics=regions)
    secret = add(portal, "secret", "Agence secrète", topics=regions)
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    choices = {
        "kind": InstitutionKind.values,
        "function": InstitutionFunction.values,
        "region": [region.code for region in regions],
        "letter": sorted({letter for row in rows for letter in row["letter"]}),
    }

    def passing(query):
        return [
            row
            for row in rows
            if all(query[name] in row[name] for name in choices if query.get(name))
            and all(word in row["title"].lower() for word in query.get("q", "").split())
        ]

    for _number in range(25):
        names = chance.sample(list(choices), chance.randint(0, 3))
        asked = {name: chance.choice(choices[name]) for name in names}
        if chance.random() < 0.3:
            asked["q"] = chance.choice(("agence", "0", "zone 1"))
        answer = client.get(index, asked)
        found = passing({**asked, "q": asked.get("q", "")})
        assert set(shown(answer.text)) == {row["title"] for row in found}, asked
        numbers = {
            (name, value): number
            for name, values in choices.items()
            for value in values
            if asked.get(name) != value and (number := len(passing(asked | {name: value})))
        }
        printed = counts(answer.text, asked)
        if len({key for key in numbers if key[0] == "letter"}) + ("letter" in asked) < 2:
            # One letter is no choice: the index from A to Z is left out.
            numbers = {key: number for key, number in numbers.items() if key[0] != "letter" or key in printed}
        assert printed == numbers, asked


def test_the_order_is_that_of_the_alphabet_without_articles(client, portal):  # noqa: F811
    names = ("وزارة العدل", "الأمانة العامة", "مجلس النواب", "النيابة العامة", "البرلمان")
    for number, name in enumerate(names):
        add(portal, f"a{number}", name, language="ar")
    answer = client.get(portal.institutions["ar"].get_url())
    assert shown(answer.text) == ["الأمانة العامة", "البرلمان", "مجلس النواب", "النيابة العامة", "وزارة العدل"]
    letters = BeautifulSoup(answer.content, "html.parser").select(".letters a")
    assert [link.find(string=True).strip() for link in letters] == ["ا", "ب", "م", "ن", "و"]


def test_the_order_in_french(client, portal, index):  # noqa: F811
    for number, name in enumerate(("Zone", "œuvre", "étude", "Agence", "L’Office", "Équipe", "4 Sages")):
        add(portal, f"f{number}", name)
    assert shown(client.get(index).text) == ["4 Sages", "Agence", "Équipe", "étude", "œuvre", "L’Office", "Zone"]


@pytest.mark.parametrize("query", [{"letter": "a"}, {"kind": "x"}, {"region": "t"}, {"function": "judges"}])
def test_unknown_values_are_named_and_left_out(client, portal, index, query):  # noqa: F811
    pages.make_topic("t", "theme", fr="Thème")
    add(portal, "a", "Agence")
    answer = client.get(index, query)
    assert shown(answer.text) == ["Agence"]
    assert BeautifulSoup(answer.content, "html.parser").select_one("main .notice")


@pytest.mark.parametrize("words", ['"><script>alert(1)</script>', "x" * 5000, "\x00", "%", "()[*", "\u202e"])
def test_strange_words_are_words(client, portal, index, words):  # noqa: F811
    add(portal, "a", "Agence")
    answer = client.get(index, {"q": words, "kind": words, "letter": words})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_words_find_acronyms_and_any_spelling(client, portal, index):  # noqa: F811
    page = add(portal, "a", "Équipe d’Évaluation")
    page.entity.names.update(acronym="ÉDÉ")
    add(portal, "b", "Autre")
    for words in ("ede", "equipe", "ÉVALUATION equipe"):
        assert shown(client.get(index, {"q": words}).text) == ["Équipe d’Évaluation"], words


def test_queries_are_few_and_the_same_for_five_and_fifty(client, portal, index, django_assert_max_num_queries):  # noqa: F811
    region = pages.make_topic("r", "region", fr="Région")

    def asked():
        with django_assert_max_num_queries(30) as made:
            assert client.get(index, {"q": "agence", "region": "r"}).status_code == 200
        return len(made)

    for number in range(5):
        add(portal, f"i{number}", f"Agence {number}", functions=("judge",), offices=[region])
    client.get(index)
    few = asked()
    for number in range(5, 50):
        add(portal, f"i{number}", f"Agence {number}", functions=("judge",), offices=[region])
    assert asked() == few
