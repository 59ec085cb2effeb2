"""Which column fills which field, and how values are written: the part of an import that is saved and used again."""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.importing.readers import Source
from core.importing.readers.csv_records import ENCODINGS
from core.importing.targets import ROW_FIELDS, ImportTarget, import_target

#: How dates are written, by the name stored, with what people see.
DATE_FORMATS = {
    "auto": "2026-11-25, 25/11/2026",
    "ymd": "2026-11-25",
    "dmy": "25/11/2026",
    "mdy": "11/25/2026",
}
BODY_FORMATS = {
    "markdown": _("Markdown: # headings, - lists, **bold**, [links](https://…)"),
    "plain": _("Plain text: an empty line begins a new paragraph"),
    "lines": _("Plain text: every line is a paragraph"),
}


class MappingError(ValueError):
    """A mapping that cannot be used; the message says why."""


@dataclass(frozen=True)
class Mapping:
    """Fields by column, values that are the same in every row, and how the file writes what it says.

    `list_name` tells lists of one institution apart: importing again under the same name updates what came before.
    """

    kind: str
    columns: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    list_name: str = ""
    separator: str = ";"
    date_format: str = "auto"
    body_format: str = "markdown"
    encoding: str = "utf-8"

    @property
    def target(self) -> ImportTarget:
        """What rows become. Raises MappingError for a kind that cannot be imported."""
        target = import_target(self.kind)
        if target is None:
            raise MappingError(_("Items of the kind “%(kind)s” cannot be imported.") % {"kind": self.kind})
        return target

    @property
    def key(self) -> str:
        """The column that identifies a row, or an empty string."""
        return self.column_of("id")

    def column_of(self, name: str) -> str:
        """The first column that fills the field, or an empty string."""
        return next((column for column, filled in self.columns.items() if filled == name), "")

    def columns_of(self, name: str) -> list[str]:
        """All columns that fill the field; only topics may have several."""
        return [column for column, filled in self.columns.items() if filled == name]

    def options(self) -> dict[str, Any]:
        """What is stored; `mapping_from` reads it."""
        return asdict(self)

    def check(self) -> None:
        """Raises MappingError for what no file could be imported with."""
        target = self.target
        known = {*ROW_FIELDS, *target.fields}
        for name in [*self.columns.values(), *self.fixed]:
            if name not in known:
                raise MappingError(_("There is no field “%(field)s” for this kind of item.") % {"field": name})
        for name in known - {"topics"}:
            if len(self.columns_of(name)) > 1:
                raise MappingError(
                    _("Several columns are assigned to the field “%(field)s”. Assign one.") % {"field": name}
                )
        if not self.key:
            raise MappingError(_("No column identifies the rows. Choose one whose values never change."))
        for value, allowed in (
            (self.date_format, DATE_FORMATS),
            (self.body_format, BODY_FORMATS),
            (self.encoding, ENCODINGS),
        ):
            if value not in allowed:
                raise MappingError(
                    _("“%(value)s” is none of %(expected)s.") % {"value": value, "expected": ", ".join(allowed)}
                )


def mapping_from(options: Any) -> Mapping:
    """The mapping of stored options, checked. Raises MappingError."""
    if not isinstance(options, dict):
        raise MappingError(_("A mapping is an object with the fields “kind” and “columns”."))
    types: dict[str, type] = {one.name: dict if one.name in {"columns", "fixed"} else str for one in fields(Mapping)}
    for name, value in options.items():
        if name not in types or not isinstance(value, types[name]):
            raise MappingError(_("The mapping has an entry “%(name)s” that cannot be read.") % {"name": name})
        if isinstance(value, dict) and not all(isinstance(part, str) for part in value.values()):
            raise MappingError(_("The mapping has an entry “%(name)s” that cannot be read.") % {"name": name})
    if "kind" not in options:
        raise MappingError(_("A mapping is an object with the fields “kind” and “columns”."))
    mapping = Mapping(**options)
    mapping.check()
    return mapping


def mapping_from_file(path: Path) -> Any:
    """The options in a JSON file, unchecked. Raises MappingError."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise MappingError(_("%(name)s cannot be read as JSON.") % {"name": path.name}) from error


def usual_mapping(source: Source, kind: str) -> Mapping:
    """The mapping of a file whose format names its columns (Markdown, questions and answers).

    Raises MappingError for a kind that cannot be imported, SourceError for a file that cannot be read.
    """
    names = {*ROW_FIELDS, *Mapping(kind).target.fields}
    present = set(source.columns())
    kept = {column: name for column, name in source.usual_columns.items() if name in names and column in present}
    return Mapping(kind, _once(kept), fixed={"language": settings.LANGUAGE_CODE})


def _once(columns: dict[str, str]) -> dict[str, str]:
    """Only topics may be filled by several columns: of others that could fill one field, the first counts."""
    seen: set[str] = set()
    kept = {}
    for column, name in columns.items():
        if name not in seen or name == "topics":
            kept[column] = name
        seen.add(name)
    return kept
