"""A small real tree of pages, in every language of the portal, for tests of any app."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from wagtail.models import Locale, Page, Site

from core.importing.pages import insert_pages
from core.models import Institution, InstitutionName, Topic, TopicName
from home.models import HomePage, StandardPage
from institutions.models import InstitutionIndexPage, InstitutionPage, ItemPage
from themes.models import SectorIndexPage, SectorPage, ThemeIndexPage, ThemePage

HOME_TITLES = {"ar": "البوابة", "fr": "Portail", "en": "Portal", "zgh": "ⴰⵙⵏⵓⴱⴳ"}


@dataclass
class Tree:
    """The pages that every portal has, by language code."""

    site: Site
    homes: dict[str, HomePage] = field(default_factory=dict)
    themes: dict[str, ThemeIndexPage] = field(default_factory=dict)
    sectors: dict[str, SectorIndexPage] = field(default_factory=dict)
    institutions: dict[str, InstitutionIndexPage] = field(default_factory=dict)


def make_tree(*, indexes: bool = True) -> Tree:
    """Locales, home pages (one a language, the site's root in the default language) and, on request, index pages."""
    codes = sorted(dict(settings.LANGUAGES), key=lambda code: code != settings.LANGUAGE_CODE)
    locales = [Locale.objects.get_or_create(language_code=code)[0] for code in codes]
    root = Page.objects.get(depth=1)
    _remove_welcome_page()
    homes = [HomePage(title=HOME_TITLES.get(code, code), slug=code) for code in codes]
    _insert(HomePage, homes, [root] * len(codes), locales, first_step=2)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, hostname="localhost")
    site.root_page = homes[0]
    site.save()
    tree = Tree(site=site, homes=dict(zip(codes, homes, strict=True)))
    if indexes:
        for step, (pages, page_type, slug) in enumerate(_indexes(tree), 1):
            made = [page_type(title=slug.title(), slug=slug) for _code in codes]
            _insert(page_type, made, homes, locales, first_step=step)
            pages.update(zip(codes, made, strict=True))
    return tree


def _remove_welcome_page() -> None:
    """The page of Wagtail's first migration; nothing but the site refers to it."""
    Site.objects.update(root_page=Page.objects.get(depth=1))
    welcome = Page.objects.filter(depth=2, content_type=ContentType.objects.get_for_model(Page))
    Page.objects.filter(depth=1).update(numchild=F("numchild") - welcome.count())
    welcome._raw_delete(welcome.db)


def _indexes(tree: Tree) -> tuple[tuple[dict, type[Page], str], ...]:
    return (
        (tree.themes, ThemeIndexPage, "themes"),
        (tree.sectors, SectorIndexPage, "sectors"),
        (tree.institutions, InstitutionIndexPage, "institutions"),
    )


def _insert(
    page_type: type[Page], pages: Sequence[Page], parents: Sequence[Page], locales: Sequence[Locale], first_step: int
) -> None:
    """Files live pages that are translations of each other, each below its parent, as its child of that number."""
    key = uuid.uuid4()
    for number, (page, parent, locale) in enumerate(zip(pages, parents, locales, strict=True)):
        step = first_step + (number if parent.depth == 1 else 0)
        page.path, page.depth = Page._get_path(parent.path, parent.depth + 1, step), parent.depth + 1
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.draft_title, page.locale, page.translation_key = page.title, locale, key
        page.content_type = ContentType.objects.get_for_model(page_type)
        parent.numchild += 1
        Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + 1)
    insert_pages(pages)


def add_page(page_type: type[Page], parent: Page, title: str, *, live: bool = True, **fields: Any) -> Any:
    """A page in its parent's language, without a revision; `parent` may be stale."""
    parent = Page.objects.get(pk=parent.pk).specific
    return parent.add_child(instance=page_type(title=title, live=live, locale=parent.locale, **fields))


def translate(page: Page, language: str, *, live: bool = True, **fields: Any) -> Any:
    """A translation of a page, filed below its parent's translation, as copied by Wagtail, then given `fields`."""
    locale = Locale.objects.get(language_code=language)
    copy = page.specific.copy_for_translation(locale, copy_parents=True)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.live = live
    copy.save()
    return copy


def publish(page: Page, **fields: Any) -> Any:
    """Gives the page these field values in a new revision and publishes it."""
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page.specific_class.objects.get(pk=page.pk)


def make_institution(code: str = "agency", *, kind: str = "national_institution", **names: str) -> Institution:
    """An institution with a name in each given language (`fr="Agence"`)."""
    institution = Institution.objects.create(code=code, kind=kind)
    for language, text in names.items():
        locale = Locale.objects.get(language_code=language)
        InstitutionName.objects.create(institution=institution, locale=locale, text=text)
    return institution


def make_topic(code: str, tree: str = "theme", *, parent: Topic | None = None, **names: str) -> Topic:
    """A theme, sector or region with a name in each given language."""
    topic = Topic(code=code, tree=tree)
    topic = Topic.objects.get(pk=parent.pk).add_child(instance=topic) if parent else Topic.add_root(instance=topic)
    for language, text in names.items():
        TopicName.objects.create(topic=topic, locale=Locale.objects.get(language_code=language), text=text)
    return topic


def add_theme(
    tree: Tree, topic: Topic, language: str = "fr", *, parent: Page | None = None, **fields: Any
) -> ThemePage:
    """A topic's page in one language, titled with its name."""
    title = fields.pop("title", topic.name(language))
    return add_page(ThemePage, parent or tree.themes[language], title, entity=topic, **fields)


def add_sector(
    tree: Tree, topic: Topic, language: str = "fr", *, parent: Page | None = None, **fields: Any
) -> SectorPage:
    """A sector's page in one language, titled with its name."""
    title = fields.pop("title", topic.name(language))
    return add_page(SectorPage, parent or tree.sectors[language], title, entity=topic, **fields)


def add_institution(tree: Tree, institution: Institution, language: str = "fr", **fields: Any) -> InstitutionPage:
    """An institution's page in one language, titled with its name."""
    title = fields.pop("title", institution.name(language))
    return add_page(InstitutionPage, tree.institutions[language], title, entity=institution, **fields)


def add_item(parent: InstitutionPage, title: str = "Guide", *, kind: str = "guide", **fields: Any) -> ItemPage:
    """Something an institution publishes."""
    topics = fields.pop("topics", ())
    item = add_page(ItemPage, parent, title, kind=kind, **fields)
    if topics:
        item.topics.set(topics)
        item.save()
    return item


def add_standard(tree: Tree, title: str = "About", language: str = "fr", **fields: Any) -> StandardPage:
    """A page of running text below the home page."""
    return add_page(StandardPage, tree.homes[language], title, **fields)
