"""The real frequency of updates is what the record of publications says, in the site's days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import PageLogEntry

from institutions.frequency import PERIODS, count_periods, frequency_of
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

TODAY = date(2026, 11, 25)


def oracle(days, length, most, today):
    """By walking back from today, period by period, until the one of the first publication."""
    kept = counted = 0
    last = today
    while counted < most and last >= min(days):
        period = {last - timedelta(days=number) for number in range(length)}
        kept += bool(period & days)
        counted += 1
        last -= timedelta(days=length)
    return kept, counted


days_ago = st.integers(0, 1095).map(lambda number: TODAY - timedelta(days=number))


@settings(max_examples=500, deadline=None)
@given(st.sets(days_ago, min_size=1, max_size=30), st.sampled_from(list(PERIODS.values())))
def test_periods_are_counted_as_by_hand(days, period):
    assert count_periods(days, *period, today=TODAY) == oracle(days, *period, TODAY)


@pytest.mark.parametrize("length", [1, 7, 30])
def test_the_edges_of_a_period(length):
    first, last = TODAY - timedelta(days=length - 1), TODAY
    assert count_periods({first}, length, 12, today=TODAY) == (1, 1)
    assert count_periods({last}, length, 12, today=TODAY) == (1, 1)
    assert count_periods({first - timedelta(days=1)}, length, 12, today=TODAY) == (1, 2)


@pytest.fixture
def agency(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))


def published(page, moment):
    PageLogEntry.objects.log_action(page, "wagtail.publish", timestamp=moment)


def frequency(page, declared=""):
    with translation.override("en"):
        return frequency_of(page.entity_id, declared)


@pytest.mark.django_db
@pytest.mark.parametrize("declared", ["", *PERIODS])
def test_an_institution_that_published_nothing(agency, declared):
    found = frequency(agency, declared)
    assert (found.last_on, found.is_kept) == (None, None)
    assert found.sentence == "Nothing is published yet."


@pytest.mark.django_db
def test_what_was_published_long_ago_is_still_named(agency):
    moment = timezone.now() - timedelta(days=2000)
    published(pages.add_item(agency, "Vieux"), moment)
    found = frequency(agency)
    assert found.last_on == timezone.localdate(moment)
    found = frequency(agency, "yearly")
    assert found.last_on == timezone.localdate(moment)
    assert found.is_kept is False
    assert found.sentence.startswith("Published in 0 of the last 3 years")


@pytest.mark.django_db
def test_a_break_between_the_first_and_the_latest_publication_counts(agency):
    item = pages.add_item(agency, "Item")
    published(item, timezone.now() - timedelta(days=2000))
    published(item, timezone.now())
    assert frequency(agency, "yearly").sentence.startswith("Published in 1 of the last 3 years")


@pytest.mark.django_db
def test_nothing_was_published_tomorrow(agency):
    """The clocks of two machines differ."""
    published(pages.add_item(agency, "Item"), timezone.now() + timedelta(days=1))
    found = frequency(agency, "weekly")
    assert (found.last_on, found.is_kept) == (timezone.localdate(), True)
    assert found.sentence.startswith("Published in 1 of the last 1 week;")


@pytest.mark.django_db
def test_days_are_those_of_the_site(agency, settings):
    settings.TIME_ZONE = "Africa/Casablanca"
    published(pages.add_item(agency, "Item"), datetime(2026, 7, 2, 23, 30, tzinfo=UTC))
    assert frequency(agency).last_on == date(2026, 7, 3)


@pytest.mark.django_db
def test_every_week_as_declared_or_not(agency):
    item = pages.add_item(agency, "Item")
    for week in (0, 1, 3):
        published(item, timezone.now() - timedelta(days=7 * week))
    found = frequency(agency, "weekly")
    assert found.is_kept is False
    assert found.sentence.startswith("Published in 3 of the last 4 weeks; last on ")
    published(item, timezone.now() - timedelta(days=14))
    found = frequency(agency, "weekly")
    assert found.is_kept is True
    assert str(found.declared) == "Every week"


@pytest.mark.django_db
def test_other_institutions_and_other_events_do_not_count(agency, portal):  # noqa: F811
    other = pages.add_institution(portal, pages.make_institution("other", fr="Autre"))
    published(pages.add_item(other, "Item"), timezone.now())
    PageLogEntry.objects.log_action(pages.add_item(agency, "Item"), "wagtail.edit")
    assert frequency(agency).last_on is None


@pytest.mark.django_db
def test_two_queries_however_much_was_published(agency, django_assert_max_num_queries):
    item = pages.add_item(agency, "Item")
    for day in range(40):
        published(item, timezone.now() - timedelta(days=day))
    with django_assert_max_num_queries(2):
        frequency(agency, "daily")
