"""Measures the quality of the search on judged queries."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines.base import EngineDown
from search.engines.scratch import scratch_engine
from search.quality import NotJudged, load_set
from search.relevance import Measured, measure


class Command(BaseCommand):
    help = (
        "Index the passages of judged sets (BEIR layout: corpus.jsonl, queries.jsonl, qrels.tsv) into a scratch index, "
        "through the portal's own analysis and queries, and say how well each query is answered."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add folders, --engine and --json."""
        parser.add_argument("folders", nargs="+", type=Path, metavar="DIR", help="its name ends in -ar, -fr, -en, ...")
        parser.add_argument(
            "--engine", default="", help="tantivy, or a SEARCH_URL of another engine; default: SEARCH_URL"
        )
        parser.add_argument("--json", action="store_true", help="a list of objects instead of a table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one row a set. Raises CommandError for a folder that is no judged set, or an engine that is down."""
        rows: list[Measured] = []
        try:
            for folder in options["folders"]:
                judged = load_set(folder.resolve())
                with scratch_engine(options["engine"]) as engine:
                    rows.append(measure(judged, engine, "relevance"))
                if not options["json"]:
                    self._print(rows[-1], is_first=len(rows) == 1)
        except (NotJudged, EngineDown, OSError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps([row.row() for row in rows], indent=2))

    def _print(self, row: Measured, *, is_first: bool) -> None:
        if is_first:
            self.stdout.write(f"{'set':24} {'engine':14} {'passages':>8} {'queries':>8} ndcg@10 recall@100 mrr@10")
        self.stdout.write(
            f"{row.set:24} {row.engine:14} {row.passages:8} {row.queries:8} "
            f"{row.ndcg_at_10:7.4f} {row.recall_at_100:10.4f} {row.mrr_at_10:6.4f}"
        )
