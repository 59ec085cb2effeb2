"""Makes one published page from one demonstration file."""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page

from core.importing.markdown import MarkdownFile, body_blocks
from core.models import ContentPage, Topic
from core.models.user import User
from core.publishing import approve_and_publish
from core.slugs import slugify_title
from home.demo.files import DemoItem


@dataclass
class Loader:
    """Who signs the demonstration content, and how it is filed."""

    author: User
    approver: User

    def publish(
        self, item: DemoItem, language: str, page_type: type[ContentPage], parent: Page, **fields: Any
    ) -> ContentPage | None:
        """The new page, or None when it is there already. One transaction."""
        locale = Locale.objects.get(language_code=language)
        if Page.objects.filter(translation_key=item.translation_key, locale=locale, live=True).exists():
            return None
        file = item.files[language]
        with transaction.atomic():
            Page.objects.filter(translation_key=item.translation_key, locale=locale, live=False).delete()
            known = {field.name for field in page_type._meta.get_fields()}
            words = {name: value for name, value in page_fields(file).items() if name in known}
            page = page_type(
                **words,
                **fields,
                locale=locale,
                translation_key=item.translation_key,
                live=False,
                owner=self.author,
            )
            _mark_translation(page, item, language)
            Page.objects.get(pk=parent.pk).specific.add_child(instance=page)
            if hasattr(page, "topics"):
                page.topics = list(Topic.objects.filter(code__in=topic_codes(item)))
            approve_and_publish(page=page, author=self.author, approver=self.approver)
        return page


def page_fields(file: MarkdownFile) -> dict[str, Any]:
    """Fields that every page type of running text takes from its file."""
    facts = file.facts
    return {
        "title": facts["title"],
        "summary": facts.get("summary", ""),
        "slug": slugify_title(facts.get("slug") or facts["title"]),
        "body": json.dumps(body_blocks(file.text)),
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
