"""Dates and numbers as each language writes them (CLDR, through Babel), always with the digits 0-9."""

from copy import deepcopy
from datetime import date, datetime
from functools import cache

from babel import Locale, localedata
from babel.dates import format_date as babel_date
from babel.dates import format_time as babel_time
from babel.dates import get_day_names, get_month_names
from babel.numbers import format_decimal
from django.utils.timezone import localtime
from django.utils.translation import get_language

# Maghreb month names and the digits 0-9 are those of Moroccan Arabic in CLDR.
CLDR_LOCALES = {"ar": "ar_MA", "fr": "fr", "en": "en_GB", "zgh": "zgh"}


def cldr_locale(language: str | None = None) -> Locale:
    """The CLDR locale of a language (default: the active one). Raises UnknownLocaleError for one CLDR does not know."""
    code = language or get_language() or "en"
    return _isolated_locale(CLDR_LOCALES.get(code, code.replace("-", "_")))


@cache
def _isolated_locale(identifier: str) -> Locale:
    """A locale with data of its own.

    Babel lets locales share what none of them overrides, and writes into it what one of them looked up: after a
    Tamazight date the days of every language were Tamazight (python-babel/babel#1234, open in 2.18).
    """
    locale = Locale.parse(identifier)
    localedata._cache[str(locale)] = deepcopy(localedata.load(str(locale)))
    return locale


def format_date(value: date | datetime, language: str | None = None, form: str = "long") -> str:
    """A date in words, e.g. `2 juillet 2026`; a datetime is taken in the site's time zone."""
    day = localtime(value).date() if isinstance(value, datetime) else value
    return babel_date(day, format=form, locale=cldr_locale(language))


def format_time(value: datetime, language: str | None = None) -> str:
    """Hours and minutes in the site's time zone, e.g. `16:05`."""
    return babel_time(localtime(value).time(), format="short", locale=cldr_locale(language))


def month_name(month: int, language: str | None = None) -> str:
    """The name of a month (1 to 12) standing alone. Raises KeyError for another number."""
    return get_month_names("wide", context="stand-alone", locale=cldr_locale(language))[month]


def day_name(value: date, language: str | None = None) -> str:
    """The name of the day of the week, standing alone."""
    return get_day_names("wide", context="stand-alone", locale=cldr_locale(language))[value.weekday()]


def format_number(value: int | float, language: str | None = None) -> str:
    """A number with the language's grouping, e.g. `48 200` in French and `48.200` in Arabic."""
    return format_decimal(value, locale=cldr_locale(language), numbering_system="latn")
