"""Readers find their way through the guide by links alone, and leave no trace."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from institutions.checks import check_guides
from institutions.models import HelpGuidePage, PlatformPage
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401
from tests.institutions.guide_world import PHONE, STEPS, add_guide, question, result

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(portal):  # noqa: F811
    return add_guide(portal.homes["fr"])


@pytest.fixture
def agency(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))


@pytest.fixture
def read(client):
    def answer(url):
        response = client.get(url)
        assert response.status_code == 200
        assert not response.cookies
        return BeautifulSoup(response.content, "html.parser").select_one("main")

    return answer


def links(main):
    return {link.text.strip(): link["href"] for link in main.select(".guide-answers a")}


def test_a_reader_gets_from_the_first_question_to_a_phone_number(read, guide):
    main = read(guide.url)
    assert main.select_one("h1").text == "Qui peut m’aider ?"
    main = read(links(main)["Argent demandé"])
    assert main.select_one("h1").text == "Question money"
    main = read(links(main)["Dans un service"])
    assert main.select_one("h1").text == "Result report"
    assert main.select_one('a[href^="tel:"]')["href"] == "tel:+21253700"
    assert not main.select("form, script")


def test_every_step_of_the_guide_has_its_address(client, guide):
    for _kind, value in STEPS:
        answer = client.get(f"{guide.url}{value['key']}/")
        assert answer.status_code == 200
        assert value["title"] in answer.text


@pytest.mark.parametrize("key", ["nobody", "START", "start/money", "report%00", "a" * 3000, "é", "__proto__"])
def test_an_unknown_step_is_not_found(client, guide, key):
    assert client.get(f"{guide.url}{key}/").status_code == 404


def test_the_way_back_is_offered_where_there_is_one_way(read, guide):
    assert read(f"{guide.url}report/").select_one(f'.btns a[href="{guide.url}money/"]')
    assert read(f"{guide.url}money/").select_one(f'.btns a[href="{guide.url}"]')
    back = [link["href"] for link in read(f"{guide.url}other/").select(".btns a")]
    assert back == [guide.url]  # two questions lead here: only the beginning is offered


def test_what_is_not_public_any_more_is_left_out(read, portal, agency):  # noqa: F811
    platform = pages.add_page(PlatformPage, agency, "Plateforme")
    draft = pages.add_page(PlatformPage, agency, "Brouillon", live=False)
    ways = (("institution", agency), ("platform", platform), ("platform", draft), PHONE)
    guide = add_guide(portal.homes["fr"], question("a", ("x", "r")), result("r", *ways))

    def shown():
        return [head.text for head in read(f"{guide.url}r/").select(".guide-way :is(h2, h3)")]

    assert shown() == ["Agence", "Plateforme", "Ligne"]
    platform.unpublish()
    assert shown() == ["Agence", "Ligne"]
    platform.delete()
    assert shown() == ["Agence", "Ligne"]


def test_ways_are_shown_in_the_readers_language_if_there_is_one(read, portal, agency):  # noqa: F811
    pages.translate(agency, "ar", title="الوكالة")
    guide = add_guide(portal.homes["ar"], question("a", ("نعم", "r")), result("r", ("institution", agency)))
    assert read(f"{guide.url}r/").select_one(".guide-way :is(h2, h3)").text == "الوكالة"
    english = add_guide(portal.homes["en"], question("a", ("yes", "r")), result("r", ("institution", agency)))
    way = read(f"{english.url}r/").select_one(".guide-way :is(h2, h3) a")
    assert (way.text, way["lang"]) == ("Agence", "fr")


def test_titles_and_texts_are_escaped(read, portal):  # noqa: F811
    bad = '<script>alert("1")</script>&'
    way = ("phone", {"number": '"><b>', "label": bad, "note": bad})
    guide = add_guide(portal.homes["fr"], question("a", (bad, "r"), title=bad, text=bad), result("r", way, title=bad))
    for url in (guide.url, f"{guide.url}r/", f"{guide.url}print/"):
        main = read(url)
        assert not main.select("script, b")
        assert bad in main.text


def test_the_language_switch_keeps_the_step(client, portal, guide):  # noqa: F811
    arabic = pages.translate(guide, "ar", title="من يساعدني؟")
    steps = (question("start", ("نعم", "report")), result("report", text="…"))
    HelpGuidePage.objects.filter(pk=arabic.pk).update(steps=HelpGuidePage(steps=list(steps)).steps)
    arabic = HelpGuidePage.objects.get(pk=arabic.pk)

    def other(url):
        page = BeautifulSoup(client.get(url).content, "html.parser")
        return page.select_one('a[hreflang="ar"]')["href"]

    assert other(f"{guide.url}report/").endswith(f"{arabic.url}report/")
    assert other(f"{guide.url}print/").endswith(f"{arabic.url}print/")
    assert other(f"{guide.url}money/").endswith(arabic.url)  # which the Arabic guide does not have


def test_the_page_to_print_has_every_step_once(read, guide):
    main = read(f"{guide.url}print/")
    assert [section["id"] for section in main.select("section.guide-step")] == [
        f"step-{value['key']}" for _kind, value in STEPS
    ]
    assert [link["href"] for link in main.select(".guide-answers a")] == [
        "#step-money",
        "#step-other",
        "#step-report",
        "#step-other",
    ]


def test_a_guide_without_steps_says_so(read, portal):  # noqa: F811
    guide = pages.add_page(HelpGuidePage, portal.homes["fr"], "Guide")
    assert read(guide.url).select_one(".empty")
    assert read(f"{guide.url}print/")


def test_the_number_of_queries_does_not_grow_with_ways_and_steps(
    client,
    portal,  # noqa: F811
    agency,
    django_assert_max_num_queries,
):
    platforms = [pages.add_page(PlatformPage, agency, f"Plateforme {number}") for number in range(12)]
    ways = [("platform", platform) for platform in platforms]
    guide = add_guide(portal.homes["fr"], question("a", ("x", "r")), result("r", *ways))
    client.get(f"{guide.url}r/")
    for url in (f"{guide.url}r/", f"{guide.url}print/"):
        with django_assert_max_num_queries(30):
            assert client.get(url).status_code == 200


def test_the_check_warns_of_a_published_guide_with_faults(portal):  # noqa: F811
    faulty = (question("a", ("x", "nowhere")),)
    add_guide(portal.homes["fr"], *faulty, live=False)
    assert check_guides(None, databases=["default"]) == []
    add_guide(portal.homes["en"], *faulty, title="Who")
    (warning,) = check_guides(None, databases=["default"])
    assert warning.id == "institutions.W001"
    assert "“Who” (en)" in warning.msg
    assert "nowhere" in warning.msg
    assert check_guides(None) == []
    call_command("check", databases=["default"], tags=["database"])


@pytest.fixture
def synced(guide):
    """The Arabic guide made of the French one by segments, every text translated as `نص`."""
    arabic = Locale.objects.get(language_code="ar")
    source, _created = TranslationSource.update_or_create_from_instance(guide)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.update_or_create(
            translation_of=segment.string, context=segment.context, locale=arabic, defaults={"data": "نص"}
        )
    page, _created = source.create_or_update_translation(arabic, publish=True, fallback=True)
    page.get_latest_revision().publish()
    return HelpGuidePage.objects.get(pk=page.pk)


def test_translators_are_not_shown_the_names_of_steps(guide):
    source, _created = TranslationSource.update_or_create_from_instance(guide)
    texts = set(StringSegment.objects.filter(source=source).values_list("string__data", flat=True))
    assert {"Argent demandé", "Question money", "Ligne"} <= texts
    assert not texts & {value["key"] for _kind, value in STEPS}


def test_a_translation_keeps_the_names_of_steps_and_where_answers_lead(synced, read):
    assert [(step.value["key"], step.value["title"]) for step in synced.steps] == [
        (value["key"], "نص") for _kind, value in STEPS
    ]
    first = synced.steps[0].value["answers"]
    assert [(one["label"], one["to"]) for one in first] == [("نص", "money"), ("نص", "other")]
    assert read(f"{synced.url}report/").select_one("h1").text == "نص"
