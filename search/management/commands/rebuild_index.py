"""Builds the search index beside the one in service and puts it in service."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines import get_engine
from search.engines.base import EngineDown
from search.indexing.build import BuildUnderWay, build_index, tidy


class Command(BaseCommand):
    help = (
        "Build the search index again, beside the one in service. Searches and changes go on; nothing that changes "
        "meanwhile is lost."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, with progress on a terminal. Raises CommandError when there is no engine, or it does not answer."""
        engine = get_engine()
        if engine is None:
            raise CommandError("SEARCH_URL is database://: that search needs no index.")
        try:
            build = build_index(engine, self._progress)
            tidy(engine)
        except (BuildUnderWay, EngineDown) as error:
            raise CommandError(str(error)) from error
        if self.stdout.isatty():
            self.stdout.write("")
        self.stdout.write(f"The index '{build.generation}' is in service: {engine.health().objects} objects.")

    def _progress(self, done: int, total: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{done}/{total} objects", ending="")
            self.stdout.flush()
        elif done == total or done % 1000 < 100:
            self.stdout.write(f"{done}/{total} objects")
