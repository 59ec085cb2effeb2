"""Loads topics and institutions: the rows first, then their faces."""

from typing import Any

from django.db import transaction
from wagtail.models import Locale

from core.enums import TopicTree
from core.models import Institution, InstitutionName, InstitutionRole, Topic, TopicName
from home.demo.files import DemoItem, demo_items, parents_first
from home.demo.pages import Loader
from institutions.enums import ContactKind
from institutions.models import Contact, InstitutionIndexPage, InstitutionPage
from themes.models import SectorIndexPage, SectorPage, ThemeIndexPage, ThemePage

TREES: dict[str, tuple[TopicTree, Any, Any]] = {
    "themes": (TopicTree.THEME, ThemePage, ThemeIndexPage),
    "sectors": (TopicTree.SECTOR, SectorPage, SectorIndexPage),
    "regions": (TopicTree.REGION, None, None),
}


def load_topics(loader: Loader, folder: str) -> int:
    """Makes the topics of a folder and their pages; returns how many pages were made."""
    tree, page_type, index_type = TREES[folder]
    made = 0
    for item in parents_first(demo_items(folder)):
        topic = _topic(item, tree)
        if page_type is None:
            continue
        for language in item.languages():
            parent = _topic_parent(page_type, index_type, topic, language)
            made += loader.publish(item, language, page_type, parent, entity=topic) is not None
    return made


def _topic_parent(page_type: Any, index_type: Any, topic: Topic, language: str) -> Any:
    """The nearest ancestor's page in this language, else the index page."""
    for ancestor in reversed(list(topic.get_ancestors())):
        page = page_type.objects.filter(entity=ancestor, face_language=language).first()
        if page:
            return page
    return index_type.objects.get(locale__language_code=language)


@transaction.atomic
def _topic(item: DemoItem, tree: TopicTree) -> Topic:
    topic = Topic.objects.filter(code=item.code).first()
    if topic is None:
        topic = Topic(code=item.code, tree=tree, order=item.facts.get("order", 0))
        parent = item.facts.get("parent")
        if parent:
            Topic.objects.get(code=parent).add_child(instance=topic)
        else:
            Topic.add_root(instance=topic)
    for language in item.languages():
        TopicName.objects.get_or_create(
            topic=topic,
            locale=Locale.objects.get(language_code=language),
            defaults={"text": item.files[language].facts["title"]},
        )
    return topic


def load_institutions(loader: Loader) -> int:
    """Makes the institutions and their pages; returns how many pages were made."""
    made = 0
    for item in parents_first(demo_items("institutions")):
        institution = _institution(item)
        for language in item.languages():
            index = InstitutionIndexPage.objects.get(locale__language_code=language)
            contacts = [
                Contact(kind=kind, value=str(value), sort_order=order, locale=index.locale)
                for order, (kind, value) in enumerate(_contacts(item, language))
            ]
            page = loader.publish(item, language, InstitutionPage, index, entity=institution, contacts=contacts)
            made += page is not None
    return made


def _contacts(item: DemoItem, language: str) -> list[tuple[ContactKind, str]]:
    words = item.files[language].facts
    found: list[tuple[ContactKind, str | None]] = [
        (kind, words.get(kind.value) or item.facts.get(kind.value))
        for kind in ContactKind
        if kind != ContactKind.ADDRESS
    ]
    found.append((ContactKind.ADDRESS, words.get("address")))
    return [(kind, value) for kind, value in found if value]


@transaction.atomic
def _institution(item: DemoItem) -> Institution:
    facts = item.facts
    parent = Institution.objects.filter(code=facts.get("parent")).first()
    institution, _created = Institution.objects.get_or_create(
        code=item.code, defaults={"kind": facts["kind"], "parent": parent, "order": facts.get("order", 0)}
    )
    for function in facts.get("functions") or []:
        InstitutionRole.objects.get_or_create(institution=institution, function=function)
    for language in item.languages():
        words = item.files[language].facts
        InstitutionName.objects.get_or_create(
            institution=institution,
            locale=Locale.objects.get(language_code=language),
            defaults={"text": words["title"], "acronym": words.get("acronym") or ""},
        )
    return institution
