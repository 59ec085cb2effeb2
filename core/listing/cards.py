"""Turns content pages into the entries that a list shows."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from core.i18n.formats import format_date
from core.kinds import get_kind
from core.listing.marks import marks_of, with_marks
from core.models import INSTITUTION_KIND, ContentPage, ContentPageQuerySet


def for_cards(pages: ContentPageQuerySet, *, publisher: bool = True) -> ContentPageQuerySet:
    """The pages with all that their cards need; one more query for their publishers' names."""
    pages = with_marks(pages.select_related("locale"))
    return pages.select_related("institution").prefetch_related("institution__names") if publisher else pages


def institution_urls(pages: Iterable[ContentPage], language: str) -> dict[int, str]:
    """Addresses of the institutions' pages in this language, by institution; one query."""
    wanted = {page.institution_id for page in pages if page.institution_id}
    faces = ContentPage.objects.visible().filter(
        kind=INSTITUTION_KIND, institution_id__in=wanted, locale__language_code=language
    )
    return {face.institution_id: face.url for face in faces.select_related("locale")} if wanted else {}


def entries(pages: list[ContentPage], request: Any = None, *, publisher: bool = True) -> list[dict[str, Any]]:
    """The pages as items of components/entry.html, in the same order; without their publisher where it goes unsaid."""
    language = get_language() or ""
    urls = institution_urls(pages, language) if publisher else None
    return [_entry(page, language, urls, request) for page in pages]


def _entry(page: ContentPage, language: str, urls: dict[int, str] | None, request: Any) -> dict[str, Any]:
    kind = get_kind(page.kind)
    own = page.locale.language_code
    publisher = page.institution if urls is not None and page.kind != INSTITUTION_KIND else None
    return {
        "title": page.title,
        "url": page.get_url(request),
        "kind_label": kind.label,
        "kind_icon": kind.icon,
        "date": format_date(page.dated_on) if page.dated_on else "",
        "date_iso": page.dated_on.isoformat() if page.dated_on else "",
        "summary": page.summary,
        "institution": publisher.name() if publisher else "",
        "institution_language": publisher.name_language() if publisher else "",
        "institution_url": (urls or {}).get(publisher.pk, "") if publisher else "",
        "language": own if own != language else "",
        "marks": marks_of(page),
    }
