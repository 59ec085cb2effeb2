"""Addresses of all public pages, by language, for search engines (sitemaps.org)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import iri_to_uri
from wagtail.models import Page, Site

from core.files.visibility import visible_pages
from core.locales import language_of

PAGE_SIZE = 5_000  # half of the bytes a site map may have, with four alternates an address


@dataclass(frozen=True)
class Part:
    """One site map: its address and the latest change in its language."""

    url: str
    changed_at: datetime | None


@dataclass(frozen=True)
class Entry:
    """One page: its address, last change, and its addresses in every language it exists in."""

    url: str
    changed_at: datetime | None
    alternates: list[tuple[str, str]]


def _pages() -> QuerySet[Page]:
    """Visible pages below the home pages, those included, of the portal's languages."""
    codes = [code for code, _name in settings.LANGUAGES]
    changed = Coalesce("last_published_at", "latest_revision_created_at")
    return visible_pages().filter(depth__gt=1, locale__language_code__in=codes).annotate(changed_at=changed)


def sitemap_index() -> list[Part]:
    """Every site map that has an address in it; two queries."""
    rows = _pages().order_by().values("locale__language_code").annotate(count=Count("pk"), latest=Max("changed_at"))
    found = {row["locale__language_code"]: row for row in rows}
    parts = []
    for code, _name in settings.LANGUAGES:
        row = found.get(code)
        for number in range(1, (row["count"] - 1) // PAGE_SIZE + 2 if row else 1):
            name = f"sitemap-{code}.xml" if number == 1 else f"sitemap-{code}-{number}.xml"
            parts.append(Part(f"{settings.SITE_URL}/{name}", row["latest"] if row else None))
    return parts


def sitemap_part(language: str, number: int) -> list[Entry]:
    """The addresses of one site map, whatever their number in two queries. Raises Http404 for one that is not there."""
    start = (number - 1) * PAGE_SIZE
    chosen = _pages().filter(locale__language_code=language).order_by("pk")
    columns = ("translation_key", "locale_id", "url_path", "changed_at")
    rows = list(chosen.values_list(*columns)[start : start + PAGE_SIZE])
    if not rows or number < 1:
        raise Http404("There is no such site map.")
    keys = chosen.values("translation_key")[start : start + PAGE_SIZE]
    siblings: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    addresses = _Addresses()
    others = _pages().filter(Q(translation_key__in=keys)).order_by("locale_id")
    for key, locale_id, url_path in others.values_list("translation_key", "locale_id", "url_path"):
        siblings[key].append((language_of(locale_id), addresses.of(locale_id, url_path)))
    return [
        Entry(addresses.of(locale_id, url_path), changed_at, siblings[key] if len(siblings[key]) > 1 else [])
        for key, locale_id, url_path, changed_at in rows
    ]


class _Addresses:
    """Turns tree paths into addresses without a query or a reverse() for each."""

    def __init__(self) -> None:
        self.prefixes: dict[str, str] = {}
        self.roots = {path.language_code: path.root_path for path in Site.get_site_root_paths()}
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                self.prefixes[code] = settings.SITE_URL + reverse("wagtail_serve", args=[""])

    def of(self, locale_id: int, url_path: str) -> str:
        code = language_of(locale_id)
        return self.prefixes[code] + iri_to_uri(url_path[len(self.roots.get(code, "/")) :])
