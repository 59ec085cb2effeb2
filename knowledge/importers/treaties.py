"""Reads treaties in Markdown (`### Article N` headings) as the rows that the import of legal texts takes."""

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.importing.lines import Line

_TITLE = re.compile(r"^#\s+(.+?)\s*$")
_HEADING = re.compile(r"^###(?!#)\s*(.+?)\s*$")
_SUBHEADING = re.compile(r"^#{4,}\s*(.+?)\s*$")
_ARTICLE = re.compile(r"^Article\s+(\d+(?:\s*(?:bis|ter|quater))?)\.?$", re.IGNORECASE)
_PREAMBLE = re.compile(r"^\W*Preamble\W*", re.IGNORECASE)
#: `[words](address)` and `[words]`: addresses of the source lead nowhere here.
_LINK = re.compile(r"\[([^\]]+)\](?:\([^\s]*\)+)?")
_TABLE_RULE = re.compile(r"^\|[\s:|-]*\|$")


class TreatyFolder:
    """The treaties of a folder, one a file, with the interface of core.importing.lines.LineFile.

    `table` (CSV with the columns id and url) says where each was taken from; the identifier is the file's name.
    """

    def __init__(self, path: Path, table: Path | None = None) -> None:
        self.path = path
        self.files = sorted(path.glob("*.md"))
        self.size = sum(file.stat().st_size for file in self.files)
        self._urls = _urls(table)
        self._read = 0

    @property
    def share_read(self) -> float:
        """How many of the files are read, from 0 to 1."""
        return self._read / len(self.files) if self.files else 1.0

    def sha256(self) -> str:
        """Fingerprint of all files."""
        whole = hashlib.sha256()
        for file in self.files:
            whole.update(f"{file.name}\0".encode())
            whole.update(file.read_bytes())
        return whole.hexdigest()

    def lines(self) -> Iterator[Line]:
        """Every treaty as a row, or why it is none."""
        for number, file in enumerate(self.files, start=1):
            try:
                row = treaty_row(file.stem, file.read_text(encoding="utf-8-sig"))
            except UnicodeDecodeError as error:
                yield Line(number, problem=f"{file.name} is not UTF-8 (byte {error.start}).")
            else:
                yield Line(number, row | {"url": self._urls.get(file.stem, "")})
            self._read = number


def _urls(table: Path | None) -> dict[str, str]:
    if table is None:
        return {}
    with table.open(encoding="utf-8-sig", newline="") as file:
        return {row["id"].strip(): (row.get("url") or "").strip() for row in csv.DictReader(file) if row.get("id")}


@dataclass
class _Section:
    """What stands below one heading of level three; the first has none."""

    heading: str = ""
    subheading: str = ""
    lines: list[str] = field(default_factory=list)


def treaty_row(source_id: str, text: str) -> dict[str, Any]:
    """The row of one treaty: its articles with their headings and chapters, the preamble before and annexes behind them."""
    title, sections = _sections(text)
    chapter = ""
    provisions = []
    for section in sections:
        content = _content(section.lines)
        article = _ARTICLE.match(section.heading)
        if article:
            reference, label = f"art{article[1]}", f"Article {article[1]}"
        elif section.heading and not section.heading.lower().startswith("annex"):
            chapter = " – ".join(filter(None, [section.heading, section.subheading]))
            if not content:
                continue
            reference, label = "", section.heading
        elif section.heading:
            reference, label = "annex", section.heading
        elif content:
            reference, label, content = "preamble", "Preamble", _PREAMBLE.sub("", content)
        else:
            continue
        heading = section.subheading if article else ""
        provisions.append(
            {
                "provision_ref": reference,
                "title": label,
                "heading": heading,
                "chapter": chapter if section.heading else "",
                "content": content,
            }
        )
    return {"id": source_id, "title": title, "lang": "en", "kind": "treaty", "provisions": provisions}


def _sections(text: str) -> tuple[str, list[_Section]]:
    title = ""
    sections = [_Section()]
    for line in text.splitlines():
        if not title and (found := _TITLE.match(line)):
            title = found[1]
        elif found := _HEADING.match(line):
            sections.append(_Section(" ".join(found[1].split())))
        elif found := _SUBHEADING.match(line):
            section = sections[-1]
            if section.subheading or any(map(str.strip, section.lines)):
                section.lines.append(found[1])
            else:
                section.subheading = " ".join(found[1].split())
        else:
            sections[-1].lines.append(line)
    return title, sections


def _content(lines: list[str]) -> str:
    """The words of a section: one paragraph a line, without addresses and marks of tables."""
    kept = []
    for line in lines:
        words = " ".join(_LINK.sub(r"\1", line).replace("``", '"').split())
        if words and not _TABLE_RULE.match(words):
            kept.append(" ".join(words.strip("|").replace("|", " – ").replace("---", "").split()))
    return "\n".join(filter(None, kept))
