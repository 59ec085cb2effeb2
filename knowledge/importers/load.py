"""Writes prepared texts into the portal: new ones many at a time, changed ones one by one as a new version."""

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction

from core.importing.models import ImportedItem, ImportRun
from core.importing.pages import Approval, create_pages
from core.importing.report import Report
from core.importing.slugs import free_slugs
from core.publishing import approve_and_publish
from institutions.models import InstitutionPage
from knowledge.importers.filing import Filing
from knowledge.importers.prepare import PreparedProvision, PreparedText
from knowledge.importers.versions import (
    SOURCE,
    add_provisions,
    begin_version,
    end_version,
    provisions_of,
    publish_first,
    text_key,
    write_versions,
)
from knowledge.models import LegalTextPage, Provision, TextVersion

#: A batch is one transaction. It takes about this long: the number of rows is adapted to how fast the machine is just
#: now. On SQLite everybody else who writes waits for its end; elsewhere only its memory counts.
BATCH_SECONDS = {"sqlite": 0.3}
OTHER_BATCH_SECONDS = 2.0
FEWEST_ROWS, MOST_ROWS = 40, 1500
#: Rows that a text needs besides those of its articles.
ROWS_A_TEXT = 12
#: Characters of an ordinary row.
ROW_CHARACTERS = 2000
LARGE_TEXT_ROWS = 300


@dataclass
class Loader:
    """Everything one import needs to write: where to file, who wrote, who approved, where to report."""

    filing: Filing
    approval: Approval
    run: ImportRun
    report: Report
    longest: float = 0.0
    most_rows: int = 300
    _parents: dict[tuple[str, str], InstitutionPage | None] = field(default_factory=dict)

    def parent(self, text: PreparedText) -> InstitutionPage | None:
        """The page of the institution that the text is filed under, in the text's language, or None."""
        code = self.filing.institution(text.source_id)
        key = (code, text.language)
        if key not in self._parents:
            pages = InstitutionPage.objects.select_related("institution", "locale")
            self._parents[key] = pages.filter(entity__code=code, locale__language_code=text.language).first()
        return self._parents[key]

    def create(self, texts: Sequence[PreparedText]) -> None:
        """Files new texts, all below one parent, in one transaction."""
        if not texts:
            return
        parent = self.parent(texts[0])
        assert parent is not None
        written = self._written_ahead(texts[0], text_key(texts[0].source_id))
        articles = [] if written else [list(provisions_of(text)) for text in texts]
        started = time.monotonic()
        with transaction.atomic():
            if written:
                end_version(written)
            versions = [written] if written else write_versions(texts, self.approval.author, articles)
            if self.approval.approver:
                publish_first(versions)
            pages = self._pages(texts, versions, parent)
            create_pages(parent=parent, pages=pages, approval=self.approval)
            ImportedItem.objects.bulk_create(
                ImportedItem(
                    source=SOURCE,
                    source_id=text.source_id,
                    content_hash=text.sha256,
                    received_title=text.received_title,
                    page_id=page.pk,
                    revision=page.latest_revision,
                    run=self.run,
                )
                for text, page in zip(texts, pages, strict=True)
            )
        seconds = time.monotonic() - started
        self.longest = max(self.longest, seconds)
        if not written:
            self._adapt(sum(map(rows_of, texts)), seconds)
        for text, page in zip(texts, pages, strict=True):
            self.report.row("created", line=text.line, source_id=text.source_id, notes=text.notes, page=page.pk)

    def _written_ahead(self, text: PreparedText, key: uuid.UUID) -> TextVersion | None:
        """The text's version, if its articles are too many for one transaction: written in several, as a draft that
        nothing names yet. None when they are few."""
        if not is_large(text):
            return None
        version, rows = begin_version(text, key, self.approval.author, list(provisions_of(text)))
        while rows:
            piece = [rows.pop(0)]
            weight = weight_of(piece[0])
            while rows and weight + weight_of(rows[0]) <= self.most_rows:
                weight += weight_of(rows[0])
                piece.append(rows.pop(0))
            started = time.monotonic()
            add_provisions(version, piece)
            seconds = time.monotonic() - started
            self.longest = max(self.longest, seconds)
            self._adapt(weight, seconds)
        return version

    def _adapt(self, rows: int, seconds: float) -> None:
        wanted = BATCH_SECONDS.get(connection.vendor, OTHER_BATCH_SECONDS)
        fitting = rows * wanted / max(seconds, 0.001)
        self.most_rows = round(min(MOST_ROWS, max(FEWEST_ROWS, min(fitting, 2 * self.most_rows))))

    def _pages(
        self, texts: Sequence[PreparedText], versions: Sequence[TextVersion], parent: InstitutionPage
    ) -> list[LegalTextPage]:
        slugs = free_slugs(parent, [text.title for text in texts], [text.source_id for text in texts])
        pages = []
        for text, version, slug in zip(texts, versions, slugs, strict=True):
            page = LegalTextPage(slug=slug, translation_key=version.text_key, version=version, **_facts(text))
            page.imported_topics = self.filing.topics(text.source_id)  # type: ignore[attr-defined]
            pages.append(page)
        return pages

    def change(self, text: PreparedText, item: ImportedItem) -> None:
        """Gives a text whose source changed a new version, unless somebody edited it here since the import."""
        page = LegalTextPage.objects.filter(pk=item.page_id).first()
        reason = _why_kept(page, item)
        if page and not reason:
            reason = self._change_unless_edited(text, item, self._written_ahead(text, page.translation_key))
        if reason:
            self.report.row("kept", line=text.line, source_id=text.source_id, reason=reason)
        else:
            self.report.row("changed", line=text.line, source_id=text.source_id, notes=text.notes, page=item.page_id)

    def _change_unless_edited(self, text: PreparedText, item: ImportedItem, ahead: TextVersion | None) -> str:
        """Changes the page, or says why not: while its articles were written ahead somebody may have edited it."""
        started = time.monotonic()
        with transaction.atomic():
            page = LegalTextPage.objects.select_for_update().filter(pk=item.page_id).first()
            reason = _why_kept(page, item)
            if page and not reason:
                self._write_change(text, item, page.get_latest_revision_as_object(), ahead)
        self.longest = max(self.longest, time.monotonic() - started)
        if reason and ahead:
            ahead.delete()
        return reason

    def _write_change(
        self, text: PreparedText, item: ImportedItem, page: LegalTextPage, version: TextVersion | None
    ) -> None:
        for name, value in _facts(text).items():
            setattr(page, name, value)
        if version:
            end_version(version)
        else:
            articles = [list(provisions_of(text))]
            version = write_versions([text], self.approval.author, articles, [page.translation_key])[0]
        page.version = version
        if self.approval.approver:
            revision = approve_and_publish(page=page, author=self.approval.author, approver=self.approval.approver)
        else:
            revision = page.save_revision(user=self.approval.author, log_action=True)
        item.content_hash, item.received_title = text.sha256, text.received_title
        item.revision, item.run = revision, self.run
        item.save()


