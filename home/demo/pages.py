"""Makes published pages from demonstration files, many at once."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from wagtail.models import Locale, Page

from core.importing.markdown import MarkdownFile, body_blocks
from core.importing.pages import Approval, create_pages
from core.importing.slugs import free_slugs
from core.models import ContentPage, Topic
from core.models.user import User
from home.demo.attachments import attachment_blocks
from home.demo.files import DemoItem
from home.demo.governance import governance_blocks

BATCH = 50  # pages a transaction: SQLite's lock is held for a fraction of a second


@dataclass(frozen=True)
class NewPage:
    """One page to make: its item and language, the page it stands below, the fields that are not in its file."""

    item: DemoItem
    language: str
    parent: Page
    fields: dict[str, Any]


@dataclass
class Loader:
    """Who signs the demonstration content."""

    author: User
    approver: User

    def publish(self, page_type: type[ContentPage], items: Iterable[NewPage]) -> int:
        """Makes and publishes the pages that are not there yet, all of one type; returns how many."""
        missing = [new for new in items if not _is_there(new)]
        approval = Approval.of(self.author, self.approver)
        for parent_id in dict.fromkeys(new.parent.pk for new in missing):
            below = [new for new in missing if new.parent.pk == parent_id]
            for start in range(0, len(below), BATCH):
                self._publish_below(page_type, below[start : start + BATCH], approval)
        return len(missing)

    def _publish_below(self, page_type: type[ContentPage], batch: list[NewPage], approval: Approval) -> None:
        parent = batch[0].parent
        pages = [_unsaved(page_type, new) for new in batch]
        titles = [page.slug or page.title for page in pages]
        for page, slug in zip(pages, free_slugs(parent, titles, [new.item.code for new in batch]), strict=True):
            page.slug = slug
        create_pages(parent=parent, pages=pages, approval=approval)


def _is_there(new: NewPage) -> bool:
    same = Page.objects.filter(translation_key=new.item.translation_key, locale__language_code=new.language)
    return same.filter(live=True).exists()


def _unsaved(page_type: type[ContentPage], new: NewPage) -> ContentPage:
    known = {field.name for field in page_type._meta.get_fields()}
    file = new.item.files[new.language]
    words = {name: value for name, value in page_fields(file).items() if name in known}
    if "body" in known:
        words["body"] = json.dumps([*body_blocks(file.text), *governance_blocks(file), *attachment_blocks(file)])
    page = page_type(**words, **new.fields, translation_key=new.item.translation_key)
    _mark_translation(page, new.item, new.language)
    page.imported_topics = list(Topic.objects.filter(code__in=topic_codes(new.item)))  # type: ignore[attr-defined]
    return page


def page_fields(file: MarkdownFile) -> dict[str, Any]:
    """Fields that every page type of running text takes from its file."""
    facts = file.facts
    return {
        "title": facts["title"],
        "summary": facts.get("summary", ""),
        "slug": facts.get("slug", ""),
        "sources": json.dumps([{"type": "source", "value": _source(source)} for source in facts.get("sources", [])]),
    }


def _source(facts: dict[str, Any]) -> dict[str, Any]:
    consulted = facts.get("consulted")
    return {
        "title": facts["title"],
        "url": facts.get("url", ""),
        "consulted_on": consulted.isoformat() if consulted else None,
    }


def topic_codes(item: DemoItem) -> list[str]:
    """Codes of everything the item is filed under."""
    facts = item.facts
    return [code for key in ("themes", "sectors", "regions") for code in facts.get(key) or []]


def _mark_translation(page: ContentPage, item: DemoItem, language: str) -> None:
    source = settings.LANGUAGE_CODE
    if language != source and source in item.files:
        page.translated_from = Locale.objects.get(language_code=source)
        page.translated_at = timezone.now()
