"""Dates, numbers and mixed directions in every language."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

DAY = date(2026, 7, 2)


def render(template, language, **context):
    with translation.override(language):
        return Template(template).render(Context(context))


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ar", "2 يوليوز 2026"), ("fr", "2 juillet 2026"), ("en", "2 July 2026"), ("zgh", "2 ⵢⵓⵍⵢⵓⵣ 2026")],
)
def test_dates_are_written_as_the_language_does(language, expected):
    assert render("{{ day|portal_date }}", language, day=DAY) == expected


def test_a_moment_is_shown_in_the_sites_time_zone(settings):
    settings.TIME_ZONE = "Africa/Casablanca"
    moment = datetime(2026, 7, 2, 23, 30, tzinfo=UTC)
    assert render("{{ moment|portal_date }} {{ moment|portal_time }}", "fr", moment=moment) == "3 juillet 2026 00:30"


@pytest.mark.parametrize(
    ("language", "expected"), [("ar", "48.200"), ("fr", "48\u202f200"), ("en", "48,200"), ("zgh", "48\u00a0200")]
)
def test_numbers_have_the_languages_grouping_and_western_digits(language, expected):
    assert render("{{ count|portal_number }}", language, count=48200) == expected


@pytest.mark.parametrize(
    ("language", "month", "day"),
    [("ar", "ماي", "الخميس"), ("fr", "mai", "jeudi"), ("en", "May", "Thursday"), ("zgh", "ⵎⴰⵢⵢⵓ", "ⴰⴽⵡⴰⵙ")],
)
def test_months_and_days_have_names(language, month, day):
    for other in ("zgh", "ar", "fr", "en"):  # none leaves its words to the next
        render("{{ 5|month_name }} {{ day|day_name }} {{ day|portal_date }}", other, day=DAY)
    assert render("{{ 5|month_name }} {{ day|day_name }}", language, day=DAY) == f"{month} {day}"


def test_isolated_text_keeps_its_direction_to_itself_and_is_escaped():
    assert render("{{ text|isolate }}", "ar", text="Loi <54>") == "<bdi>Loi &lt;54&gt;</bdi>"
    assert render('{{ text|isolate:"ar" }}', "fr", text="قانون") == '<bdi lang="ar" dir="rtl">قانون</bdi>'


@pytest.mark.parametrize(
    ("active", "code", "expected"),
    [
        ("fr", "ar", '<p lang="ar" dir="rtl">'),
        ("ar", "fr", '<p lang="fr" dir="ltr">'),
        ("ar", "zgh", '<p lang="zgh" dir="ltr">'),
        ("ar", "ar", "<p>"),
        ("ar", "", "<p>"),
    ],
)
def test_a_fragment_in_another_language_says_so(active, code, expected):
    assert render("<p{% in_language code %}>", active, code=code) == expected
