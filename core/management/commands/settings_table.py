"""Writes docs/settings.md from the table of environment variables."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

PATH = settings.BASE_DIR / "docs" / "settings.md"
HEAD = """# Settings

Every environment variable the portal reads. There is no settings file to edit: the same code runs everywhere, and the
environment says where. This page is written by `manage.py settings_table` from `config/environment.py`; change it there.

`config.settings.production` is the default of the web server and refuses to start, in words, without what it requires or
with something unsafe. `config.settings.dev` (`make run`) and `config.settings.test` bring values of their own.

"""
TAIL = """
The programs around the portal read a few more: `DJANGO_SETTINGS_MODULE` names the settings (see
[operators-run.md](operators-run.md)); the tests read `CHROMIUM` (the browser, when it is not found by its usual names),
`JOURNEYS_AT` (the address of a running portal to read instead of one of their own), `PORTAL_NO_SKIP` and `CI` (nothing
may be skipped); the programs in `bench/` read `QUICK` (fewer repetitions).
"""


def settings_page() -> str:
    """The whole text of docs/settings.md."""
    return HEAD + settings.ENVIRONMENT_TABLE + TAIL


class Command(BaseCommand):
    help = "Writes docs/settings.md from config/environment.py. --check only compares."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError (exit code 1) when --check finds the file out of date or missing."""
        wanted = settings_page()
        current = PATH.read_text(encoding="utf-8") if PATH.is_file() else ""
        name = PATH.relative_to(settings.BASE_DIR)
        if wanted == current:
            self.stdout.write(f"{name} is current.")
        elif options["check"]:
            raise CommandError(f"{name} is out of date. Run `manage.py settings_table`.")
        else:
            PATH.write_text(wanted, encoding="utf-8")
            self.stdout.write(f"{name} is written.")
