"""What a reader sees of one version: whole, by part, or one article, with its contents and its citation."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from core.i18n.formats import format_date
from knowledge.models import LegalTextPage, Provision, TextVersion
from knowledge.parts import plan_parts

#: Bytes of text (not compressed) on one page of an article that is itself too long for one page.
PIECE = 45_000


@dataclass
class Reading:
    """One version of a text at its address. `base` is the address of the version, ending in a slash."""

    page: LegalTextPage
    version: TextVersion | None
    base: str
    is_current: bool = True
    part: int = 1
    _texts: list[Provision] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The language the text is written in."""
        return self.page.locale.language_code

    @cached_property
    def outline(self) -> list[Provision]:
        """All rows without their words; a draft, which is not divided yet, is divided here."""
        if self.version is None:
            return []
        if self.version.part_count:
            return list(self.version.provisions.outline())
        rows = list(self.version.provisions.in_order().defer("original"))
        for row, part in zip(rows, plan_parts(rows), strict=True):
            row.part = part
        return rows

    @property
    def part_count(self) -> int:
        """How many parts the text is read in; 1 when whole."""
        if self.version and self.version.part_count:
            return self.version.part_count
        return self.outline[-1].part if self.outline else 1

    @property
    def has_articles(self) -> bool:
        """Whether the portal has the words of this text at all."""
        return bool(self.outline)

    def articles(self, *, whole: bool = False) -> list[dict[str, Any]]:
        """Rows of the part being read, or of the whole text, for components/article.html. One query."""
        if self.version is None:
            return []
        rows = self.version.provisions.in_order().defer("original").select_related("since")
        if not whole and self.part_count > 1:
            here = [row.position for row in self.outline if row.part == self.part]
            rows = rows.filter(position__range=(here[0], here[-1]))
        listed, heading = [], 2
        for row in rows:
            # Levels of headings never skip one, wherever a part begins: divisions 2, articles below them 3.
            listed.append(self.row(row, whole=whole) | {"heading": 2 if row.is_division else heading})
            heading = 3 if row.is_division else heading
        return listed

    def row(self, row: Provision, *, whole: bool = False) -> dict[str, Any]:
        """One row as the templates take it. An article too long for a page gives its beginning and the way on."""
        first, *rest = [row.text] if whole else pieces(row.text)
        return {
            "is_division": row.is_division,
            "anchor": row.anchor,
            "label": row.label,
            "title": row.heading,
            "text": first,
            "url": self.article_url(row.anchor),
            "note": self.note(row),
            "more_url": self.article_url(row.anchor, 2) if rest else "",
        }

    def note(self, row: Provision) -> str:
        """Since which version the article reads so; empty in a first version."""
        if row.since is None or self.version is None or (self.version.number or 1) == 1:
            return ""
        if row.since_id == self.version.pk:
            return _("Changed in this version")
        if row.since.number == 1:
            return _("As in the first version")
        return _("Unchanged since version %(number)s") % {"number": row.since.number}

    def article_url(self, anchor: str, piece: int = 1) -> str:
        """The article's own address."""
        return f"{self.base}article/{anchor}/" if piece == 1 else f"{self.base}article/{anchor}/{piece}/"

    def part_url(self, part: int) -> str:
        """The address of one part; of the first, the text's own."""
        return self.base if part == 1 else f"{self.base}part/{part}/"

    @cached_property
    def contents(self) -> list[dict[str, Any]]:
        """For components/toc.html: divisions and articles of a short text; parts of a long one, the one read in full."""
        if self.part_count == 1:
            return self._tree(self.outline, "")
        return [self._part_entry(number, list(rows)) for number, rows in groupby(self.outline, attrgetter("part"))]

    def _part_entry(self, number: int, rows: list[Provision]) -> dict[str, Any]:
        url, current = self.part_url(number), number == self.part
        listed = rows if current else [row for row in rows if row.is_division and row.level <= 2]
        return {
            "url": url,
            "label": part_label(rows),
            "current": current,
            "children": [self._entry(row, "" if current else url) for row in listed],
        }

    def _tree(self, rows: list[Provision], url: str) -> list[dict[str, Any]]:
        """Two levels: the largest divisions with everything inside them, or a plain list of articles."""
        top = min((row.level for row in rows if row.is_division), default=0)
        entries: list[dict[str, Any]] = []
        for row in rows:
            if entries and entries[-1]["is_top"] and not (row.is_division and row.level == top):
                entries[-1]["children"].append(self._entry(row, url))
            else:
                entries.append({**self._entry(row, url), "is_top": row.is_division, "children": []})
        return entries

    def _entry(self, row: Provision, url: str) -> dict[str, Any]:
        return {"url": f"{url}#{row.anchor}", "label": str(row)}

    def citation(self, url: str, article: Provision | None = None) -> str:
        """One sentence to copy, in the language of the page: what, where in it, which version, where to find it.

        The address is the portal's own, whatever host the reader came by.
        """
        facts = {
            "title": self.page.full_title,
            "url": f"{settings.SITE_URL}{url}",
            "version": self.version,
            "article": article and article.label,
        }
        if article is not None and self.version is not None:
            return _("%(title)s, %(article)s (%(version)s). %(url)s") % facts
        if self.version is not None:
            return _("%(title)s (%(version)s). %(url)s") % facts
        return _("%(title)s. %(url)s") % facts


def part_label(rows: list[Provision]) -> str:
    """From which article to which; the name of the division when there is no article."""
    articles = [row for row in rows if not row.is_division]
    if not articles:
        return str(rows[0])
    if len(articles) == 1:
        return articles[0].label
    return _("%(first)s to %(last)s") % {"first": articles[0].label, "last": articles[-1].label}


def pieces(text: str) -> list[str]:
    """The text cut at line ends into pieces of about PIECE bytes; nearly always one."""
    if len(text) * 2 <= PIECE or len(text.encode()) <= PIECE:
        return [text]
    found: list[str] = []
    lines: list[str] = []
    size = 0
    for line in text.split("\n"):
        weight = len(line.encode()) + 1
        if lines and size + weight > PIECE:
            found.append("\n".join(lines))
            lines, size = [], 0
        lines.append(line)
        size += weight
    return [*found, "\n".join(lines)]


def version_rows(page: LegalTextPage, base: str) -> list[dict[str, Any]]:
    """Every published version for the list of versions, the newest first. One query."""
    versions = TextVersion.objects.published().of_text(page.translation_key, page.locale.language_code)
    return [
        {
            "label": str(version),
            "url": base if version.pk == page.version_id else f"{base}version/{version.number}/",
            "in_force": format_date(version.in_force_from) if version.in_force_from else "",
            "published": format_date(version.published_at) if version.published_at else "",
            "current": version.pk == page.version_id,
        }
        for version in versions
    ]
