"""Writes deploy/503.html, the page that is shown while the portal itself cannot answer."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.loader import render_to_string
from django.utils import translation

from core.messages.catalogue import PARTIAL

PATH = settings.BASE_DIR / "deploy" / "503.html"


def maintenance_page() -> str:
    """One page that holds every language of the portal and asks for nothing else: no style sheet, font or image."""
    languages = [{"code": code, "is_partial": code in PARTIAL} for code, _name in settings.LANGUAGES]
    with translation.override(settings.LANGUAGE_CODE):
        lines = render_to_string("503.html", {"languages": languages}).splitlines()
    return "\n".join(line for line in lines if line.strip()) + "\n"


class Command(BaseCommand):
    help = "Writes deploy/503.html from templates/503.html and the catalogues. --check only compares."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError (exit code 1) when --check finds the file out of date or missing."""
        wanted = maintenance_page()
        current = PATH.read_text(encoding="utf-8") if PATH.is_file() else ""
        name = PATH.relative_to(settings.BASE_DIR)
        if wanted == current:
            self.stdout.write(f"{name} is current.")
        elif options["check"]:
            raise CommandError(f"{name} is out of date. Run `manage.py maintenance_page`.")
        else:
            PATH.parent.mkdir(exist_ok=True)
            PATH.write_text(wanted, encoding="utf-8")
            self.stdout.write(f"{name} is written.")
