"""Thousands of content pages at once, in any state: drafts, expired, undated, translated. Only the rows, no revisions."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

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


def _below(stored: Page, parent: Any, model: type[ContentPage], rows: list[Row]) -> None:
    last = Page.objects.child_of(stored).order_by("-path").values_list("path", flat=True).first()
    step = Page._str2int(last[-Page.steplen :]) if last else 0
    pages = [_page(stored, parent, model, row, step + number) for number, row in enumerate(rows, 1)]
    columns = [field.attname for field in Page._meta.local_fields]
    made = Page._base_manager.bulk_create(
        [Page(**{name: getattr(page, name) for name in columns}) for page in pages], batch_size=500
    )
    for page, base, row in zip(pages, made, rows, strict=True):
        row.pk = page.pk = page.id = page.page_ptr_id = base.pk
        if model is not ContentPage:
            page.contentpage_ptr_id = base.pk
    for table in (ContentPage, model):
        queryset = table._base_manager.all()
        queryset._for_write = True
        queryset._batched_insert(pages, table._meta.local_concrete_fields, 500)
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
        live=row.live,
        expired=row.expired,
        expire_at=row.expire_at,
        first_published_at=row.first_published_at,
        last_published_at=row.first_published_at,
        search_text=row.title.lower(),
    )
