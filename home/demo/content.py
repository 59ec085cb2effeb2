"""Loads items, standard pages, and the words of the home and index pages."""

from typing import Any

from django.db import transaction

from core.publishing import approve_and_publish
from home.demo.files import DemoItem, demo_items, parents_first
from home.demo.pages import Loader, NewPage
from home.demo.types import fields_of, type_of
from home.models import HomePage, StandardPage
from institutions.models import InstitutionIndexPage, InstitutionPage, PlatformIndexPage
from knowledge.models import KnowledgeIndexPage
from themes.models import SectorIndexPage, ThemeIndexPage

FIXED_PAGES: dict[str, Any] = {
    "home": HomePage,
    "themes-index": ThemeIndexPage,
    "sectors-index": SectorIndexPage,
    "institutions-index": InstitutionIndexPage,
    "knowledge-index": KnowledgeIndexPage,
    "platforms-index": PlatformIndexPage,
}


def load_items(loader: Loader, folder: str) -> int:
    """Makes the items of a folder under their institutions' pages; returns how many were made.

    Those that name other items come last and one by one, so that what they name is there.
    """
    publishers = {
        (page.entity.code, page.face_language): page
        for page in InstitutionPage.objects.select_related("entity", "locale", "institution")
    }

    def new(item: DemoItem) -> list[NewPage]:
        return [
            NewPage(item, language, publishers[item.facts["institution"], language], fields_of(item, language))
            for language in item.languages()
        ]

    items = demo_items(folder)
    alone = [item for item in items if not item.facts.get("links")]
    made = 0
    for page_type in dict.fromkeys(type_of(item) for item in alone):
        made += loader.publish(page_type, [page for item in alone if type_of(item) is page_type for page in new(item)])
    for item in items:
        if item.facts.get("links"):
            made += loader.publish(type_of(item), new(item))
    return made


def load_pages(loader: Loader) -> int:
    """Makes standard pages and gives the fixed pages their words; returns how many were made or changed."""
    items = demo_items("pages")
    made = sum(_fixed_page(loader, item) for item in items if item.code in FIXED_PAGES)
    for item in parents_first([item for item in items if item.code not in FIXED_PAGES]):
        new = [NewPage(item, language, _standard_parent(item, language), _place(item)) for language in item.languages()]
        made += loader.publish(StandardPage, new)
    return made


def _place(item: DemoItem) -> dict[str, bool]:
    return {"in_footer": bool(item.facts.get("show_in_footer"))}


def _standard_parent(item: DemoItem, language: str) -> Any:
    home = HomePage.objects.get(locale__language_code=language)
    code = item.facts.get("parent")
    if code is None:
        return home
    parent = next(other for other in demo_items("pages") if other.code == code)
    page = StandardPage.objects.filter(translation_key=parent.translation_key, locale=home.locale).first()
    return page or home


def _fixed_page(loader: Loader, item: DemoItem) -> int:
    changed = 0
    for language in item.languages():
        page = FIXED_PAGES[item.code].objects.get(locale__language_code=language)
        facts = item.files[language].facts
        field = "lead" if item.code == "home" else "intro"
        if getattr(page, field) or page.revisions.count() > 1:
            continue
        page.title = page.draft_title = facts["title"]
        setattr(page, field, facts.get("summary", ""))
        with transaction.atomic():
            approve_and_publish(page=page, author=loader.author, approver=loader.approver)
        changed += 1
    return changed
