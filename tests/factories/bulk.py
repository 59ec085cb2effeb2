"""Many pages at once, in any state: drafts, expired, undated, translated. Only the rows, no revisions."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Page

from core.importing.pages import insert_pages
from core.models import ContentPage, Topic
from institutions.models import ItemPage


@dataclass(eq=False)
class Row:
    """One page to make. `parent` is the institution's page in the row's language."""

    parent: Any
    title: str
    kind: str = "guide"
    model: type[ContentPage] = ItemPage
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    topics: Sequence[Topic] = ()
    dated_on: date | None = None
    live: bool = True
    expired: bool = False
    expire_at: datetime | None = None
    first_published_at: datetime | None = None
    pk: int = 0
    audience: Sequence[str] = ("everyone",)

    @property
    def language(self) -> str:
        return self.parent.locale.language_code


def make_rows(rows: Sequence[Row]) -> None:
    """Writes the rows as pages below their parents and gives each its `pk`."""
    for parent in {row.parent.pk: row.parent for row in rows}.values():
        for model in {row.model for row in rows}:
            chosen = [row for row in rows if row.parent.pk == parent.pk and row.model is model]
            if chosen:
                _below(Page.objects.get(pk=parent.pk), parent, model, chosen)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # the server does so by itself; rows of an open transaction it cannot see


def _below(stored: Page, parent: Any, model: type[ContentPage], rows: list[Row]) -> None:
    last = Page.objects.child_of(stored).order_by("-path").values_list("path", flat=True).first()
    step = Page._str2int(last[-Page.steplen :]) if last else 0
    pages = [_page(stored, parent, model, row, step + number) for number, row in enumerate(rows, 1)]
    for start in range(0, len(pages), 500):
        insert_pages(pages[start : start + 500])
    for page, row in zip(pages, rows, strict=True):
        row.pk = page.pk
    Page.objects.filter(pk=stored.pk).update(numchild=stored.numchild + len(rows))
    through = ContentPage.topics.through
    through._base_manager.bulk_create(
        [through(contentpage_id=row.pk, topic_id=topic.pk) for row in rows for topic in row.topics], batch_size=500
    )


def _page(stored: Page, parent: Any, model: type[ContentPage], row: Row, step: int) -> ContentPage:
    slug = f"item-{step}"
    return model(
        title=row.title,
        draft_title=row.title,
        slug=slug,
        kind=row.kind,
        path=Page._get_path(stored.path, stored.depth + 1, step),
        depth=stored.depth + 1,
        url_path=f"{stored.url_path}{slug}/",
        content_type=ContentType.objects.get_for_model(model),
        locale_id=parent.locale_id,
        institution_id=parent.entity_id,
        translation_key=row.key,
        dated_on=row.dated_on,
        audience=list(row.audience),
        live=row.live,
        expired=row.expired,
        expire_at=row.expire_at,
        first_published_at=row.first_published_at,
        last_published_at=row.first_published_at,
        search_text=row.title.lower(),
    )
