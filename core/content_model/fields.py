"""The fields of a page type as its editors meet them."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Locale, Page
from wagtail.search import index
from wagtail_localize.fields import TranslatableField, get_translatable_fields

from core.kinds import get_kind
from core.models.codes import CodesField

OF_EVERY_PAGE = ("title", "slug")  # what a page has from Wagtail and an editor fills in
CARDS = ("title", "summary", "kind", "cover", "dated_on", "institution")  # columns that components/entry.html shows
FILTERS = ("kind", "topics", "institution", "dated_on")  # what core.listing.params lets readers narrow a list by
SEPARATOR = " · "  # between names, in every language
SEARCHED = ("title", "summary")  # what ContentPage.search_text is made of


@dataclass(frozen=True)
class FieldRow:
    """One field: what it holds, who fills it in, what translations do with it, where it is used."""

    name: str
    label: str
    holds: str
    help_text: str
    is_required: bool
    is_computed: bool
    translation: str
    uses: tuple[str, ...]


def field_rows(model: type[Page]) -> list[FieldRow]:
    """Every field of the portal's own and the rows edited on the page, in the order of the code."""
    translated = {field.field_name: field for field in get_translatable_fields(model)}
    columns = [field for field in model._meta.get_fields() if _is_ours(field)]
    first = [model._meta.get_field(name) for name in OF_EVERY_PAGE]
    rows = [_column(model, field, translated) for field in (*first, *columns)]
    children = [rel for rel in get_all_child_relations(model) if rel.get_accessor_name() != COMMENTS_RELATION_NAME]
    ours = [rel for rel in children if not rel.related_model.__module__.startswith("wagtail")]
    return [*rows, *(_children(rel, translated) for rel in ours)]


def _is_ours(field: Any) -> bool:
    is_column = getattr(field, "concrete", False) and not getattr(field.remote_field, "parent_link", False)
    return is_column and not field.model.__module__.startswith(("wagtail", "treebeard"))


def _column(model: type[Page], field: Any, translated: dict[str, Any]) -> FieldRow:
    return FieldRow(
        name=field.name,
        label=capfirst(str(field.verbose_name)) if _is_named(field) else "",
        holds=_holds(model, field),
        help_text=str(field.help_text),
        is_required=field.editable and not field.blank and not isinstance(field, models.BooleanField),
        is_computed=not field.editable,
        translation=_translation(field.name, translated) if field.editable else "",
        uses=_uses(model, field.name),
    )


def _is_named(field: Any) -> bool:
    """Whether the code gives it a name for people; columns that the portal fills in itself have none."""
    return str(field.verbose_name) != field.name.replace("_", " ") or field.editable


def _children(relation: Any, translated: dict[str, Any]) -> FieldRow:
    name, model = relation.get_accessor_name(), relation.related_model
    shown = [field for field in model._meta.get_fields() if _is_row_field(field, relation)]
    labels = SEPARATOR.join(capfirst(str(field.verbose_name)) for field in shown)
    return FieldRow(
        name=name,
        label=capfirst(str(model._meta.verbose_name_plural)),
        holds=_("rows of: %(fields)s") % {"fields": labels},
        help_text="",
        is_required=False,
        is_computed=False,
        translation=_translation(name, translated),
        uses=(),
    )


def _is_row_field(field: Any, relation: Any) -> bool:
    hidden = {"id", "sort_order", "translation_key", "locale", relation.field.name}
    return getattr(field, "concrete", False) and field.editable and field.name not in hidden


def _translation(name: str, translated: dict[str, Any]) -> str:
    if name not in translated:
        return _("each language has its own")
    if isinstance(translated[name], TranslatableField):
        return _("translated")
    return _("taken over from the source")


def _uses(model: type[Page], name: str) -> tuple[str, ...]:
    in_admin = {field.field_name for field in model.search_fields if isinstance(field, index.SearchField)}
    known = (
        (name in CARDS, _("lists and cards")),
        (name in FILTERS, _("filters of lists")),
        (name in SEARCHED, _("search of the public")),
        (name in in_admin, _("search of the admin")),
    )
    return tuple(label for is_used, label in known if is_used)


SIMPLE = (  # the first that fits
    (models.BooleanField, lambda: _("yes or no")),
    (models.DateTimeField, lambda: _("date and time")),
    (models.DateField, lambda: _("date")),
    (models.URLField, lambda: _("web address")),
    (models.EmailField, lambda: _("e-mail address")),
    (models.SlugField, lambda: _("last part of the address")),
    (models.IntegerField, lambda: _("number")),
    (models.TextField, lambda: _("text")),
    (models.JSONField, lambda: pgettext("kind of field", "structured values")),
)


def _holds(model: type[Page], field: Any) -> str:
    """What may be entered, in words."""
    if isinstance(field, StreamField):
        labels = [capfirst(str(block.label)) for block in field.stream_block.child_blocks.values()]
        return _("blocks: %(blocks)s") % {"blocks": SEPARATOR.join(labels)}
    if isinstance(field, CodesField) and field.codes:
        return _("several of: %(choices)s") % {"choices": _labels(field.codes.choices)}
    if field.name == "kind" and getattr(model, "kinds", ()):
        return _("one of: %(choices)s") % {"choices": SEPARATOR.join(str(get_kind(code).label) for code in model.kinds)}
    if field.choices:
        return _("one of: %(choices)s") % {"choices": _labels(field.choices)}
    if field.is_relation:
        # Wagtail's name for a language is not in its catalogues.
        thing = _("language") if field.related_model is Locale else str(field.related_model._meta.verbose_name)
        if field.many_to_many:
            return _("any number of: %(things)s") % {"things": str(field.related_model._meta.verbose_name_plural)}
        return _("one: %(thing)s") % {"thing": thing}
    simple = next((words() for kind, words in SIMPLE if isinstance(field, kind)), None)
    if simple:
        return simple
    if field.max_length:
        return _("text of at most %(length)d characters") % {"length": field.max_length}
    return pgettext("kind of field", "value")


def _labels(choices: Any) -> str:
    return SEPARATOR.join(str(label) for value, label in choices if value)
