"""Loads the demonstration content of demo/ into an empty portal."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.demo import demo_steps
from core.importing.markdown import MarkdownFileError
from core.importing.statistics import refresh_statistics
from core.models import ContentPage
from home.demo import accounts, content, entities, guide, texts
from home.demo.pages import Loader
from home.setup import setup_portal


class Command(BaseCommand):
    help = "Loads the demonstration content. What exists is left alone; an interrupted load goes on where it stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing in a portal that has content of its own"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and (accounts.is_loaded() or self._has_other_content()):
            return
        if not settings.DEMONSTRATION:
            raise CommandError(
                "This portal is no demonstration: its pages would not say that this content is invented. "
                "Set DEMONSTRATION=true for a portal of its own."
            )
        try:
            self._load()
        except MarkdownFileError as error:
            raise CommandError(str(error)) from error
        accounts.open_accounts()

    def _load(self) -> None:
        setup_portal()
        loader = Loader(accounts.ensure_account(accounts.EDITOR), accounts.ensure_account(accounts.MODERATOR))
        steps = {
            "themes": lambda: entities.load_topics(loader, "themes"),
            "sectors": lambda: entities.load_topics(loader, "sectors"),
            "regions": lambda: entities.load_topics(loader, "regions"),
            "institutions": lambda: entities.load_institutions(loader),
            "platforms": lambda: content.load_items(loader, "platforms"),
            "items": lambda: content.load_items(loader, "items"),
            "glossary": lambda: content.load_items(loader, "glossary"),
            "rights sheets": lambda: content.load_items(loader, "services"),
            "texts": lambda: texts.load_texts(loader),
            "pages": lambda: content.load_pages(loader),
            "guide": lambda: guide.load_guide(loader),
            **demo_steps,
        }
        for number, (name, step) in enumerate(steps.items(), 1):
            started = time.monotonic()
            made = step()
            self.stdout.write(f"  {number}/{len(steps)} {name}: {made} in {time.monotonic() - started:.1f} s")
            self.stdout.flush()
        refresh_statistics()

    @staticmethod
    def _has_other_content() -> bool:
        """Content, in a portal where no load of the demonstration was ever begun."""
        return ContentPage.objects.exists() and not accounts.begun()
