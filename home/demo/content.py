"""Loads items, standard pages, and the words of the home and index pages."""

from typing import Any

from django.db import transaction

from core.publishing import approve_and_publish
from home.demo.files import DemoItem, demo_items, parents_first
from home.demo.pages import Loader, NewPage, in_every_language
from home.models import HomePage, StandardPage
from institutions.models import InstitutionIndexPage, InstitutionPage, ItemPage
from themes.models import SectorIndexPage, ThemeIndexPage

FIXED_PAGES: dict[str, Any] = {
    "home": HomePage,
    "themes-index": ThemeIndexPage,
    "sectors-index": SectorIndexPage,
    "institutions-index": InstitutionIndexPage,
}


def load_items(loader: Loader) -> int:
    """Makes the items under their institutions' pages; returns how many were made."""
    publishers = {
        (page.entity.code, page.face_language): page
        for page in InstitutionPage.objects.select_related("entity", "locale", "institution")
    }

    def describe(item: DemoItem, language: str) -> NewPage:
        fields = {"kind": item.facts["kind"], "dated_on": item.facts.get("dated_on")}
        return NewPage(item, language, publishers[item.facts["institution"], language], fields)

    return loader.publish(ItemPage, in_every_language(demo_items("items"), describe))


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
