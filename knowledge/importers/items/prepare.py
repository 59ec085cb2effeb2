"""Turns a row into an item ready to be written, or says everything that is wrong with it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.importing.bodies import Body, Resolve, body_of, nowhere, raw_blocks
from core.importing.mapping import Mapping
from core.importing.problems import Problem
from core.importing.readers import SourceRow
from core.importing.readers.base import as_text
from core.importing.targets import ImportField
from core.models import Topic
from institutions.models import InstitutionPage
from knowledge.importers.filing import Filing
from knowledge.importers.items.places import Places
from knowledge.importers.items.values import WrongValueError, check_text, read_value

LONGEST_ID = 180
#: Raised when the same row is to be written differently than before: everything imported then counts as changed.
VERSION = 1


@dataclass
class PreparedItem:
    """One item, ready to be written. `fields` are those of the page that some column or fixed value fills."""

    number: int
    source_id: str
    kind: str
    language: str
    institution: str
    parent: InstitutionPage
    fingerprint: str
    fields: dict[str, Any] = field(default_factory=dict)
    topics: list[Topic] | None = None
    body_text: str = ""
    has_relative_links: bool = False
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Refused:
    """A row that cannot be imported, and why."""

    number: int
    source_id: str
    problems: list[Problem]


@dataclass
class Preparer:
    """Prepares rows by one mapping. `takes_html`: whether elements that do something are left out, not refused."""

    mapping: Mapping
    places: Places
    takes_html: bool = False
    #: Where relative links of the row with this identifier and language lead.
    links: Callable[[str, str], Resolve] | None = None
    #: Institution and topics of rows by identifier, as for legal texts; says more than their columns do.
    filing: Filing | None = None

    def place_of(self, row: SourceRow) -> tuple[str, str] | None:
        """Institution and language of the row, when it names both rightly: with its identifier they say which item it is."""
        texts = [as_text(self.cell(row, name)[1]).strip() for name in ("institution", "language")]
        institution, language = self.places.institution(texts[0]), self.places.language(texts[1])
        return (institution, language) if institution and language else None

    def is_listed(self, row: SourceRow) -> bool:
        """Whether the table of the filing names the row."""
        return self.filing is not None and row.source_id in self.filing.listed

    def cell(self, row: SourceRow, name: str) -> tuple[str, Any]:
        """Column and value that fill a field: the filing's, else the column's, else the fixed one."""
        column = self.mapping.column_of(name)
        if self.filing and (said := self.filing.said_of(row.source_id, name)):
            return column, said
        value = row.values.get(column) if column else None
        if as_text(value).strip():
            return column, value
        return column, self.mapping.fixed.get(name, "")

    def fingerprint(self, row: SourceRow) -> str:
        """What tells whether the row, or how it is read, changed since it was imported."""
        options = json.dumps(self.mapping.options() | {"encoding": "", "list_name": ""}, sort_keys=True)
        filed = self.filing.fingerprint(row.source_id) if self.filing else ""
        return hashlib.sha256(f"{VERSION}:{row.sha256}:{options}:{filed}".encode()).hexdigest()

    def body(self, source_id: str, language: str, text: str) -> Body:
        """The blocks of a row's text, with links to what was imported."""
        resolve = self.links(source_id, language) if self.links else nowhere
        return body_of(text, self.mapping.body_format, resolve)

    def prepare(self, row: SourceRow) -> PreparedItem | Refused:
        """The item of the row, or all that is wrong with it."""
        return _Reading(self, row).item()


