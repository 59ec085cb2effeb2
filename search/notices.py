"""What the search page says about how it searched, each remark with the way to have it otherwise."""

from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.i18n.formats import format_number
from search.find import Found
from search.labels import language_in_words
from search.params import DATES, SearchParams
from search.query.compose import Match

LONGEST_SHOWN = 40  # characters of what was typed, in a sentence about it


def notices(query: QueryDict, found: Found, reader: str, base: str) -> list[dict[str, Any]]:
    """Remarks as components/notice.html takes them, the gravest first."""
    return [*_about_address(query, found.params), *_about_words(found, base), *_about_language(found, reader, base)]


def _about_address(query: QueryDict, params: SearchParams) -> list[dict[str, Any]]:
    wrong = [
        _("“%(text)s” is not a date of the calendar. Write year, month and day, such as 2026-03-31.")
        % {"text": query.get(name, "").strip()[:LONGEST_SHOWN]}
        for name in DATES
        if name in params.unknown
    ]
    if params.first_day and params.last_day and params.first_day > params.last_day:
        wrong.append(_("The first day is after the last one. Change one of them, or remove it."))
    if set(params.unknown) - set(DATES):
        wrong.append(_("A part of this address is not known here and was left out."))
    return [{"tone": "warn", "text": text} for text in wrong]


def _about_words(found: Found, base: str) -> list[dict[str, Any]]:
    """Whether all words had to be there."""
    params = found.params
    if params.exactly and len(found.composed.groups) > 1:
        url = replace(params, exactly=False, page=1).url(base)
        label = _("Show also those with some of the words")
        return [{"text": _("Only results with all the words are shown."), "url": url, "label": label}]
    if found.match is not Match.SOME or found.result.total <= found.with_all:
        return []
    if not found.with_all:
        return [{"text": _("Nothing has all the words. These results have some of them.")}]
    text = ngettext(
        "%(n)s result has all the words; the others have some of them.",
        "%(n)s results have all the words; the others have some of them.",
        found.with_all,
    )
    url = replace(params, exactly=True, page=1).url(base)
    label = _("Show only those with all the words")
    return [{"text": text % {"n": format_number(found.with_all)}, "url": url, "label": label}]


def _about_language(found: Found, reader: str, base: str) -> list[dict[str, Any]]:
    """That the words are of another language than the page, whose results therefore come first."""
    params = found.params
    if found.language == reader or not params.query or params.filters.get("language"):
        return []
    text = _("Your words were read as %(language)s: results in that language come first.")
    url, label = _only_in(params, reader).url(base), _("Show only results in %(language)s")
    return [
        {
            "text": text % {"language": language_in_words(found.language)},
            "url": url,
            "label": label % {"language": language_in_words(reader)},
        }
    ]


def language_choice(found: Found, reader: str, base: str) -> dict[str, str] | None:
    """The way from results in all languages to those in the reader's alone, or back; nothing where they are the same."""
    params = found.params
    if params.filters.get("language") == (reader,):
        filters = {name: values for name, values in params.filters.items() if name != "language"}
        everywhere = replace(params, filters=filters, page=1)
        text = _("Results in %(language)s only.") % {"language": language_in_words(reader)}
        return {"text": text, "url": everywhere.url(base), "label": _("Show all languages")}
    own = found.result.facets.get("language", {}).get(reader, 0)
    if params.filters.get("language") or found.language != reader or not 0 < own < found.result.total:
        return None
    label = ngettext(
        "Show only the %(n)s result in %(language)s", "Show only the %(n)s results in %(language)s", own
    ) % {"n": format_number(own), "language": language_in_words(reader)}
    return {"text": _("Results in all languages."), "url": _only_in(params, reader).url(base), "label": label}


def _only_in(params: SearchParams, language: str) -> SearchParams:
    return replace(params, filters={**params.filters, "language": (language,)}, page=1, unknown=())
