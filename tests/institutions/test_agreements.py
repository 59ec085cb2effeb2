"""Agreements: dates that make sense, states in words, and nothing of a draft before readers."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from institutions.models import FocalPoint, PartnershipAgreement
from institutions.viewsets import AgreementViewSet
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))


@pytest.fixture
def agreement(agency):
    return PartnershipAgreement.objects.create(
        institution=agency.entity, signed_on=date(2024, 3, 1), valid_until=date(2099, 3, 1), update_frequency="monthly"
    )


@pytest.fixture
def facts(client, agency):
    def read():
        main = BeautifulSoup(client.get(agency.url).content, "html.parser").select_one("main")
        return {term.text: term.find_next_sibling("dd").get_text(" ", strip=True) for term in main.select("dt")}

    return read


@pytest.mark.parametrize(
    ("signed", "until", "status"),
    [
        (None, None, "In preparation"),
        (None, -1, "In preparation"),
        (1, None, "In preparation"),
        (0, None, "In force"),
        (-1, None, "In force"),
        (-1, 0, "In force"),
        (0, 0, "In force"),
        (-2, -1, "Ended"),
    ],
)
def test_the_status_on_each_side_of_both_days(signed, until, status):
    today = timezone.localdate()
    signed, until = (None if days is None else today + timedelta(days=days) for days in (signed, until))
    with translation.override("en"):
        assert str(PartnershipAgreement(signed_on=signed, valid_until=until).status) == status


def test_it_cannot_end_before_it_was_signed(agreement):
    agreement.valid_until = date(2024, 2, 29)
    with pytest.raises(ValidationError) as refused:
        agreement.full_clean()
    assert "valid_until" in refused.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        agreement.save()


def test_it_may_end_on_the_day_it_was_signed(agreement):
    agreement.valid_until = agreement.signed_on
    agreement.full_clean()
    agreement.save()


def test_an_institution_has_one(agreement):
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnershipAgreement.objects.create(institution=agreement.institution)


def test_readers_see_status_and_dates_and_never_the_focal_points(client, agency, agreement, facts):
    FocalPoint.objects.create(agreement=agreement, name="Personne Secrète", email="secret@agency.example")
    shown = facts()
    with translation.override("fr"):
        assert shown[translation.gettext("Signed on")] == "1 mars 2024"
        assert shown[translation.gettext("Valid until")] == "1 mars 2099"
        assert shown[translation.gettext("Agreement")] == translation.pgettext("agreement", "In force")
    page = client.get(agency.url).text
    assert "Secrète" not in page
    assert "secret@" not in page


def test_changes_of_a_draft_are_not_shown_before_publication(agreement, facts):
    agreement.signed_on = date(2020, 1, 1)
    revision = agreement.save_revision()
    with translation.override("fr"):
        label = translation.gettext("Signed on")
    assert facts()[label] == "1 mars 2024"
    revision.publish()
    assert facts()[label] == "1 janvier 2020"


def test_an_agreement_that_was_never_published_is_not_shown(agency, facts):
    PartnershipAgreement.objects.create(institution=agency.entity, signed_on=date(2024, 3, 1), live=False)
    with translation.override("fr"):
        assert translation.gettext("Signed on") not in facts()
        assert facts()[translation.gettext("Agreement")] == translation.pgettext("agreement", "None yet")


def url(name, *args):
    return reverse(AgreementViewSet().get_url_name(name), args=args)


def form_of(agreement, **changes):
    bounds = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    data = {
        "institution": agreement.institution_id,
        "signed_on": agreement.signed_on or "",
        "valid_until": agreement.valid_until or "",
        "update_frequency": agreement.update_frequency,
    }
    return data | {f"focal_points-{name}": value for name, value in bounds.items()} | changes


def test_the_admin_refuses_dates_that_make_no_sense_and_keeps_what_was_typed(admin, agreement):
    answer = admin.post(url("edit", agreement.pk), form_of(agreement, valid_until="2024-02-29"))
    assert answer.status_code == 200
    assert "The agreement cannot end before the day it was signed." in answer.text
    assert answer.context["form"]["valid_until"].value() == "2024-02-29"
    agreement.refresh_from_db()
    assert agreement.valid_until == date(2099, 3, 1)


def test_saving_in_the_admin_makes_a_draft_and_a_line_of_history(admin, agreement, facts):
    assert admin.post(url("edit", agreement.pk), form_of(agreement, signed_on="2021-05-05")).status_code == 302
    with translation.override("fr"):
        assert facts()[translation.gettext("Signed on")] == "1 mars 2024"
    agreement.refresh_from_db()
    assert agreement.has_unpublished_changes
    assert agreement.get_latest_revision_as_object().signed_on == date(2021, 5, 5)
    history = admin.get(url("history", agreement.pk))
    assert history.status_code == 200
    assert "admin@portal.example" in history.text


def test_the_admin_lists_agreements_with_their_status(admin, agreement, agency):
    answer = admin.get(url("list"))
    assert answer.status_code == 200
    assert "In force" in answer.text
    assert "Agence" in answer.text
