"""The bands of the home page: themes, sectors, latest, figures. A band without content is left out."""

from typing import Any

from django.db.models import Count, Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from core.cache import remember
from core.i18n.formats import format_date, format_number
from core.kinds import listed_codes
from core.listing.cards import entries, for_cards
from core.listing.params import ListingParams
from core.listing.query import ListingQuery, Scope
from core.listing.topics import TopicIndex
from core.locales import language_of
from core.models import INSTITUTION_KIND, ContentPage
from home.audiences import audience_links
from institutions.models import InstitutionIndexPage
from themes.links import topic_links
from themes.models import SectorIndexPage, ThemeIndexPage

LATEST = 6


def home_sections(home: Page, request: HttpRequest) -> list[dict[str, Any]]:
    """Bands as templates/home/home_page.html shows them; no queries while nothing public has changed."""
    return remember(("home", home.pk, request.get_host()), lambda: _make_sections(home, request))


def _make_sections(home: Page, request: HttpRequest) -> list[dict[str, Any]]:
    themes = ThemeIndexPage.objects.child_of(home).live().select_related("locale").first()
    sectors = SectorIndexPage.objects.child_of(home).live().select_related("locale").first()
    institutions = InstitutionIndexPage.objects.child_of(home).live().select_related("locale").first()
    sections = []
    if links := [link for link in audience_links(request) if link["has_items"]]:
        more = {"url": reverse("entrances:region-list"), "more": _("By region")}
        sections.append({"id": "audiences", "title": _("Find your way in"), "ruled": links, **more})
    if themes and (links := topic_links(themes, request)):
        more = {"url": themes.get_url(request), "more": _("All themes")}
        sections.append({"id": "themes", "title": themes.title, "tiles": links, "text": themes.intro, **more})
    if sectors and (links := topic_links(sectors, request)):
        more = {"url": sectors.get_url(request), "more": _("All sectors")}
        sections.append({"id": "sectors", "title": sectors.title, "ruled": links, "text": sectors.intro, **more})
    if latest := _latest(home, request):
        sections.append({"id": "latest", "title": pgettext("items", "Latest"), "entries": latest})
    if figures := _figures(home):
        more = {"url": institutions.get_url(request), "more": _("All institutions")} if institutions else {}
        sections.append({"id": "figures", "title": _("In figures"), "figures": figures, **more})
    return sections


def _latest(home: Page, request: HttpRequest) -> list[dict[str, Any]]:
    query = ListingQuery(Scope(), language_of(home.locale_id), TopicIndex.load(request))
    pages = for_cards(query.sorted(ListingParams()).exclude(kind=INSTITUTION_KIND).filter(dated_on__isnull=False))
    return entries(list(pages[:LATEST]), request)


def _figures(home: Page) -> list[dict[str, Any]]:
    """Counted now from what is published; each item once whatever its languages."""
    visible = ContentPage.objects.visible().filter(kind__in=listed_codes()).exclude(kind=INSTITUTION_KIND)
    facts = visible.aggregate(
        items=Count("translation_key", distinct=True),
        institutions=Count("institution", distinct=True),
        latest=Max("last_published_at"),
    )
    if not facts["items"]:
        return []
    source = _("Counted on this portal, last change on %(date)s") % {"date": format_date(facts["latest"])}
    return [
        {"value": format_number(facts["items"]), "text": _("items published"), "source": source},
        {"value": format_number(facts["institutions"]), "text": _("institutions that publish here"), "source": source},
    ]
