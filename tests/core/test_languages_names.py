"""A name that exists in another language only says its language wherever a page prints it."""

import pytest
from bs4 import BeautifulSoup, Tag

from core.models import Institution, Topic
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401
from tests.knowledge.factories import make_text, publish_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

FRENCH = {
    "ministry": "Ministère de tutelle",
    "agency": "Agence de l’eau",
    "bureau": "Bureau des plaintes",
    "ethics": "Éthique publique",
    "gifts": "Cadeaux et invitations",
    "health": "Santé publique",
    "oriental": "Région orientale",
}
TITLES = {"zgh": "ⴰⵙⵏⵜⵍ", "ar": "موضوع"}  # of every page: what is French is a name


def topics_with_french_names():
    ethics = pages.make_topic("ethics", fr=FRENCH["ethics"])
    pages.make_topic("gifts", parent=ethics, fr=FRENCH["gifts"])
    pages.make_topic("health", "sector", fr=FRENCH["health"])
    pages.make_topic("oriental", "region", fr=FRENCH["oriental"])


def institutions_with_french_names():
    for code, parent in (("ministry", ""), ("agency", "ministry"), ("bureau", "agency")):
        made = pages.make_institution(code, fr=FRENCH[code])
        made.names.update(acronym=code.upper())
        Institution.objects.filter(pk=made.pk).update(parent=Institution.objects.filter(code=parent).first())


@pytest.fixture(params=["zgh", "ar"])
def language(request):
    return request.param


@pytest.fixture
def addresses(portal, language):  # noqa: F811
    """The address of each kind of page, in a language in which nothing has a name."""
    topics_with_french_names()
    institutions_with_french_names()
    title = TITLES[language]
    theme = pages.add_theme(portal, Topic.objects.get(code="ethics"), language, title=title)
    faces = {
        code: pages.add_institution(portal, Institution.objects.get(code=code), language, title=title)
        for code in ("ministry", "agency", "bureau")
    }
    filed = list(Topic.objects.all())
    faces["agency"].topics.set(filed)
    faces["agency"].save()
    item = pages.add_item(faces["agency"], title, topics=filed, dated_on="2024-05-01")
    pages.add_item(faces["bureau"], title, topics=filed, dated_on="2024-05-02")
    law = publish_text(make_text(faces["agency"], title))
    return {
        "home": f"/{language}/",
        "directory": portal.institutions[language].get_url(),
        "search": f"/{language}/search/?q={title}",
        "theme": theme.get_url(),
        "filtered": f"{theme.get_url()}?theme=gifts&sector=health&region=oriental&institution=agency",
        "institution": faces["agency"].get_url(),
        "item": item.get_url(),
        "law": law.get_url(),
    }


def language_at(text):
    return next(parent["lang"] for parent in text.parents if isinstance(parent, Tag) and parent.has_attr("lang"))


def test_every_french_name_on_a_page_of_another_language_says_so(client, addresses, language):
    expected = {
        "home": {"agency", "bureau"},
        "directory": set(),
        "search": {"agency", "bureau"},
        "theme": {"agency", "bureau", "gifts", "health", "oriental"},
        "filtered": {"agency", "bureau", "gifts", "health", "oriental"},
        "institution": {"ministry", "bureau", "ethics", "gifts", "health", "oriental"},
        "item": {"agency", "ethics", "gifts", "health", "oriental"},
        "law": {"agency"},
    }
    names = {text: code for code, text in FRENCH.items()} | {code.upper(): code.upper() for code in FRENCH}
    for place, address in addresses.items():
        soup = BeautifulSoup(client.get(address).content.decode(), "html.parser").body
        found = [text for text in soup.find_all(string=True) if text.strip() in names]
        assert {names[text.strip()] for text in found} >= expected[place], place
        wrong = [str(text) for text in found if language_at(text) != "fr"]
        assert not wrong, place
        isolated = [text.find_parent(attrs={"lang": True})["dir"] for text in found]
        assert set(isolated) <= {"ltr"}, place


def test_the_words_around_a_chosen_name_keep_the_pages_language(client, addresses, language):
    soup = BeautifulSoup(client.get(addresses["filtered"]).content.decode(), "html.parser")
    links = soup.select(".facet a[aria-current], .chosen a:not(.chosen-clear)")
    assert len(links) == 8
    for link in links:
        assert link.select_one("bdi")["lang"] == "fr"
        assert link.select_one(".sr").find_parent(attrs={"lang": True})["lang"] == language


def test_a_name_in_the_pages_own_language_says_nothing():
    agency = pages.make_institution("agency", fr="Agence", ar="الوكالة")
    assert [agency.name_language(code) for code in ("ar", "fr", "zgh")] == ["", "", "fr"]
    assert pages.make_institution("nameless").name_language("ar") == ""
