"""An institution with its people, and pages with a body of any blocks."""

import json
from copy import deepcopy

import pytest

from institutions.content_checks import findings_of
from institutions.enums import Role
from institutions.models import InstitutionPage, ItemPage
from institutions.provisioning import institution_provision
from tests.factories import pages
from tests.factories.people import member
from tests.factories.portal import portal  # noqa: F401


@pytest.fixture(scope="module")
def made_agency(portal):  # noqa: F811
    """Of the module: making it takes longer than most tests."""
    institution = pages.make_institution("agency", fr="Agence")
    institution_provision(institution=institution)
    return institution


@pytest.fixture
def agency(made_agency):
    return deepcopy(made_agency)


@pytest.fixture
def place(agency):
    return InstitutionPage.objects.get(entity=agency, face_language="fr")


@pytest.fixture
def editor(agency):
    return member(agency, Role.EDITOR)


def body(*blocks):
    """A body of (type, value) as JSON, as a form or a revision holds it."""
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks])


def heading(text, level="2"):
    return ("heading", {"text": text, "level": level})


def text(html):
    return ("paragraph", html)


def page(place, *blocks, **fields):
    """A page in memory, of the language of the place."""
    made = ItemPage(title="Guide", kind="guide", locale=place.locale, **fields)
    made.body = body(*blocks)
    return made


def codes(made):
    return [finding.code for finding in findings_of(made)]