class _Reading:
    """One row being read; collects what is wrong with it."""

    def __init__(self, preparer: Preparer, row: SourceRow) -> None:
        self.preparer = preparer
        self.mapping = preparer.mapping
        self.places = preparer.places
        self.row = row
        self.problems: list[Problem] = [row.problem] if row.problem else []

    def item(self) -> PreparedItem | Refused:
        if not self.problems:
            found = self._read()
            if found:
                return found
        return Refused(self.row.number, self.row.source_id[:200], self.problems)

    def _read(self) -> PreparedItem | None:
        self._check_id()
        kind = self._named("kind", self.mapping.kind, self.places.kind, expected=", ".join(self.mapping.target.kinds))
        codes = ", ".join(dict.fromkeys(self.places.languages.values()))
        language = self._named("language", "", self.places.language, expected=codes)
        institution = self._named("institution", "", self.places.institution)
        parent = self._parent(institution, language)
        fields, topics, body_text = self._fields()
        if self.problems or parent is None or not (kind and language and institution):
            return None
        item = PreparedItem(
            self.row.number,
            self.row.source_id,
            kind,
            language,
            institution,
            parent,
            self.preparer.fingerprint(self.row),
            fields,
            topics,
            body_text,
        )
        if body_text:
            self._add_body(item)
        return item

    def _wrong(self, code: str, column: str, value: Any = "", **more: str) -> None:
        self.problems.append(Problem(code, self.row.number, column, as_text(value), more))

    def _check_id(self) -> None:
        text = self.row.source_id
        if not text:
            self._wrong("no_id", self.mapping.key)
        elif "\ufffd" in text:
            self._wrong("control", self.mapping.key, "U+FFFD")
        elif len(text) > LONGEST_ID:
            self._wrong("long_id", self.mapping.key, text, found=str(len(text)), expected=str(LONGEST_ID))

    def _named(self, name: str, default: str, find: Callable[[str], str | None], **more: str) -> str | None:
        """Code of what the row names in this field."""
        column, value = self.preparer.cell(self.row, name)
        text = as_text(value).strip() or default
        if not text:
            code = "missing" if column else "unmapped"
            self._wrong(code, column, field=_LABELS[name]())
            return None
        found = find(text)
        if found is None:
            self._wrong(name, column, text, **more)
        return found

    def _parent(self, institution: str | None, language: str | None) -> InstitutionPage | None:
        if not institution:
            return None
        column = self.mapping.column_of("institution")
        if not self.places.may_use(institution):
            self._wrong("not_permitted", column, institution)
            return None
        parent = self.places.parents.get((institution, language)) if language else None
        if language and parent is None:
            self._wrong("no_face", column, institution, language=language)
        return parent

    def _fields(self) -> tuple[dict[str, Any], list[Topic] | None, str]:
        fields: dict[str, Any] = {}
        topics: list[Topic] | None = None
        body_text = ""
        filled = {*self.mapping.columns.values(), *self.mapping.fixed}
        for name, target in self.mapping.target.fields.items():
            if target.is_required and name not in filled:
                self._wrong("unmapped", "", field=str(target.label))
            if name not in filled and not (name == "topics" and self.preparer.is_listed(self.row)):
                continue
            if target.type == "topics":
                topics = self._topics()
                continue
            value = self._value(target)
            if target.type == "body":
                body_text = value or ""
                fields[name] = "[]"  # filled once all else is known to be right
            elif value is not None:
                fields[name] = value
            elif not target.choices:
                fields[name] = None if target.type in {"date", "number"} else ""
        return _with_source(fields, self.row.source_id), topics, body_text

    def _value(self, target: ImportField) -> Any:
        column, raw = self.preparer.cell(self.row, target.name)
        text = as_text(raw)
        if not text.strip():
            if target.is_required:
                code = "no_letters" if text else "missing"
                self._wrong(code, column, text, field=str(target.label))
            return None
        try:
            check_text(text, takes_html=target.type == "body" and self.preparer.takes_html)
            return read_value(target, raw, self.mapping.date_format)
        except WrongValueError as wrong:
            more = {"field": str(target.label)} | wrong.more
            self._wrong(wrong.code, column, more.pop("value", text), **more)
            return None

    def _topics(self) -> list[Topic]:
        filing = self.preparer.filing
        if filing and self.preparer.is_listed(self.row):
            return filing.topics(self.row.source_id)
        found: dict[int, Topic] = {}
        cells = [(column, self.row.values.get(column)) for column in self.mapping.columns_of("topics")]
        for column, raw in [*cells, ("", self.mapping.fixed.get("topics"))]:
            for text in filter(None, map(str.strip, as_text(raw).split(self.mapping.separator or ";"))):
                topic = self.places.topic(text)
                if topic is None:
                    self._wrong("topic", column, text)
                else:
                    found[topic.pk] = topic
        return list(found.values())

    def _add_body(self, item: PreparedItem) -> None:
        body = self.preparer.body(item.source_id, item.language, item.body_text)
        item.fields["body"] = body.raw(f"{item.language}:{item.source_id}")
        item.has_relative_links = body.has_relative_links
        column = self.mapping.column_of("body")
        for code, values in (("picture_left_out", body.pictures), ("link_left_out", body.links)):
            item.problems += [Problem(code, item.number, column, value) for value in dict.fromkeys(values)]
        if body.elements:
            item.problems.append(Problem("html_left_out", item.number, column, ", ".join(body.elements)))
        if body.tables:
            item.problems.append(Problem("table_as_list", item.number, column))


_LABELS: dict[str, Callable[[], str]] = {
    "kind": lambda: _("Kind"),
    "language": lambda: _("Language"),
    "institution": lambda: _("Institution"),
}


def _with_source(fields: dict[str, Any], source_id: str) -> dict[str, Any]:
    """The fields with the source's title, address and day as the block that pages keep them in."""
    names = ("source_title", "source_url", "source_on")
    if not any(name in fields for name in names):
        return fields
    title, url, day = (fields.pop(name, None) for name in names)
    value = {
        "title": title or url,
        "url": url or "",
        "consulted_on": day.isoformat() if isinstance(day, date) else None,
    }
    blocks = [{"type": "source", "value": value}] if title or url else []
    return fields | {"sources": raw_blocks(blocks, f"source:{source_id}")}
