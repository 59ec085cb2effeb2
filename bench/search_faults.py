"""Measures what faults of the search engine cost: each one injected for real, with a real worker, on both kinds of engine.

    python -m bench.search_faults [tantivy] [opensearch]

PostgreSQL is a throw-away server; the cluster is a real OpenSearch (tests.engines.opensearch) behind a gate that can be
shut or made to answer wrongly. The worker is `manage.py run_worker`, as in production. "Full disk" is a small file system
in memory where this user may mount one, else a limit on the size of the worker's files. Prints a table for
docs/measurements.md and ends with exit code 1 when publishing takes a second or agreement comes later than in 60 s.
"""

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from resource import RLIM_INFINITY, RLIMIT_FSIZE, prlimit

from tests.engines import opensearch
from tests.search.faulty import ENGINE_FAULTS, FOLDER_FAULTS, Gate
from tools.postgres import throwaway

ROOT = Path(__file__).resolve().parent.parent
PAGES = 300
HELD_SECONDS = 25.0  # a fault of the cluster lasts as long, so that the worker meets it and rests
LATER = 20  # searches after the first
PUBLISH_LIMIT, AGREE_LIMIT, PATIENCE = 1.0, 60.0, 180.0
WORD = "phare"


@dataclass
class Row:
    """What one fault cost. Seconds; `agreed` from the engine's return, or from the harm where the worker repairs it."""

    engine: str
    fault: str
    published: float
    first: float
    later: float
    mode: str
    agreed: float

    @property
    def is_within(self) -> bool:
        """Whether the limits of issue 5 hold."""
        return self.published < PUBLISH_LIMIT and self.agreed <= AGREE_LIMIT

    def line(self) -> str:
        """A line of the table."""
        cells = f"{self.published:.2f} | {self.mode} | {self.first:.2f} | {self.later:.3f} | {self.agreed:.1f}"
        return f"| {self.engine} | {self.fault} | {cells} | {'yes' if self.is_within else 'NO'} |"


class Portal:
    """A portal with some hundred pages in this process, and its worker in another."""

    def __init__(self, environment: dict[str, str]) -> None:
        from django.test import Client

        from institutions.models import ItemPage

        self.client = Client()
        self.page = ItemPage.objects.order_by("pk").first()
        self.number = 0
        command = [sys.executable, "manage.py", "run_worker"]
        self.worker = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)

    def publish(self) -> float:
        """Publish a page with another title; seconds."""
        from tests.factories import pages

        self.number += 1
        started = time.monotonic()
        pages.publish(self.page, title=f"{WORD} {self.number}")
        return time.monotonic() - started

    def search(self) -> tuple[float, str]:
        """Ask the search page; seconds, and how it answered."""
        started = time.monotonic()
        answer = self.client.get("/en/search/", {"q": WORD})
        seconds = time.monotonic() - started
        if answer.status_code != 200:
            return seconds, f"status {answer.status_code}"
        return seconds, "reduced" if "Reduced search" in answer.text else "full"

    def agrees(self) -> bool:
        """Whether nothing waits, index and database are the same, and the search answers in full."""
        from core.models import OutboxEntry
        from search.engines import get_engine
        from search.engines.base import EngineDown
        from search.indexing.compare import differences

        engine = get_engine()
        try:
            if engine is None or OutboxEntry.objects.exists() or engine.current() is None:
                return False
            return not any(True for _one in differences(engine)) and self.search()[1] == "full"
        except EngineDown:
            return False

    def wait(self) -> float:
        """Seconds until both sides agree."""
        started = time.monotonic()
        while time.monotonic() - started < PATIENCE and not self.agrees():
            time.sleep(0.25)
        return time.monotonic() - started

    def close(self) -> None:
        """End the worker."""
        self.worker.terminate()
        self.worker.wait(30)


