"""What a translation owes to its source: where it came from, whether it is out of date, how it is filed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, PageLogEntry

from core.locales import language_of
from core.models import ContentPage


@dataclass(frozen=True)
class Origin:
    """A translation's source: its page, its language, and since when the translation lags behind (None: it does not)."""

    page: ContentPage
    language: str
    outdated_since: datetime | None


def mark_translated(page: Any, source: Locale, at: datetime | None = None) -> None:
    """Notes that this content page now says what its source in that language says (default: as of this moment).

    Writes the two columns alone: they are no content, no revision holds them.
    """
    page.translated_from, page.translated_at = source, at or timezone.now()
    ContentPage.objects.filter(pk=page.pk).update(translated_from=source, translated_at=page.translated_at)


def origin_of(page: Any) -> Origin | None:
    """Where a page was translated from; None for an original, or when its source is not public any more."""
    if not getattr(page, "translated_from_id", None) or page.translated_from_id == page.locale_id:
        return None
    same = ContentPage.objects.visible().filter(translation_key=page.translation_key)
    source = same.filter(locale_id=page.translated_from_id).select_related("locale").first()
    if source is None:
        return None
    return Origin(source, language_of(source.locale_id), _outdated_since(page, source))


def _outdated_since(page: Any, source: ContentPage) -> datetime | None:
    """When the source was first published after the translation was made."""
    last, made = source.last_published_at, page.translated_at
    if last is None or made is None or last <= made:
        return None
    later = PageLogEntry.objects.filter(page_id=source.pk, action__startswith="wagtail.publish", timestamp__gt=made)
    first = later.exclude(action="wagtail.publish.schedule").order_by("timestamp").values_list("timestamp", flat=True)
    return min(first.first() or last, last)


def sources_of(page: ContentPage) -> list[ContentPage]:
    """Pages of other languages that this one was translated from, the nearest first; the last is the original."""
    family = {other.locale_id: other for other in ContentPage.objects.filter(translation_key=page.translation_key)}
    chain: list[ContentPage] = []
    step = page.translated_from_id
    while step in family and step != page.locale_id and family[step] not in chain:
        chain.append(family[step])
        step = family[step].translated_from_id
    return chain


def align_topics(page: Any) -> list[int]:
    """Files every translation as the original is, whichever of them was published; returns the pages that changed.

    The original's topics are those of its row, which is what is live: a translation's old revision would bring back
    others when it is published.
    """
    chain = sources_of(page)
    original = chain[-1] if chain else page
    family = ContentPage.objects.filter(translation_key=original.translation_key, translated_from__isnull=False)
    copies = list(family.exclude(pk=original.pk).values_list("pk", flat=True))
    if not copies:
        return []
    through = ContentPage.topics.through
    rows = through.objects.filter(contentpage_id__in=[original.pk, *copies]).values_list("contentpage_id", "topic_id")
    filed: dict[int, set[int]] = {key: set() for key in (original.pk, *copies)}
    for page_id, topic_id in rows:
        filed[page_id].add(topic_id)
    wanted = filed.pop(original.pk)
    changed = [key for key, topics in filed.items() if topics != wanted]
    with transaction.atomic():
        through.objects.filter(contentpage_id__in=changed).delete()
        through.objects.bulk_create(
            through(contentpage_id=key, topic_id=topic) for key in changed for topic in sorted(wanted)
        )
    return changed
