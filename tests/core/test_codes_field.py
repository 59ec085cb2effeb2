"""Several codes of a fixed list in one column: stored alike on every database, found by any of them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation

from core.enums import Audience, SpokenLanguage
from core.models import CodesField, ContentPage, labels_of
from core.models.codes import stored_codes
from institutions.enums import Channel, Purpose
from institutions.models import ItemPage, PlatformPage
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

FIELD = CodesField("for", codes=Audience)


def test_codes_are_stored_between_spaces():
    assert stored_codes(["citizen", "youth"]) == " citizen youth "
    assert stored_codes([]) == ""
    assert FIELD.get_prep_value(["citizen"]) == " citizen "
    assert FIELD.get_prep_value(None) == ""


@pytest.mark.parametrize(
    "value",
    [["youth", "citizen"], ("youth", "citizen"), " youth citizen ", "youth citizen", iter(["youth", "citizen"])],
)
def test_whatever_gives_the_codes_they_become_a_list(value):
    assert FIELD.to_python(value) == ["youth", "citizen"]


@pytest.mark.parametrize("value", [None, "", " ", [], ()])
def test_nothing_is_an_empty_list(value):
    assert FIELD.to_python(value) == FIELD.clean(value, None) == []


def test_codes_come_in_the_order_of_the_choices_each_once():
    assert FIELD.clean(["youth", "citizen", "youth"], None) == ["citizen", "youth"]


def test_unknown_codes_are_refused_in_words():
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        FIELD.clean(["citizen", "martian", "<b>"], None)
    with translation.override("en"):
        (sentence,) = refused.value.messages
    assert sentence.startswith("These codes are not known: martian, <b>. Known are: everyone, citizen")
    with pytest.raises(ValidationError) as refused:
        FIELD.clean("x" * 5000, None)
    assert len(refused.value.messages[0]) < 500


def test_migrations_do_not_name_the_codes():
    _name, path, args, kwargs = FIELD.deconstruct()
    assert "codes" not in kwargs
    again = CodesField(*args, **kwargs)
    assert again.deconstruct()[1:] == (path, args, kwargs)
    assert again.to_python(" a b ") == ["a", "b"]


@pytest.mark.parametrize("codes", [Audience, SpokenLanguage, Purpose, Channel])
def test_all_codes_of_a_list_fit_into_the_column(codes):
    assert len(stored_codes(codes.values)) <= CodesField(codes=codes).max_length
    assert all(value == value.strip() and " " not in value for value in codes.values)


def test_the_form_has_a_box_for_each_code():
    field = FIELD.formfield()
    assert [value for value, _label in field.choices] == Audience.values
    assert not field.required
    assert field.clean(["youth"]) == ["youth"]
    with pytest.raises(ValidationError):
        field.clean(["martian"])


def test_labels_are_those_of_the_language():
    page = PlatformPage(purposes=["learn", "report"])
    with translation.override("en"):
        assert labels_of(page, "purposes") == ["Report corruption", "Learn"]
        page.purposes = None
        assert labels_of(page, "purposes") == []


@pytest.fixture
def agency(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))


@pytest.mark.django_db
def test_codes_come_back_from_the_database_as_they_went_in(agency):
    for codes in ([], ["citizen"], ["citizen", "youth"], Audience.values):
        page = pages.add_item(agency, "Guide", audience=list(codes))
        assert ItemPage.objects.get(pk=page.pk).audience == codes
        assert list(ContentPage.objects.filter(pk=page.pk).values_list("audience", flat=True)) == [codes]


@pytest.mark.django_db
def test_a_page_is_found_by_each_of_its_codes_and_by_no_part_of_one(agency):
    languages = {"arabic": ["ar"], "darija": ["ary"], "both": ["ar", "ary", "fr"], "none": []}
    for title, codes in languages.items():
        pages.add_page(PlatformPage, agency, title, languages=codes)

    def found(code):
        chosen = PlatformPage.objects.filter(languages__contains=stored_codes([code]))
        return set(chosen.values_list("title", flat=True))

    assert found("ar") == {"arabic", "both"}
    assert found("ary") == {"darija", "both"}
    assert found("fr") == {"both"}
    assert found("r") == found("rif") == set()
    assert set(PlatformPage.objects.filter(languages=["ar"]).values_list("title", flat=True)) == {"arabic"}


@pytest.mark.django_db
def test_revisions_hold_the_codes(agency):
    page = pages.add_item(agency, "Guide", audience=["everyone"])
    page.audience = ["youth", "citizen"]
    revision = page.save_revision()
    assert revision.content["audience"].split() == ["citizen", "youth"] or revision.content["audience"].split() == [
        "youth",
        "citizen",
    ]
    assert set(revision.as_object().audience) == {"youth", "citizen"}
    revision.publish()
    assert set(ItemPage.objects.get(pk=page.pk).audience) == {"youth", "citizen"}


@pytest.mark.django_db
@pytest.mark.parametrize(("old", "codes"), [("citizen", ["citizen"]), ("", []), (None, []), (["youth"], ["youth"])])
def test_a_revision_from_before_the_list_can_be_published(agency, old, codes):
    page = pages.add_item(agency, "Guide", audience=["everyone"])
    revision = page.save_revision()
    revision.content["audience"] = old
    revision.save()
    assert revision.as_object().audience == codes
    revision.publish()
    assert ItemPage.objects.get(pk=page.pk).audience == codes


def test_a_new_item_is_for_everyone_and_shares_its_list_with_nobody():
    first, second = ItemPage(), ItemPage()
    assert first.audience == ["everyone"]
    first.audience.append("youth")
    assert second.audience == ["everyone"]
    assert isinstance(ItemPage._meta.get_field("audience"), models.CharField)
