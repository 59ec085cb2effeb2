"""Loads the real legal texts that lie beside the project, filed by the table in demo/real/."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.models import Institution, User

TABLE = Path("demo/real/integrity_subset.csv")
SUBSET = Path("legal_ma/integrity_subset.jsonl")
FULL = Path("legal_ma/all_3946.jsonl.gz")
DEFAULT_INSTITUTION = "sgg"  # publishes the official gazette; the data names no issuer


class Command(BaseCommand):
    help = "Loads the real texts on integrity; with --full all texts, the others under one institution and no theme."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--full", action="store_true", help="all 3,946 texts instead of the 69 on integrity")
        parser.add_argument("--approved-by", default="moderator@portal.example", metavar="EMAIL")
        parser.add_argument("--data", type=Path, default=Path(settings.BASE_DIR).parent / "shared" / "data")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["data"] / (FULL if options["full"] else SUBSET)
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
        call_command(
            "import_resources",
            str(path),
            institution=DEFAULT_INSTITUTION,
            table=Path(settings.BASE_DIR) / TABLE,
            publish=True,
            approved_by=options["approved_by"],
            stdout=self.stdout,
        )
