"""The directory of platforms and what the page of one shows."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.collation import collation_key
from core.directory import Directory, Filter
from core.enums import Audience, SpokenLanguage
from core.i18n.formats import format_date, format_number
from core.links.queries import dead_links
from core.listing.best import best_pages
from core.locales import language_of
from core.models import labels_of
from institutions.enums import Channel, Purpose
from institutions.reach import dialled, site_of

PARAMETERS = ("purpose", "channel", "spoken", "free", "audience", "q")
FREE = "yes"


def directory_context(index: Any, request: HttpRequest) -> dict[str, Any]:
    """Entries, filters with counts, what was asked and what of it is unknown; a constant number of queries."""
    language = language_of(index.locale_id)
    pages = sorted(_best(language), key=lambda page: collation_key(page.title, language))
    directory = Directory(request, entries=pages, filters=_filters(), words_of=_words, base_url=index.get_url(request))
    found = directory.found
    dead = dead_links([page.link_url for page in found if page.link_url])
    return {
        "query": "",
        "asked": directory.asked,
        "hidden": directory.hidden(),
        "unknown": directory.unknown,
        "filters": directory.groups(),
        "purposes": directory.group(directory.filters[0])["links"],
        "chosen": directory.chosen(),
        "heading": ngettext("%(n)s platform", "%(n)s platforms", len(found)) % {"n": format_number(len(found))},
        "platforms": [_entry(page, dead, request, language) for page in found],
        "base_url": directory.base_url,
    }


def _best(language: str) -> list[Any]:
    """Each visible platform once, in the best language for the reader."""
    from institutions.models import PlatformPage

    pages = PlatformPage.objects.visible().select_related("locale", "institution")
    return list(best_pages(pages.prefetch_related("institution__names"), language).values())


def _filters() -> list[Filter]:
    audiences = [choice for choice in Audience.choices if choice[0] != Audience.EVERYONE]
    return [
        Filter("purpose", _("What for"), Purpose.choices, lambda page: page.purposes),
        Filter("channel", _("Channel"), Channel.choices, lambda page: page.channels),
        Filter("spoken", _("Language"), SpokenLanguage.choices, lambda page: page.languages),
        Filter("free", _("Cost"), [(FREE, _("Free of charge"))], lambda page: [FREE] if page.is_free else []),
        Filter("audience", _("For"), audiences, _audiences),
    ]


def _audiences(page: Any) -> list[str]:
    """A platform for everyone is one for each audience."""
    return Audience.values if not page.audience or Audience.EVERYONE in page.audience else page.audience


def _words(page: Any) -> str:
    owner = page.institution.name() if page.institution else ""
    return f"{page.search_text} {owner} {page.link_url} {' '.join(labels_of(page, 'purposes'))}"


def _entry(page: Any, dead: dict[str, Any], request: HttpRequest, language: str) -> dict[str, Any]:
    own = page.locale.language_code
    return {
        "title": page.title,
        "language": own if own != language else "",
        "url": page.get_url(request),
        "summary": page.summary,
        "owner": page.institution.name() if page.institution else "",
        "owner_language": page.institution.name_language() if page.institution else "",
        "purposes": labels_of(page, "purposes"),
        "channels": labels_of(page, "channels"),
        "is_free": page.is_free,
        "dead_since": _since(dead.get(page.link_url)),
    }


def _since(link: Any) -> str:
    return format_date(link.failing_since) if link is not None and link.failing_since else ""


def platform_context(page: Any) -> dict[str, Any]:
    """The facts of a platform in words, and since when its address does not answer."""
    dead = dead_links([page.link_url]) if page.link_url else {}
    return {
        "site": site_of(page.link_url),
        "phone_target": dialled(page.phone),
        "purposes": labels_of(page, "purposes"),
        "channels": labels_of(page, "channels"),
        "languages_served": labels_of(page, "languages"),
        "dead_since": _since(dead.get(page.link_url)),
    }
