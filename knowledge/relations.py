"""Which texts amend, repeal or implement which, read from both ends in the reader's language."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise

from knowledge.enums import INVERSE_LABELS, RelationKind
from knowledge.models import LegalRelation, LegalTextPage


@dataclass(frozen=True)
class RelatedTexts:
    """Texts that stand in one relation to a text, each in the language closest to the reader's."""

    label: str | Promise
    pages: list[LegalTextPage]


def related_texts(page: LegalTextPage) -> list[RelatedTexts]:
    """Every relation of the text, whichever language and whichever end it was written at. Two queries.

    Only visible texts; a relation whose text is not public here is left out.
    """
    key = page.translation_key
    rows = (
        LegalRelation.objects.filter(
            Q(page__translation_key=key) | Q(target__translation_key=key),
            page__live=True,
        )
        .values_list("kind", "page__translation_key", "target__translation_key")
        .order_by("sort_order", "pk")
        .distinct()
    )
    wanted: dict[tuple[str, bool], dict[UUID, None]] = defaultdict(dict)
    for kind, source, target in rows:
        if source != target:
            wanted[kind, source == key][target if source == key else source] = None
    pages = texts_by_key((other for keys in wanted.values() for other in keys), page.locale.language_code)
    found = []
    for kind in RelationKind:
        for outward, label in ((True, kind.label), (False, INVERSE_LABELS[kind])):
            if listed := [pages[other] for other in wanted.get((kind, outward), ()) if other in pages]:
                found.append(RelatedTexts(label, listed))
    return found


def texts_by_key(keys: Iterable[UUID], language: str) -> dict[UUID, LegalTextPage]:
    """The visible page of each text in `language`, else in the portal's first language, else in any."""
    distinct = list(dict.fromkeys(keys))
    if not distinct:
        return {}
    preferred = [language, settings.LANGUAGE_CODE]
    pages = LegalTextPage.objects.visible().filter(translation_key__in=distinct).select_related("locale")
    best: dict[UUID, LegalTextPage] = {}

    def rank(page: LegalTextPage) -> tuple[int, str]:
        code = page.locale.language_code
        return (preferred.index(code) if code in preferred else len(preferred), code)

    for page in pages:
        known = best.get(page.translation_key)
        if known is None or rank(page) < rank(known):
            best[page.translation_key] = page
    return best