def measure(portal: Portal, engine: str, fault: str, begin: Callable[[], object], end: Callable[[], object]) -> Row:
    """One fault from its beginning to agreement."""
    begin()
    began = time.monotonic()
    published = portal.publish()
    first, mode = portal.search()
    answers = [portal.search() for _ in range(LATER)]
    modes = {mode, *(one for _seconds, one in answers)}
    if end is not nothing:
        time.sleep(max(0.0, HELD_SECONDS - (time.monotonic() - began)))
        end()
        began = time.monotonic()
    portal.wait()
    later = sorted(seconds for seconds, _mode in answers)[LATER // 2]
    return Row(engine, fault, published, first, later, ", ".join(sorted(modes)), time.monotonic() - began)


def nothing() -> None:
    """Nothing is at fault, or nobody repairs it."""


def cluster_rows(portal: Portal, gate: Gate, cluster: str) -> Iterator[Row]:
    """Every fault of a cluster."""
    yield measure(portal, cluster, "none", nothing, nothing)
    for fault in ENGINE_FAULTS:
        yield measure(portal, cluster, fault, partial(gate.set, fault), partial(gate.set, ""))
    yield measure(portal, cluster, "index deleted", lose_index, nothing)


def lose_index() -> None:
    """Delete the index from the cluster."""
    from search.engines import get_engine

    if engine := get_engine():
        for generation in engine.generations():
            engine.drop(generation)


def folder_rows(portal: Portal, folder: Path, filled: Callable[[], tuple[Callable, Callable]]) -> Iterator[Row]:
    """Every harm to the folder of the embedded engine, and a disk without room."""
    yield measure(portal, "tantivy", "none", nothing, nothing)
    for fault, harm in FOLDER_FAULTS.items():
        yield measure(portal, "tantivy", fault, partial(harm, folder), nothing)
    fill, clear = filled()
    yield measure(portal, "tantivy", "disk full", fill, clear)


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A file system of 64 MB at the folder; False where this user may not mount one."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)


def filling(folder: Path, is_mounted: bool, worker: int) -> tuple[Callable[[], object], Callable[[], object]]:
    """What leaves no room for the worker, and what ends it."""
    if not is_mounted:
        return (
            lambda: prlimit(worker, RLIMIT_FSIZE, (64, RLIM_INFINITY)),
            lambda: prlimit(worker, RLIMIT_FSIZE, (RLIM_INFINITY, RLIM_INFINITY)),
        )
    ballast = folder / "ballast"

    def fill() -> None:
        with ballast.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(4096))

    return fill, ballast.unlink


def set_up(environment: dict[str, str]) -> None:
    """Django in this process, and a portal with pages in a migrated database."""
    os.environ.update(environment)
    import django

    django.setup()
    from django.core.management import call_command

    from institutions.models import ItemPage
    from tests.factories import pages

    call_command("migrate", verbosity=0, skip_checks=True)
    face = pages.publish(pages.add_institution(pages.make_tree(), pages.make_institution("agency", fr="Agence")))
    for number in range(PAGES):
        pages.publish(pages.add_page(ItemPage, face, f"{WORD} {number}", kind="guide"))


def run(engine: str, environment: dict[str, str], var: Path) -> Iterator[Row]:
    """All rows of one engine, with a worker of its own."""
    from django.conf import settings

    with ExitStack() as stack:
        if engine == "tantivy":
            folder = var / "search"
            is_mounted = stack.enter_context(small_disk(var))
            url, name = "tantivy://", "tantivy"
        else:
            cluster = opensearch.start()
            stack.callback(cluster.stop)
            gate = Gate(cluster.urls[0].removeprefix("http://"))
            stack.callback(gate.close)
            url, name = f"opensearch://{gate.host}/bench", f"OpenSearch {cluster.version}"
        settings.SEARCH_URL = url
        portal = Portal(environment | {"SEARCH_URL": url})
        stack.callback(portal.close)
        portal.wait()
        if engine == "tantivy":
            yield from folder_rows(portal, folder, lambda: filling(var, is_mounted, portal.worker.pid))
        else:
            yield from cluster_rows(portal, gate, name)


def main() -> None:
    """Measures the engines named, both by default, and prints the table."""
    engines = sys.argv[1:] or ["tantivy", "opensearch"]
    if set(engines) - {"tantivy", "opensearch"}:
        sys.exit(__doc__)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-faults-")))
        environment = {
            **os.environ,
            "DATABASE_URL": stack.enter_context(throwaway()),
            "DJANGO_SETTINGS_MODULE": "tests.search.histories_settings",
            "SEARCH_URL": "tantivy://",
            "VAR_DIR": str(folder / "var"),
            "RUST_BACKTRACE": "0",
            "LOG_LEVEL": "CRITICAL",
        }
        set_up(environment)
        print(f"\n{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, {PAGES} pages\n")
        print(
            "| engine | fault | publish, s | search answers | first, s | later, s | agrees after, s | within limits |"
        )
        print(f"|{'---|' * 8}", flush=True)
        is_well = True
        for engine in engines:
            for row in run(engine, environment, folder / "var"):
                print(row.line(), flush=True)
                is_well = is_well and row.is_within
    sys.exit(0 if is_well else 1)


if __name__ == "__main__":
    main()
