"""Creates institutions with everything they need, or repairs what they lack."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Locale

from core.enums import InstitutionKind
from core.importing.problems import SourceError
from core.models import Institution
from core.publishing import ApprovalError
from institutions.provisioning.table import NewInstitution, TableRefused, institution_create, read_table


class Command(BaseCommand):
    help = (
        "Creates an institution with its pages, groups, files and workflow, each in one transaction. For one that exists, "
        "makes what is missing. Safe to repeat and to interrupt."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", nargs="?", default="", help="its stable code, in Latin letters")
        parser.add_argument("--kind", default="", choices=["", *InstitutionKind.values], help="for a new one")
        parser.add_argument("--name", action="append", default=[], metavar="LANGUAGE=NAME", help="for a new one")
        parser.add_argument(
            "--csv", type=Path, help="a table: code, kind, name_fr, acronym_fr, parent, functions, order"
        )
        parser.add_argument("--encoding", default="utf-8", help="of the table, when it is not UTF-8")
        parser.add_argument("--all", action="store_true", help="every institution that exists")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for a table or a code that cannot be used; nothing is made then."""
        made = repaired = 0
        for row in self._rows(options):
            try:
                _workspace, is_new = institution_create(row=row)
            except (ValidationError, ApprovalError) as error:
                reasons = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
                raise CommandError(f"Institution {row.code}: {reasons}") from error
            made, repaired = made + is_new, repaired + (not is_new)
            self.stdout.write(f"  {row.code}: {'created' if is_new else 'complete'}")
        self.stdout.write(f"{made} created, {repaired} that existed have what they need.")

    def _rows(self, options: dict[str, Any]) -> list[NewInstitution]:
        chosen = [bool(options["code"]), bool(options["csv"]), options["all"]]
        if sum(chosen) != 1:
            raise CommandError("Name one institution by its code, or a table with --csv, or every one with --all.")
        if options["all"]:
            return [
                NewInstitution(code) for code in Institution.objects.order_by("code").values_list("code", flat=True)
            ]
        if options["code"]:
            return [NewInstitution(options["code"], kind=options["kind"], names=_names(options["name"]))]
        try:
            return read_table(options["csv"], options["encoding"])
        except (TableRefused, SourceError, OSError) as error:
            raise CommandError(f"The table {options['csv']} cannot be used; nothing was made.\n{error}") from error


def _names(arguments: list[str]) -> dict[str, tuple[str, str]]:
    names = {}
    languages = set(Locale.objects.values_list("language_code", flat=True))
    for argument in arguments:
        language, sign, name = argument.partition("=")
        if not sign or not name.strip():
            raise CommandError(f"'{argument}' is no name. Write a language and a name: --name fr='Agence nationale'.")
        if language not in languages:
            raise CommandError(f"'{language}' is no language of the portal, which has {', '.join(sorted(languages))}.")
        names[language] = (name.strip(), "")
    return names