def _why_kept(page: LegalTextPage | None, item: ImportedItem) -> str:
    """Why an import leaves the page of a text alone; empty when it may change it."""
    if page is None:
        return "Its page was deleted here, so it is not created again."
    return "" if page.latest_revision_id == item.revision_id else "It was edited here since the import."


def _facts(text: PreparedText) -> dict[str, object]:
    """Fields of the page. Status stays "not verified": no source is believed about it."""
    return {
        "title": text.title,
        "official_title": text.official_title,
        "kind": text.kind,
        "number": text.number,
        "dated_on": text.dated_on,
        "summary": text.summary,
    }


@dataclass
class Batch:
    """Texts of one parent that are written together. Cut where a transaction would grow long, and where the parent
    changes: then every row is written in the order of the file, however often the import was interrupted."""

    texts: list[PreparedText] = field(default_factory=list)
    parent: InstitutionPage | None = None
    rows: int = 0

    def has_room(self, text: PreparedText, parent: InstitutionPage | None, most_rows: int) -> bool:
        """Whether the text can be written together with the others, if there are any. A large one stands alone."""
        if not self.texts:
            return True
        fits = parent == self.parent and self.rows + rows_of(text) <= most_rows
        return fits and not is_large(text) and not is_large(self.texts[0])

    def add(self, text: PreparedText, parent: InstitutionPage | None) -> None:
        """Adds a text there is room for."""
        self.texts.append(text)
        self.parent = parent
        self.rows += rows_of(text)

    def take(self) -> list[PreparedText]:
        """The texts, leaving the batch empty."""
        texts, self.texts, self.rows = self.texts, [], 0
        return texts


def weight_of(provision: Provision | PreparedProvision) -> int:
    """How many ordinary rows take as long to write as this one."""
    return 1 + len(provision.text) // ROW_CHARACTERS


def rows_of(text: PreparedText) -> int:
    """About how many ordinary rows the text becomes."""
    return ROWS_A_TEXT + sum(map(weight_of, text.provisions))


def is_large(text: PreparedText) -> bool:
    """Whether the text is written in several transactions, however fast the machine: an import that is started again
    must take the same way."""
    return rows_of(text) > LARGE_TEXT_ROWS
