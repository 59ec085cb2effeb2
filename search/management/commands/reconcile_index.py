"""Compares the search index with the database, and repairs it on request."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.outbox.models import OutboxEntry
from core.outbox.worker import drain
from core.searchable import TOPIC, objects_changed
from search.engines import get_engine
from search.engines.base import EngineDown
from search.indexing.compare import differences

SHOWN = 20
CHUNK = 500


class Command(BaseCommand):
    help = "Compare the search index with the database, object by object. With --fix, write what differs again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --fix."""
        parser.add_argument("--fix", action="store_true", help="give what differs to the worker to write again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what differs. Raises CommandError (exit code 1) when something does and --fix is not given."""
        engine = get_engine()
        if engine is None:
            raise CommandError("SEARCH_URL is database://: that search has no index.")
        counts: Counter[str] = Counter()
        keys: list[str] = []
        try:
            for found in differences(engine):
                counts[found.kind] += 1
                if sum(counts.values()) <= SHOWN:
                    self.stdout.write(f"{found.key}: {found.kind}")
                keys.append(found.key)
        except EngineDown as error:
            raise CommandError(str(error)) from error
        self._conclude(keys, counts, fix=options["fix"])

    def _conclude(self, keys: list[str], counts: Counter[str], *, fix: bool) -> None:
        waiting = OutboxEntry.objects.filter(topic=TOPIC).count()
        if not keys:
            self.stdout.write("The index and the database agree.")
            return
        summary = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()))
        if not fix:
            hint = f" {waiting} changes wait for the worker and may explain it." if waiting else " Run it with --fix."
            raise CommandError(f"{len(keys)} objects differ: {summary}.{hint}")
        for start in range(0, len(keys), CHUNK):
            objects_changed(keys[start : start + CHUNK])
        drain()
        self.stdout.write(f"{len(keys)} objects differed ({summary}) and were written again.")
