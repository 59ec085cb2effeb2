"""Imports legal texts from a file of JSON lines, or treaties from a folder of Markdown."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.importing.report import Report
from core.models import User
from core.publishing import ApprovalError
from knowledge.importers.filing import TableError, read_filing
from knowledge.importers.run import Importer, Options


class Command(BaseCommand):
    help = (
        "Imports legal texts (JSON lines, also .gz) or a folder of treaties (Markdown). What is there already is passed "
        "over; interrupted, it goes on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="file of JSON lines, or folder of Markdown")
        parser.add_argument("--institution", required=True, metavar="CODE", help="files texts under this institution")
        parser.add_argument("--table", type=Path, help="CSV: id, themes, sectors, institution; of treaties also url")
        parser.add_argument("--publish", action="store_true", help="publish; needs --approved-by")
        parser.add_argument("--approved-by", metavar="EMAIL", help="who approved the publication")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, only the report")
        parser.add_argument("--report", type=Path, help="where to write the report (JSON lines)")
        parser.add_argument("--processes", type=int, help="how many processes prepare texts")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["path"].exists():
            raise CommandError(f"There is no file {options['path']}.")
        approver = self._approver(options)
        stamp = timezone.localtime().strftime("%Y%m%d-%H%M%S")
        report_path = options["report"] or Path(settings.VAR_DIR) / "imports" / f"{stamp}-{options['path'].name}.jsonl"
        try:
            filing = read_filing(options["table"], options["institution"])
            with Report(report_path) as report:
                wanted = Options(
                    options["path"], filing, approver, options["dry_run"], options["processes"], options["table"]
                )
                importer = Importer(wanted, report, self.stdout)
                importer.run()
        except (TableError, ApprovalError, OSError) as error:
            raise CommandError(str(error)) from error
        self._summary(report, importer, dry=options["dry_run"])

    @staticmethod
    def _approver(options: dict[str, Any]) -> User | None:
        if not options["publish"]:
            return None
        if not options["approved_by"]:
            raise CommandError("Publishing needs --approved-by with the e-mail address of whoever approved the texts.")
        user = User.objects.filter(email__iexact=options["approved_by"]).first()
        if user is None:
            raise CommandError(f"Nobody here has the e-mail address {options['approved_by']}.")
        return user

    def _summary(self, report: Report, importer: Importer, *, dry: bool) -> None:
        self.stdout.write("Nothing was written; this is what would be:" if dry else "Done:")
        for line in report.summary():
            self.stdout.write(line)
        if importer.longest_transaction:
            self.stdout.write(f"The longest transaction took {importer.longest_transaction * 1000:.0f} ms.")
        self.stdout.write(f"Report: {report.path}")
