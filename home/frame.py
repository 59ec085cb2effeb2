"""The frame around every page: navigation, footer, languages; read once a request, only when a template asks."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import uri_to_iri
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.cache import remember
from core.restrictions import unrestricted
from home.models import HomePage
from institutions.models import HelpGuidePage, InstitutionIndexPage, PlatformIndexPage
from knowledge.models import KnowledgeIndexPage
from themes.models import SectorIndexPage, ThemeIndexPage

SECTIONS = (
    ThemeIndexPage,
    SectorIndexPage,
    InstitutionIndexPage,
    KnowledgeIndexPage,
    PlatformIndexPage,
    HelpGuidePage,
)


@dataclass
class Frame:
    """What base.html needs besides the page itself."""

    home_url: str = "/"
    site_name: str = ""
    search_url: str = ""
    help_url: str = ""
    nav: list[dict[str, Any]] = field(default_factory=list)
    columns: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def note(self) -> str:
        """All remarks on one line."""
        return " · ".join(self.notes)


def build_frame(request: HttpRequest) -> Frame:
    """The frame in the active language; one query, none while nothing public has changed."""
    language = get_language() or settings.LANGUAGE_CODE
    common = remember(("frame", language, request.get_host()), lambda: _common_frame(request, language))
    nav = [link | {"current": _current(link["url"], request)} for link in common.nav]
    return replace(common, nav=nav)


def _common_frame(request: HttpRequest, language: str) -> Frame:
    """The frame as all pages of a language share it: nothing in it depends on the page."""
    public = unrestricted(Page.objects.filter(locale__language_code=language, live=True, expired=False))
    top = Q(depth__lte=3, content_type__in=ContentType.objects.get_for_models(HomePage, *SECTIONS).values())
    pages = list(
        public.filter(top | Q(contentpage__standardpage__in_footer=True))
        .exclude(expire_at__lte=timezone.now())
        .select_related("locale", "contentpage__standardpage")
        .order_by("path")
    )
    home = next((page for page in pages if page.depth == 2), None)
    frame = Frame(site_name=home.title if home else settings.SITE_NAME)
    frame.search_url = reverse("search:page-list")
    frame.notes = _notes(language)
    if home is None:
        return frame
    frame.home_url = home.get_url(request)
    footer = [page for page in pages if hasattr(page, "contentpage") and hasattr(page.contentpage, "standardpage")]
    sections = [page for page in pages if page.depth == 3 and page not in footer]
    frame.nav = [_link(page, request) for page in sections]
    guide_type = ContentType.objects.get_for_model(HelpGuidePage).pk
    frame.help_url = next((page.get_url(request) for page in sections if page.content_type_id == guide_type), "")
    frame.columns = [
        {"title": pgettext("footer", "Explore"), "links": [*frame.nav, *_views()]},
        {"title": _("About the portal"), "links": [_link(page, request) for page in footer]},
    ]
    return frame


def _views() -> list[dict[str, Any]]:
    """Entrances that are no pages."""
    return [
        {"url": reverse("entrances:region-list"), "label": _("Regions")},
        {"url": reverse("entrances:audience-list"), "label": _("Find your way in")},
    ]


def _notes(language: str) -> list[str]:
    notes = [_("Translation not reviewed yet")] if language in settings.UNREVIEWED_LANGUAGES else []
    return [*notes, _("Demonstration content")] if settings.DEMONSTRATION else notes


def _link(page: Page, request: HttpRequest) -> dict[str, Any]:
    return {"url": page.get_url(request), "label": page.title}


def _current(url: str, request: HttpRequest) -> str | bool:
    """`page` on the page itself, True on a page of its part."""
    own = uri_to_iri(url)  # as `request.path` writes it
    return "page" if request.path == own else request.path.startswith(own)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame`, and `path` of the request for comparing addresses."""
    return {"frame": SimpleLazyObject(lambda: build_frame(request))}
