"""Loads the real texts that lie beside the project, filed by the tables in demo/real/."""

import csv
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.models import Institution, User

TABLES = Path("demo/real")
TABLE = TABLES / "integrity_subset.csv"
SUBSET = Path("legal_ma/integrity_subset.jsonl")
FULL = Path("legal_ma/all_3946.jsonl.gz")
TREATIES = Path("treaties_en")
TREATY_TABLE = TABLES / "treaties_en.csv"
#: Folders and files of items: what they are, where they are filed, which source each page names.
SETS = TABLES / "sets.csv"
#: Columns of SETS that are fields with the same value in every row.
FIXED = ("topics", "source_title", "source_url", "source_on", "licence")
DEFAULT_INSTITUTION = "sgg"  # publishes the official gazette; the data names no issuer


class Command(BaseCommand):
    help = (
        "Loads the real texts on integrity, treaties, guides, questions and sheets; with --full all legal texts, the "
        "others under one institution and no theme."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--full", action="store_true", help="all 3,946 legal texts instead of the 69 on integrity")
        parser.add_argument("--approved-by", default="moderator@portal.example", metavar="EMAIL")
        parser.add_argument("--data", type=Path, default=Path(settings.BASE_DIR).parent / "shared" / "data")

    def handle(self, *args: Any, **options: Any) -> None:
        self.data: Path = options["data"]
        self.approval = {"publish": True, "approved_by": options["approved_by"], "stdout": self.stdout}
        path = self.data / (FULL if options["full"] else SUBSET)
        if not path.is_file():
            raise CommandError(
                "The real texts are not here: they are expected in the folder shared/data beside the project. "
                "The portal works without them; `make run` loads the demonstration content."
            )
        has_institution = Institution.objects.filter(code=DEFAULT_INSTITUTION).exists()
        if not has_institution or not User.objects.filter(email__iexact=options["approved_by"]).exists():
            raise CommandError(
                "Load the demonstration content first (`make run` does): the texts are filed under its institutions "
                "and approved by its moderator."
            )
        self._legal_texts(path, TABLE)
        if self._is_there(TREATIES):
            self._legal_texts(self.data / TREATIES, TREATY_TABLE)
        with (settings.BASE_DIR / SETS).open(encoding="utf-8", newline="") as file:
            for one in csv.DictReader(file):
                if self._is_there(Path(one["path"])):
                    self._items(one)

    def _is_there(self, path: Path) -> bool:
        found = (self.data / path).exists()
        self.stdout.write(f"{path}:" if found else f"{path} is not here and is passed over.")
        return found

    def _legal_texts(self, path: Path, table: Path) -> None:
        table = settings.BASE_DIR / table
        call_command("import_resources", str(path), institution=DEFAULT_INSTITUTION, table=table, **self.approval)

    def _items(self, one: dict[str, str]) -> None:
        call_command(
            "import_items",
            str(self.data / one["path"]),
            format=one["format"],
            kind=one["kind"],
            institution=one["institution"],
            language=one["language"],
            list=one["path"].partition("/")[0],
            body_format=one["body_format"],
            set=[f"{name}={one[name]}" for name in FIXED if one[name]],
            table=settings.BASE_DIR / TABLES / one["table"] if one["table"] else None,
            only_listed=bool(one["table"]),
            **self.approval,
        )
