"""What can be imported: each page type with the fields that a column may fill. Registered by the app of the type."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.analysis.fold import fold
from core.blocks import BodyField
from core.kinds import get_kind
from core.models.codes import CodesField
from core.models.content import ContentPage

#: Fields of a row that are no fields of the page: what identifies it, where it belongs.
ROW_FIELDS = ("id", "language", "institution", "kind")
#: Languages in which people may write the names of columns and choices.
LABEL_LANGUAGES = ("fr", "ar", "en")
#: Fields of all content that a column may fill, in this order after those of the type.
_COMMON = ("dated_on", "audience")


@dataclass(frozen=True)
class ImportField:
    """One field that a column may fill. `type`: text, line, date, choice, codes, url, number, yes_no, body, topics, row."""

    name: str
    label: str | Promise
    type: str = "text"
    is_required: bool = False
    longest: int | None = None
    choices: tuple[tuple[str, Any], ...] = ()

    @cached_property
    def codes_by_name(self) -> dict[str, str]:
        """Codes of the choices by themselves and by their labels in LABEL_LANGUAGES, folded."""
        found = {fold(code): code for code, _label in self.choices}
        for language in LABEL_LANGUAGES:
            with override(language):
                for code, label in self.choices:
                    found.setdefault(fold(str(label)), code)
        return found


@dataclass(frozen=True)
class ImportTarget:
    """One page type, the kinds of it that may be imported, and its fields by name."""

    page_type: type[ContentPage]
    kinds: tuple[str, ...]
    fields: dict[str, ImportField]


_targets: dict[str, ImportTarget] = {}


def register_import_target(
    page_type: type[ContentPage], *, fields: tuple[str, ...] | None = None, kinds: tuple[str, ...] | None = None
) -> None:
    """Lets people import pages of this type.

    `fields`: names of the type's own fields that a column may fill, by default all that hold text, a date, a choice, an
    address, a number or yes and no; labels, lengths, choices and what is required come from the model. `kinds`: by
    default all kinds of the type. Raises ValueError for a kind that has another type.
    """
    target = ImportTarget(page_type, kinds or page_type.kinds, _fields(page_type, fields))
    for kind in target.kinds:
        if kind in _targets and _targets[kind].page_type is not page_type:
            raise ValueError(f"The kind '{kind}' can already be imported as {_targets[kind].page_type.__name__}.")
        _targets[kind] = target


def import_target(kind: str) -> ImportTarget | None:
    """What a kind is imported as, or None when it cannot be."""
    return _targets.get(kind)


def import_kinds() -> list[tuple[str, str | Promise]]:
    """Codes and labels of all kinds that can be imported."""
    return [(code, get_kind(code).label) for code in _targets]


def row_fields() -> tuple[ImportField, ...]:
    """The fields that every row has besides those of its page."""
    return (
        ImportField("id", _("Identifier of the row"), "row", is_required=True),
        ImportField("language", _("Language"), "row"),
        ImportField("institution", _("Institution (code or name)"), "row"),
        ImportField("kind", _("Kind"), "row"),
    )


def _fields(page_type: type[ContentPage], names: tuple[str, ...] | None) -> dict[str, ImportField]:
    own = [field for field in page_type._meta.local_fields if _type_of(field) and _is_own(field)]
    if names is not None:
        own = [page_type._meta.get_field(name) for name in names]
    found = [
        ImportField("title", _("title"), "line", is_required=True, longest=255),
        _from_model(page_type._meta.get_field("summary")),
    ]
    if "body" in {field.name for field in page_type._meta.get_fields()}:
        found.append(ImportField("body", _("text"), "body"))
    found += [_from_model(field) for field in own]
    found += [_from_model(page_type._meta.get_field(name)) for name in _COMMON]
    found.append(ImportField("topics", _("Themes, sectors and regions (codes or names)"), "topics"))
    if "sources" in {field.name for field in page_type._meta.get_fields()}:
        found += [
            ImportField("source_title", _("Title of the source"), "line", longest=300),
            ImportField("source_url", _("Web address of the source"), "url", longest=500),
            ImportField("source_on", _("Day on which the source was consulted"), "date"),
        ]
    return {field.name: field for field in found}


def _is_own(field: Any) -> bool:
    return field.editable and not field.primary_key and not field.is_relation


def _type_of(field: Any) -> str:
    """How a value of the model field is read; empty when no cell can hold one."""
    if isinstance(field, BodyField):
        return ""
    if isinstance(field, CodesField):
        return "codes"
    if field.choices:
        return "choice"
    for kind, name in (
        (models.URLField, "url"),
        (models.DateTimeField, ""),
        (models.DateField, "date"),
        (models.BooleanField, "yes_no"),
        (models.IntegerField, "number"),
        (models.TextField, "text"),
        (models.CharField, "line"),
    ):
        if isinstance(field, kind):
            return name
    return ""


def _choices(field: Any) -> Any:
    if isinstance(field, CodesField):
        return field.codes.choices if field.codes else ()
    return field.choices or ()


def _from_model(field: Any) -> ImportField:
    return ImportField(
        field.name,
        field.verbose_name,
        _type_of(field),
        is_required=not field.blank and not field.has_default() and not field.null,
        longest=None if isinstance(field, CodesField) else getattr(field, "max_length", None),
        choices=tuple((str(code), label) for code, label in _choices(field) if code not in ("", None)),
    )
