"""Compares which files are public with what refers to them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.files.visibility import FILE_MODELS, refresh_files, wrong_files


class Command(BaseCommand):
    help = "Lists files that are public without a public reference, or private with one. --fix corrects them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fix", action="store_true", help="correct what is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError (exit code 1) when something is wrong and --fix was not given."""
        found = 0
        for model in FILE_MODELS:
            wrong = list(wrong_files(model).order_by("pk").values_list("pk", "title", "is_public"))
            found += len(wrong)
            for key, title, is_public in wrong:
                reason = (
                    "public, and nothing public refers to it" if is_public else "private, and a public page needs it"
                )
                self.stdout.write(f"{model._meta.verbose_name} {key} ({title}): {reason}")
            if options["fix"]:
                refresh_files(model, [row[0] for row in wrong])
        if found and not options["fix"]:
            raise CommandError(f"{found} files are wrong. Run `manage.py check_files --fix` to correct them.")
        self.stdout.write(f"{found} files corrected." if found else "Every file is as it should be.")
