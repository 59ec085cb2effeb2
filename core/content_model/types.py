"""The page types of the portal: where each may stand, its kinds, how many pages there are."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.utils.text import capfirst
from wagtail.models import Page

from core.content_model.fields import FieldRow, field_rows
from core.content_model.purpose import own_types, purpose
from core.kinds import Kind, get_kind
from core.locales import language_codes
from core.models import ContentPage


@dataclass(frozen=True)
class KindRow:
    """One kind of a type, with the number of published pages by language, in the order of the languages."""

    kind: Kind
    counts: list[int]


@dataclass(frozen=True)
class TypeRow:
    """One page type as the page of the admin shows it."""

    anchor: str
    name: str
    class_name: str
    app: str
    purpose: str
    parents: list["TypeLink"]
    children: list["TypeLink"]
    kinds: list[KindRow]
    counts: list[int]
    fields: list[FieldRow]


@dataclass(frozen=True)
class TypeLink:
    """A type where another names it. Of Wagtail's root there is no description."""

    name: str
    anchor: str


@dataclass(frozen=True)
class Node:
    """A type in the diagram. A type that stands within itself is drawn once more, without what stands in it."""

    link: TypeLink
    icon: str
    nodes: list["Node"] = field(default_factory=list)
    is_again: bool = False


def type_rows(languages: list[str]) -> list[TypeRow]:
    """Every page type; three queries, however many pages there are."""
    by_type, by_kind = _published()
    types = own_types()
    return [
        TypeRow(
            anchor=link_of(model).anchor,
            name=link_of(model).name,
            class_name=model.__name__,
            app=model._meta.app_label,
            purpose=purpose(model),
            parents=[link_of(parent) for parent in model.allowed_parent_page_models()],
            children=[link_of(child) for child in model.allowed_subpage_models() if child in types],
            kinds=[
                KindRow(get_kind(code), [by_kind[model, code, language] for language in languages])
                for code in getattr(model, "kinds", ())
            ],
            counts=[by_type[model, language] for language in languages],
            fields=field_rows(model),
        )
        for model in types
    ]


def tree() -> list[Node]:
    """The types by where they may stand, from those that stand at the root."""
    types = own_types()
    return [_node(model, types, ()) for model in types if Page in model.allowed_parent_page_models()]


def link_of(model: type[Page]) -> TypeLink:
    """Name and anchor of a type."""
    anchor = f"type-{model._meta.label_lower.replace('.', '-')}" if model is not Page else ""
    return TypeLink(capfirst(str(model.get_verbose_name())), anchor)


def _node(model: type[Page], types: list[type[Page]], above: tuple[type[Page], ...]) -> Node:
    kinds = getattr(model, "kinds", ())
    icon = get_kind(kinds[0]).icon if kinds else "file"
    if model in above:
        return Node(link_of(model), icon, is_again=True)
    below = [child for child in model.allowed_subpage_models() if child in types]
    return Node(link_of(model), icon, [_node(child, types, (*above, model)) for child in below])


def _published() -> tuple[Counter[Any], Counter[Any]]:
    languages = language_codes()
    models = {pk: ContentType.objects.get_for_id(pk).model_class() for pk in _content_types()}
    by_type: Counter[Any] = Counter()
    for row in Page.objects.live().order_by().values("content_type_id", "locale_id").annotate(n=Count("pk")):
        by_type[models.get(row["content_type_id"]), languages[row["locale_id"]]] = row["n"]
    by_kind: Counter[Any] = Counter()
    pages = ContentPage.objects.live().order_by()
    for row in pages.values("content_type_id", "kind", "locale_id").annotate(n=Count("pk")):
        by_kind[models.get(row["content_type_id"]), row["kind"], languages[row["locale_id"]]] = row["n"]
    return by_type, by_kind


def _content_types() -> list[int]:
    return [content_type.pk for content_type in ContentType.objects.get_for_models(*own_types()).values()]
