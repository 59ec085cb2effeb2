"""Imports items from a folder of Markdown, a file of questions and answers, or a table."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import override

from core.importing.mapping import BODY_FORMATS, Mapping, MappingError, mapping_from, mapping_from_file, usual_mapping
from core.importing.problems import SourceError
from core.importing.readers import FORMATS, Options, Source
from core.importing.report import Report
from core.models import ImportMapping, User
from core.publishing import ApprovalError
from knowledge.importers.filing import Filing, TableError, read_filing
from knowledge.importers.items.command import Asked, import_source


class Command(BaseCommand):
    help = (
        "Imports items from a folder of Markdown, a JSON file of questions and answers, or a CSV or XLSX table. What is "
        "there already is passed over; interrupted, it goes on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="folder or file")
        parser.add_argument("--format", required=True, choices=list(FORMATS), help="what it is")
        parser.add_argument("--mapping", metavar="NAME", help="name of a saved mapping of columns, or a JSON file")
        parser.add_argument("--kind", metavar="KIND", help="what rows become, e.g. guide; else the mapping says it")
        parser.add_argument("--institution", metavar="CODE", help="files items under this institution")
        parser.add_argument("--language", metavar="CODE", help="language of items whose row names none")
        parser.add_argument("--list", metavar="NAME", help="name of the list; by default that of the file or folder")
        parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="the same in every row")
        parser.add_argument("--body-format", choices=list(BODY_FORMATS), help="how texts are written")
        parser.add_argument("--table", type=Path, help="CSV: id, themes, sectors, institution, perhaps title")
        parser.add_argument("--only-listed", action="store_true", help="leave out what the table does not name")
        parser.add_argument("--publish", action="store_true", help="publish; needs --approved-by")
        parser.add_argument("--approved-by", metavar="EMAIL", help="who approved the publication")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, only the report")
        parser.add_argument("--report", type=Path, help="where to write the report (JSON lines)")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["path"]
        if not path.exists():
            raise CommandError(f"There is no file or folder {path}.")
        stamp = timezone.localtime().strftime("%Y%m%d-%H%M%S")
        report_path = options["report"] or Path(settings.VAR_DIR) / "imports" / f"{stamp}-{path.name}.jsonl"
        approver = self._approver(options)
        try:
            with override("en"), Report(report_path) as report:
                mapping, source = self._mapping(options)
                filing = self._filing(options)
                name = options["list"] or mapping.list_name or path.stem
                asked = Asked(source, mapping, name, filing, options["only_listed"], approver, options["dry_run"])
                longest = import_source(asked, report)
        except (MappingError, SourceError, TableError, ApprovalError, OSError) as error:
            raise CommandError(str(error)) from error
        self._summary(report, longest, dry=options["dry_run"])

    def _mapping(self, options: dict[str, Any]) -> tuple[Mapping, Source]:
        reader = FORMATS[options["format"]]
        name, kind = options["mapping"], options["kind"]
        if name:
            stored = mapping_from_file(Path(name)) if Path(name).is_file() else self._saved(name)
            stored = stored | ({"kind": kind} if kind else {}) if isinstance(stored, dict) else stored
        elif options["format"] == "table":
            raise CommandError("A table needs --mapping with the name of a saved mapping or a JSON file.")
        elif not kind:
            raise CommandError("Say with --kind what the rows become, for instance --kind guide.")
        else:
            stored = usual_mapping(reader(options["path"]), kind).options()
        if isinstance(stored, dict):
            stored = stored | {"fixed": {**(stored.get("fixed") or {}), **self._fixed(options)}}
            stored |= {"body_format": options["body_format"]} if options["body_format"] else {}
        mapping = mapping_from(stored)
        return mapping, reader(options["path"], Options(mapping.key, mapping.encoding))

    @staticmethod
    def _saved(name: str) -> Any:
        found = list(ImportMapping.objects.filter(name=name)[:2])
        if len(found) != 1:
            what = "Several people saved a mapping" if found else "There is no saved mapping or JSON file"
            raise CommandError(f"{what} with the name '{name}'.")
        return found[0].options

    @staticmethod
    def _fixed(options: dict[str, Any]) -> dict[str, str]:
        fixed = {name: options[name] for name in ("institution", "language") if options[name]}
        for setting in options["set"]:
            name, mark, value = setting.partition("=")
            if not mark:
                raise CommandError(f"--set {setting}: write a field, an equals sign and its value.")
            fixed[name.strip()] = value.strip()
        return fixed

    @staticmethod
    def _filing(options: dict[str, Any]) -> Filing | None:
        return read_filing(options["table"], options["institution"] or "") if options["table"] else None

    @staticmethod
    def _approver(options: dict[str, Any]) -> User | None:
        if not options["publish"]:
            return None
        if not options["approved_by"]:
            raise CommandError("Publishing needs --approved-by with the e-mail address of whoever approved the items.")
        user = User.objects.filter(email__iexact=options["approved_by"]).first()
        if user is None:
            raise CommandError(f"Nobody here has the e-mail address {options['approved_by']}.")
        return user

    def _summary(self, report: Report, longest: float, *, dry: bool) -> None:
        self.stdout.write("Nothing was written; this is what would be:" if dry else "Done:")
        for line in report.summary():
            self.stdout.write(line)
        if longest:
            self.stdout.write(f"The longest transaction took {longest * 1000:.0f} ms.")
        self.stdout.write(f"Report: {report.path}")
