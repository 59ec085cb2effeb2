"""Loads topics and institutions: the rows first, then their faces."""

from typing import Any

from django.db import transaction
from wagtail.models import Locale

from core.enums import TopicTree
from core.models import Institution, InstitutionName, InstitutionRole, Topic, TopicName
from home.demo.accounts import join_institutions
from home.demo.files import DemoItem, demo_items, parents_first
from home.demo.pages import Loader, NewPage
from home.demo.profile import add_agreement, institution_fields
from institutions.models import InstitutionIndexPage, InstitutionPage
from institutions.provisioning import institution_provision
from themes.models import SectorIndexPage, SectorPage, ThemeIndexPage, ThemePage

TREES: dict[str, tuple[TopicTree, Any, Any]] = {
    "themes": (TopicTree.THEME, ThemePage, ThemeIndexPage),
    "sectors": (TopicTree.SECTOR, SectorPage, SectorIndexPage),
    "regions": (TopicTree.REGION, None, None),
}


def load_topics(loader: Loader, folder: str) -> int:
    """Makes the topics of a folder and their pages, level by level; returns how many pages were made."""
    tree, page_type, index_type = TREES[folder]
    levels: dict[int, list[tuple[DemoItem, Topic]]] = {}
    for item in parents_first(demo_items(folder)):
        topic = _topic(item, tree)
        levels.setdefault(topic.depth, []).append((item, topic))
    if page_type is None:
        return 0
    return sum(_publish_level(loader, page_type, index_type, levels[depth]) for depth in sorted(levels))


def _publish_level(loader: Loader, page_type: Any, index_type: Any, level: list[tuple[DemoItem, Topic]]) -> int:
    new = [
        NewPage(item, language, _topic_parent(page_type, index_type, topic, language), {"entity": topic})
        for item, topic in level
        for language in item.languages()
    ]
    return loader.publish(page_type, new)


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
    indexes = {index.locale.language_code: index for index in InstitutionIndexPage.objects.select_related("locale")}
    new = []
    for item in parents_first(demo_items("institutions")):
        institution = _institution(item)
        for language in item.languages():
            fields = {"entity": institution} | institution_fields(item, language, indexes[language].locale)
            new.append(NewPage(item, language, indexes[language], fields))
        add_agreement(item, institution, loader)
    made = loader.publish(InstitutionPage, new)
    for institution in Institution.objects.filter(code__in=[item.code for item in demo_items("institutions")]):
        institution_provision(institution=institution)
    join_institutions()
    return made


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
