"""Programmes, good practices and champions show what is filled in, and nothing that is not."""

from copy import deepcopy
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from institutions.enums import ProgrammeState
from institutions.models import ChampionPage, ProgrammePage
from tests.factories import pages
from tests.factories.admin import send_form
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db

TEXTS = ("problem", "action", "results", "obstacles", "cost")


@pytest.fixture(scope="module")
def made_agency(portal):  # noqa: F811
    page = pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))
    pages.translate(page, "ar")
    return page


@pytest.fixture
def agency(made_agency):
    return deepcopy(made_agency)


@pytest.fixture
def read(client):
    def main(page):
        answer = client.get(page.get_url())
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser").select_one("main")

    return main


def add(agency, title="Programme", **fields):
    return pages.add_page(ProgrammePage, agency, title, **fields)


@pytest.mark.parametrize("filled", [(), ("action",), ("problem", "results"), TEXTS])
def test_only_what_is_filled_in_has_a_heading(read, agency, filled):
    page = add(agency, **{name: f"Texte de {name} <b>&" for name in filled})
    with translation.override("fr"):
        expected = [section["title"] for section in page.sections]
    main = read(page)
    assert len(expected) == len(filled)
    assert [head.text for head in main.select(".prose h2")] == expected
    for name in TEXTS:
        assert (f"Texte de {name} <b>&" in main.text) == (name in filled)


def test_text_of_spaces_is_not_filled_in(agency):
    assert [section["text"] for section in add(agency, problem=" \n ", action="x").sections] == ["x"]


@pytest.mark.parametrize("state", ProgrammeState.values)
def test_the_state_is_said_in_words(read, agency, state):
    main = read(add(agency, state=state))
    with translation.override("fr"):
        assert ProgrammeState(state).label in [fact.text for fact in main.select("dl.facts dd")]


def test_dates_are_shown_when_known(read, agency):
    known = read(add(agency, "A", starts_on=date(2026, 1, 2), ends_on=date(2026, 12, 31)))
    assert [time["datetime"] for time in known.select(".facts time")] == ["2026-01-02", "2026-12-31"]
    assert not read(add(agency, "B")).select(".facts time")


def test_it_cannot_end_before_it_began(agency):
    page = add(agency, starts_on=date(2026, 1, 2))
    page.ends_on = date(2026, 1, 1)
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert list(refused.value.message_dict) == ["ends_on"]
    with pytest.raises(IntegrityError, match="programme_ends_after_it_began"), transaction.atomic():
        ProgrammePage.objects.filter(pk=page.pk).update(ends_on=date(2026, 1, 1))
    page.ends_on = page.starts_on
    page.full_clean()


def test_the_form_says_what_is_wrong_with_the_dates_and_keeps_them(admin, agency):
    page = add(agency, action="x")
    answer = send_form(
        admin,
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        title="Nouveau",
        starts_on="2026-01-02",
        ends_on="2026-01-01",
    )
    assert answer.status_code == 200
    assert answer.text.count("It cannot end before the day it began.") >= 1
    assert "programme_ends_after_it_began" not in answer.text
    assert answer.context["form"]["title"].value() == "Nouveau"
    assert answer.context["form"]["ends_on"].value() == "2026-01-01"


def test_a_programme_without_what_is_done_is_not_sent_for_approval(admin, agency):
    page = add(agency, live=False)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = send_form(admin, edit, problem="p", action="", **{"action-submit": "1"})
    assert answer.status_code == 200
    assert "action" in answer.context["form"].errors
    assert answer.context["form"]["problem"].value() == "p"


def test_dates_and_state_follow_the_source_in_translations(agency):
    page = pages.publish(add(agency, starts_on=date(2026, 1, 2), state="planned"))
    copy = pages.translate(page, "ar", title="برنامج")
    assert (copy.starts_on, copy.state) == (date(2026, 1, 2), "planned")


def test_the_citation_is_one_sentence_with_the_portals_address(read, agency, settings):
    settings.SITE_URL = "https://integrite.example"
    page = add(agency, "Sans corruption", dated_on=date(2026, 7, 2))
    cited = read(page).select_one("[data-copy]")["data-copy"]
    assert cited == f"Agence. Sans corruption. 2 juillet 2026. https://integrite.example{page.get_url()}"


@pytest.mark.parametrize(("title", "begin"), [("Que faire ?", "Que faire ?"), ("Stop !", "Stop !"), ("Fin.", "Fin.")])
def test_a_title_that_ends_a_sentence_gets_no_second_point(read, agency, title, begin):
    page = add(agency, title, dated_on=date(2026, 7, 2))
    cited = read(page).select_one("[data-copy]")["data-copy"]
    assert cited.startswith(f"Agence. {begin} 2 juillet 2026.")


def test_the_links_to_share_hold_what_the_title_holds(read, agency):
    page = add(agency, 'A & B "C" <i>?')
    mail = read(page).select_one('a[href^="mailto:"]')["href"]
    assert "subject=A%20%26%20B%20%22C%22%20%3Ci%3E%3F&body=http" in mail


def test_a_champion_shows_why_by_which_criteria_and_when(read, agency):
    page = pages.add_page(ChampionPage, agency, "Équipe", criteria="- un\n- deux <b>", reasons="Parce que.", year=2025)
    main = read(page)
    assert "2025" in [fact.text for fact in main.select(".facts dd")]
    assert [entry.text for entry in main.select(".prose li")] == ["un", "deux <b>"]
    assert "Parce que." in main.text


@pytest.mark.parametrize("year", [1899, 2101])
def test_a_champion_of_an_impossible_year_is_refused(agency, year):
    page = ChampionPage(title="x", criteria="c", reasons="r", year=year)
    with pytest.raises(ValidationError) as refused:
        page.clean_fields()
    assert "year" in refused.value.message_dict


@pytest.mark.parametrize("kind", ProgrammePage.kinds)
def test_each_kind_can_be_made_in_the_admin(admin, agency, kind):
    add_url = reverse("wagtailadmin_pages:add", args=["institutions", "programmepage", agency.pk])
    answer = send_form(
        admin, add_url, title="Nouveau", slug="nouveau", kind=kind, action="x", **{"links-TOTAL_FORMS": "0"}
    )
    assert answer.status_code == 302
    assert ProgrammePage.objects.get(slug="nouveau").kind == kind
