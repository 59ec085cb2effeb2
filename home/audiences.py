"""The entrances by audience: their words, and where each may begin."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from core.cache import remember
from core.enums import Audience
from core.i18n.formats import format_number
from core.kinds import listed_codes
from core.models import ContentPage
from core.restrictions import unrestricted
from institutions.models import HelpGuidePage, PlatformIndexPage
from knowledge.models import KnowledgeIndexPage


@dataclass(frozen=True)
class Entrance:
    """One audience: how it is addressed, and what it finds."""

    code: str
    title: str | Promise
    lead: str | Promise


AUDIENCES = {
    Audience(entrance.code): entrance
    for entrance in (
        Entrance(
            "citizen",
            gettext_lazy("For citizens"),
            gettext_lazy("Your rights in front of a public service, and what to do when they are not kept."),
        ),
        Entrance(
            "youth",
            gettext_lazy("For young people"),
            gettext_lazy("What corruption costs, and what you can do at school, at work and online."),
        ),
        Entrance(
            "official",
            gettext_lazy("For public officials"),
            gettext_lazy("Your duties, your protection, and what others have already tried."),
        ),
        Entrance(
            "business",
            gettext_lazy("For businesses"),
            gettext_lazy("Public contracts, permits and taxes: the rules, the time limits and the remedies."),
        ),
        Entrance(
            "journalist",
            gettext_lazy("For journalists"),
            gettext_lazy("Documents, data and the offices that must answer you."),
        ),
        Entrance(
            "researcher",
            gettext_lazy("For researchers"),
            gettext_lazy("Laws with their versions, reports, studies and data to reuse."),
        ),
    )
}


def audience_links(request: HttpRequest) -> list[dict[str, Any]]:
    """Address, title and number of items of each entrance; one query, none while nothing public has changed."""
    return remember(("audiences", get_language(), request.get_host()), _make_links)


def _make_links() -> list[dict[str, Any]]:
    rows = ContentPage.objects.visible().filter(kind__in=listed_codes()).values_list("translation_key", "audience")
    items: dict[str, set] = {code: set() for code in AUDIENCES}
    for key, codes in rows:
        for code in codes:
            if code in items:
                items[code].add(key)
    links = []
    for code, entrance in AUDIENCES.items():
        count = len(items[code])
        links.append(
            {
                "url": reverse("entrances:audience-detail", args=[code.value]),
                "label": entrance.title,
                "summary": entrance.lead,
                "has_items": bool(count),
                "text": ngettext("%(n)s item", "%(n)s items", count) % {"n": format_number(count)},
                "cover": f"audience-{code.value}",
            }
        )
    return links


def ways_for(code: str, request: HttpRequest) -> list[dict[str, Any]]:
    """Where the audience may begin: the guide, its platforms, questions and answers; what is not published is left out."""
    return remember(("ways", code, get_language(), request.get_host()), lambda: _make_ways(code, request))


def _make_ways(code: str, request: HttpRequest) -> list[dict[str, Any]]:
    def first(page_type: Any) -> Any:
        pages = unrestricted(page_type.objects.live().filter(locale__language_code=get_language()))
        return pages.select_related("locale").first()

    ways = []
    if guide := first(HelpGuidePage):
        ways.append({"url": guide.get_url(request), "label": guide.title})
    if platforms := first(PlatformIndexPage):
        ways.append({"url": f"{platforms.get_url(request)}?audience={code}", "label": _("Platforms for you")})
    if knowledge := first(KnowledgeIndexPage):
        base = knowledge.get_url(request)
        offered = {
            "faq": {"url": f"{base}?kind=faq", "label": _("Questions and answers")},
            "rights_sheet": {"url": f"{base}?kind=rights_sheet", "label": _("Rights sheets of public services")},
            "glossary_term": {"url": f"{base}glossary/", "label": _("Glossary")},
        }
        there = (
            ContentPage.objects.visible().filter(kind__in=offered).order_by().values_list("kind", flat=True).distinct()
        )
        ways += [way for kind, way in offered.items() if kind in set(there)]
    return ways
