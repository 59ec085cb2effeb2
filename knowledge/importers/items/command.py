"""An import of items from the command line: one run, one report, no person whose permissions count."""

from dataclasses import dataclass

from django.utils import timezone

from core.importing.mapping import Mapping
from core.importing.models import ImportRun
from core.importing.pages import Approval
from core.importing.readers import MarkdownFolder, Source
from core.importing.report import Report
from core.importing.statistics import refresh_statistics
from core.models import User
from core.publishing import system_user
from knowledge.importers.filing import Filing
from knowledge.importers.items.links import FolderLinks
from knowledge.importers.items.load import ItemLoader
from knowledge.importers.items.places import places_for
from knowledge.importers.items.prepare import Preparer
from knowledge.importers.items.record import ReportRecorder
from knowledge.importers.items.relink import find_pages, relink
from knowledge.importers.items.run import ItemImporter


@dataclass(frozen=True)
class Asked:
    """What is to be imported, how, and who approved that it is published (None: drafts)."""

    source: Source
    mapping: Mapping
    list_name: str
    filing: Filing | None = None
    only_listed: bool = False
    approver: User | None = None
    is_dry_run: bool = False


def import_source(asked: Asked, report: Report) -> float:
    """Imports everything; returns how many seconds the longest transaction took.

    Raises SourceError for what cannot be read, ApprovalError before the first row.
    """
    recorder = ReportRecorder(report)
    preparer = Preparer(asked.mapping, places_for(None, asked.mapping.target), filing=asked.filing)
    importer = ItemImporter(asked.source, preparer, recorder, asked.list_name, only_listed=asked.only_listed)
    links = FolderLinks.of(importer.rows()) if isinstance(asked.source, MarkdownFolder) else None
    if links:
        preparer.takes_html, preparer.links = True, links.resolver
        find_pages(links, importer)
    if asked.is_dry_run:
        importer.run()
        return 0.0
    approval = Approval.of(system_user("import"), asked.approver)
    total = sum(1 for _row in importer.rows())
    run = _run(asked, total)
    recorder.run, importer.loader = run, ItemLoader(approval, run, asked.list_name)
    importer.run()
    if links:
        find_pages(links, importer)
        relink(importer)
    if report.counts["created"] + report.counts["changed"]:
        refresh_statistics()
    ImportRun.objects.filter(pk=run.pk).update(finished_at=timezone.now())
    return importer.longest


def _run(asked: Asked, total: int) -> ImportRun:
    run, _created = ImportRun.objects.get_or_create(
        source=f"items:{asked.list_name}"[:200],
        file_sha256=asked.source.fingerprint(),
        finished_at=None,
        defaults={"file_name": asked.source.path.name[:255], "approved_by": asked.approver, "rows_total": total},
    )
    return run
