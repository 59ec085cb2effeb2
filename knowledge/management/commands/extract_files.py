"""`manage.py extract_files [--all]`: has the worker read the text of files that it has not read yet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from knowledge.extraction.models import FileText
from knowledge.extraction.services import enqueue_missing


class Command(BaseCommand):
    help = "Has the worker read the text of uploaded files that it has not read yet, or whose file was replaced."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="Read all files again, also those that were read.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            FileText.objects.update(extractor_version=0)
        self.stdout.write(f"{enqueue_missing()} files will be read by the worker (manage.py run_worker).")
