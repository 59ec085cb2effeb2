"""Turns one row of the source into a text ready to be written. Pure: needs no database, so it runs in any process."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.importing.arabic import Repair, examine, repair_text, repair_title
from core.importing.lines import Line
from knowledge.enums import LEGAL_KINDS
from knowledge.importers.headings import is_heading, levels, split_trailing
from knowledge.importers.titles import date_of, kind_of, number_of, short_title
from knowledge.parts import plan_parts

LANGUAGES = ("ar", "fr", "en", "zgh")
_KINDS = {kind.code for kind in LEGAL_KINDS}
_PROVENANCE = re.compile(r"^Discovered from ")
_ANCHOR = re.compile(r"(\d+|[a-z]+)")
_URL = re.compile(r"^https?://[^\s<>\"]{3,990}$")
#: Fields of a row that are read. `status` never is: the source says "in force" for repealed texts too.
_TEXT_FIELDS = ("id", "title", "lang")


class RowError(ValueError):
    """A row that cannot become a text; the message says what is wrong with it."""


@dataclass
class PreparedProvision:
    """One article or division, repaired; `original` is its text as received when the repair changed it."""

    kind: str
    label: str
    anchor: str
    text: str = ""
    heading: str = ""
    original: str | None = None
    level: int = 1
    part: int = 1

    @property
    def is_division(self) -> bool:
        """Whether this is the heading of a division."""
        return self.kind == "division"


@dataclass
class PreparedText:
    """One text, ready to be written, and what must be said about it in the report.

    `received_title`: the title before its repair, empty when nothing was repaired.
    """

    line: int
    source_id: str
    sha256: str
    language: str
    title: str
    official_title: str
    kind: str
    number: str
    dated_on: date | None
    summary: str
    source_url: str
    provisions: list[PreparedProvision]
    part_count: int
    received_title: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass
class Refused:
    """A row that was not prepared, and the sentence that says why."""

    line: int
    source_id: str
    reason: str


def prepare(line: Line) -> PreparedText | Refused:
    """The text of one line, or why there is none. Never raises: what is wrong with one row is that row's matter."""
    row = line.row or {}
    try:
        return _prepare(line, row)
    except RowError as error:
        return Refused(line.number, str(row.get("id", ""))[:200], str(error))
    except Exception as error:
        # A row nobody foresaw must not end an import of thousands; the report names it.
        return Refused(line.number, str(row.get("id", ""))[:200], f"Unexpected: {type(error).__name__}: {error}")


def _prepare(line: Line, row: dict[str, Any]) -> PreparedText:
    source_id, raw_title, language = _texts(row)
    received = _received(row)
    notes: list[str] = []
    title_repair = repair_title(" ".join(raw_title.split()))
    title = title_repair.text
    if title_repair.changes:
        notes.append(f"Title repaired: it was '{raw_title}'.")
    shortened = short_title(title)
    if shortened.endswith("…"):
        notes.append(f"Title shortened: from {len(title)} to {len(shortened)} characters.")
    provisions = _provisions(received, notes)
    for provision, part in zip(provisions, plan_parts(provisions), strict=True):
        provision.part = part
    return PreparedText(
        line=line.number,
        source_id=source_id,
        sha256=line.sha256,
        language=language,
        title=shortened,
        official_title=title if title != shortened else "",
        kind=_kind(row, title),
        number=number_of(title),
        dated_on=_date(row, title, notes),
        summary=_summary(row),
        source_url=_url(row, notes),
        provisions=provisions,
        part_count=provisions[-1].part if provisions else 1,
        received_title=raw_title if title_repair.changes else "",
        notes=notes + _left_out(row, provisions),
    )


def _texts(row: dict[str, Any]) -> tuple[str, str, str]:
    """Identifier, title and language. Raises RowError."""
    for name in _TEXT_FIELDS:
        if not isinstance(row.get(name), str):
            raise RowError(f"The field '{name}' is missing or not a text.")
    source_id, title, language = (row[name].strip() for name in _TEXT_FIELDS)
    if not source_id or len(source_id) > 200:
        raise RowError("The identifier is empty or longer than 200 characters.")
    if not title:
        raise RowError("The title is empty.")
    if language not in LANGUAGES:
        raise RowError(f"The language '{language[:20]}' is none of {', '.join(LANGUAGES)}.")
    return source_id, title.replace("\x00", ""), language


