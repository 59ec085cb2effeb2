"""Where each text or item is filed: by a hand-written table, else under one institution and no theme."""

import csv
from collections.abc import Set
from dataclasses import dataclass, field
from pathlib import Path

from core.models import Institution, Topic

COLUMNS = {"id", "themes", "sectors", "institution"}


class TableError(ValueError):
    """A table that cannot be used; the message says what is wrong with it and where."""


@dataclass
class Filing:
    """Institution and topics of each text. `listed` texts are in the table; others get `default_institution`."""

    default_institution: str
    _institutions: dict[str, str] = field(default_factory=dict)
    _topics: dict[str, list[Topic]] = field(default_factory=dict)
    _titles: dict[str, str] = field(default_factory=dict)

    def institution(self, source_id: str) -> str:
        """Code of the institution that the text is filed under."""
        return self._institutions.get(source_id) or self.default_institution

    def topics(self, source_id: str) -> list[Topic]:
        """Themes and sectors of the text."""
        return self._topics.get(source_id, [])

    @property
    def listed(self) -> Set[str]:
        """Identifiers in the table."""
        return self._institutions.keys()

    def said_of(self, source_id: str, name: str) -> str:
        """What the table says of a text's `institution` or `title`; empty for another field and another text."""
        found = {"institution": self._institutions, "title": self._titles}.get(name, {})
        return found.get(source_id, "")

    def fingerprint(self, source_id: str) -> str:
        """Everything that the table says of a text."""
        if source_id not in self._institutions:
            return ""
        codes = [topic.code for topic in self.topics(source_id)]
        return "|".join([self._institutions[source_id], self._titles.get(source_id, ""), *codes])


def read_filing(table: Path | None, default_institution: str) -> Filing:
    """The filing of a table (columns id, themes, sectors, institution; codes separated by spaces or semicolons).

    A column `title`, which only items have, gives a title instead of the source's.

    Raises TableError for a missing column and for a code that no institution or topic has.
    """
    filing = Filing(default_institution)
    known = set(Institution.objects.values_list("code", flat=True))
    if default_institution and default_institution not in known:
        raise TableError(f"There is no institution with the code '{default_institution}'.")
    if table is None:
        return filing
    topics = {topic.code: topic for topic in Topic.objects.all()}
    with table.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := COLUMNS - set(reader.fieldnames or ()):
            raise TableError(f"The table {table.name} lacks the columns {', '.join(sorted(missing))}.")
        for row in reader:
            _file(filing, row, f"{table.name}, line {reader.line_num}", known, topics)
    return filing


def _file(filing: Filing, row: dict[str, str], place: str, known: set[str], topics: dict[str, Topic]) -> None:
    institution = (row["institution"] or "").strip()
    codes = f"{row['themes'] or ''} {row['sectors'] or ''}".replace(";", " ").replace("|", " ").split()
    if institution and institution not in known:
        raise TableError(f"{place}: there is no institution with the code '{institution}'.")
    if unknown := [code for code in codes if code not in topics]:
        raise TableError(f"{place}: there is no theme or sector with the code '{unknown[0]}'.")
    filing._institutions[row["id"].strip()] = institution or filing.default_institution
    if title := (row.get("title") or "").strip():
        filing._titles[row["id"].strip()] = title
    filing._topics[row["id"].strip()] = [topics[code] for code in dict.fromkeys(codes)]