def _received(row: dict[str, Any]) -> list[dict[str, str]]:
    """The articles as received, all fields texts. Raises RowError."""
    rows = row.get("provisions", [])
    if not isinstance(rows, list):
        raise RowError("The field 'provisions' is not a list.")
    received = []
    for number, one in enumerate(rows, start=1):
        if not isinstance(one, dict):
            raise RowError(f"Article {number} of the list is not an object with fields.")
        texts = {name: one.get(name) or "" for name in ("provision_ref", "chapter", "title", "heading", "content")}
        if wrong := next((name for name, value in texts.items() if not isinstance(value, str)), None):
            raise RowError(f"The field '{wrong}' of article {number} of the list is not a text.")
        # PostgreSQL stores no NUL; no text has a reason to hold one.
        received.append({name: value.replace("\x00", "") for name, value in texts.items()})
    return received


def _provisions(received: Sequence[dict[str, str]], notes: list[str]) -> list[PreparedProvision]:
    """Divisions and articles in order, repaired on the evidence of the whole text."""
    pieces: list[tuple[str, dict[str, str], str]] = []  # kind, source row, raw text
    chapter = ""
    for one in received:
        following = one["chapter"].strip()
        if following and following != chapter:
            previous = pieces[-1] if pieces and pieces[-1][0] == "article" else None
            rest, headings = split_trailing(previous[2], following) if previous else ("", [following])
            if previous and (is_heading(following) or rest == previous[2]):
                pieces[-1] = ("article", previous[1], rest)
            if is_heading(following) or (previous is None or rest == previous[2]):
                pieces += [("division", one, heading) for heading in headings]
        chapter = following or chapter
        pieces.append(("article", one, one["content"]))
    return _repaired(pieces, notes)


def _repaired(pieces: Sequence[tuple[str, dict[str, str], str]], notes: list[str]) -> list[PreparedProvision]:
    document = examine([raw for _kind, _one, raw in pieces])
    division_levels = iter(levels([raw for kind, _one, raw in pieces if kind == "division"]))
    anchors: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    provisions, unreadable, divisions = [], 0, 0
    for kind, one, raw in pieces:
        repair = repair_text(raw, document)
        kinds.update(repair.by_kind())
        unreadable += repair.unreadable
        if kind == "division":
            divisions += 1
            heading = " ".join(repair.text.split())
            provisions.append(
                PreparedProvision(
                    "division",
                    heading[:200],
                    f"div-{divisions}",
                    heading[200:],
                    original=raw if repair.changes else None,
                    level=next(division_levels),
                )
            )
        else:
            provisions.append(_article(one, raw, repair, anchors))
    notes += [f"Repaired {kind.replace('_', ' ')}: {count} times." for kind, count in sorted(kinds.items())]
    if unreadable:
        notes.append(f"Unreadable characters left: {unreadable}.")
    return provisions


def _article(one: dict[str, str], raw: str, repair: Repair, anchors: Counter[str]) -> PreparedProvision:
    anchor = anchor_of(one["provision_ref"] or one["title"])
    anchors[anchor] += 1
    if anchors[anchor] > 1:
        anchor = f"{anchor}-{anchors[anchor]}-again"
    received = one["content"]
    return PreparedProvision(
        "article",
        " ".join(one["title"].split())[:200] or anchor,
        anchor,
        repair.text,
        " ".join(one["heading"].split()),
        original=received if received != repair.text else None,
    )


def anchor_of(reference: str) -> str:
    """A stable anchor from the source's reference: `art12bis` becomes art-12-bis."""
    parts = _ANCHOR.findall(reference.lower().replace("article", "art"))
    return "-".join(parts)[:50].strip("-") or "art"


def _kind(row: dict[str, Any], title: str) -> str:
    """The kind that the row names, if it is one of legal texts, else the one that the title names."""
    kind = row.get("kind")
    return kind if isinstance(kind, str) and kind in _KINDS else kind_of(title)


def _date(row: dict[str, Any], title: str, notes: list[str]) -> date | None:
    given = row.get("issued_date")
    if isinstance(given, str) and given:
        try:
            return date.fromisoformat(given)
        except ValueError:
            notes.append(f"Date not read: '{given[:40]}' is not a date.")
    return date_of(title)


def _summary(row: dict[str, Any]) -> str:
    """The source's description, unless it only says where the row was found."""
    text = row.get("description")
    return "" if not isinstance(text, str) or _PROVENANCE.match(text) else " ".join(text.split())[:600]


def _url(row: dict[str, Any], notes: list[str]) -> str:
    url = row.get("url")
    if isinstance(url, str) and _URL.match(url):
        return url
    notes.append("No source address: the row has none that begins with http.")
    return ""


def _left_out(row: dict[str, Any], provisions: Sequence[PreparedProvision]) -> list[str]:
    """What the row holds and the portal does not take, and what it lacks."""
    notes = []
    if not provisions:
        why = row.get("ingestion_notes")
        notes.append(f"No articles: {why if isinstance(why, str) and why else 'the row has none.'}")
    definitions = row.get("definitions")
    if isinstance(definitions, list) and definitions:
        notes.append(f"Definitions left out: {len(definitions)}, they repeat the articles.")
    return notes
