"""Pages beside a bare Django view and a bare Wagtail project, in one run on this machine. Prints Markdown.

What is measured: throughput of a page from the page cache beside a Django view that returns the same bytes behind
Django's default middleware, through the same server; CPU time of pages without the cache beside a page of a
`wagtail start` project with the same body, and beside that view through a server; `migrate` beside that project with
wagtail-localize. "Fragments warm": what pages share (core.cache.remember) is there. "First after a change": it is not.
The comparison of servers includes gunicorn where it is installed. QUICK=1 measures for a second each.
"""

import contextlib
import datetime
import os
import platform
import statistics
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.pages_load import CONNECTIONS, Load, Server, server_commands, serving
from bench.pages_projects import ROOT, Project, addresses_of, bare_wagtail, give_bodies, portal

QUICK = bool(os.environ.get("QUICK"))
SECONDS = 1 if QUICK else 4
ROUNDS = 1 if QUICK else 3
REQUESTS = 20 if QUICK else 60
#: Whoever has a message waiting is not answered from the page cache.
NOT_KEPT = {"Cookie": "messages=none"}


def say(text: str) -> None:
    print(f"... {text}", file=sys.stderr, flush=True)


def migrations(ours: Project, bare: Project) -> list[str]:
    """Time both projects, in turns, from an empty database to the last migration; medians of the rounds."""
    pairs = []
    for number in range(ROUNDS):
        say(f"migrate, both projects, round {number + 1} of {ROUNDS}")
        pairs.append([_migrate(project) for project in (ours, bare)])
    lines = [
        "| `migrate` from nothing | portal | bare Wagtail + wagtail-localize | ratio | budget |",
        "|---|---|---|---|---|",
    ]
    for at, (name, budget) in enumerate((("seconds", "1.50"), ("seconds of CPU", ""))):
        one, other = (statistics.median(pair[which][at] for pair in pairs) for which in (0, 1))
        ratio = statistics.median(pair[0][at] / pair[1][at] for pair in pairs)
        lines.append(f"| {name} | {one:.1f} | {other:.1f} | {ratio:.2f} | {budget} |")
    return [*lines, ""]


def _migrate(project: Project) -> tuple[float, float]:
    for file in project.database.parent.glob(f"{project.database.name}*"):
        file.unlink()
    return project.timed("migrate", "--noinput", "-v0")


def pages_of(ours: Project, addresses: dict[str, str]) -> dict[str, bytes]:
    """The bytes of each page, as a reader gets them uncompressed."""
    with serving(server_commands()["granian"], "config.wsgi:application", ROOT, ours.environment, "/fr/") as server:
        base = server.url.removesuffix("/fr/")
        return {name: urllib.request.urlopen(base + address).read() for name, address in addresses.items()}


def uncached(ours: Project, bare: Project, addresses: dict[str, str]) -> list[str]:
    """CPU a request without the page cache, beside a page with the same body."""
    say("pages without the cache")
    found = ours.cpu(REQUESTS, list(addresses.values()))
    beside = bare.cpu(REQUESTS, [f"/{name}/" for name in addresses])
    lines = [
        "| page, no page cache | bytes | `wagtail start` page, same body, ms CPU | queries "
        "| portal, fragments warm, ms CPU | queries | ratio | portal, first after a change, ms CPU | queries | ratio | budget |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, address in addresses.items():
        one, other = found[address], beside[f"/{name}/"]
        lines.append(
            f"| {name} | {one['bytes']} | {other['ms']:.1f} | {other['queries']} "
            f"| {one['ms']:.1f} | {one['queries']} | {one['ms'] / other['ms']:.2f} "
            f"| {one['first_ms']:.1f} | {one['first_queries']} | {one['first_ms'] / other['ms']:.2f} | 1.50 |"
        )
    return [*lines, ""]


@contextlib.contextmanager
def both(command: list[str], ours: Project, page: bytes, address: str, folder: Path) -> Iterator[tuple[Server, Server]]:
    """The portal at this address, and a bare view that answers the bytes of this page, each behind the same server."""
    body = folder / "body.html"
    body.write_bytes(page)
    with (
        serving(command, "config.wsgi:application", ROOT, ours.environment, address) as made,
        serving(command, "bench.pages_bare:application", ROOT, {"BODY_FILE": str(body)}, "/") as bare,
    ):
        yield made, bare


def through_server(ours: Project, pages: dict[str, bytes], addresses: dict[str, str], folder: Path) -> list[str]:
    """CPU a request without the page cache, beside a bare view with the same bytes, in turns through one server."""
    command = server_commands()["granian"]
    lines = [
        "| page through granian, no page cache; fragments warm | requests/s | bare view | ratio | µs CPU a request | bare view | ratio |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, address in addresses.items():
        say(f"{name}, not kept, and bare view through granian")
        with both(command, ours, pages[name], address, folder) as (made, bare):
            pairs = [(made.measure(SECONDS, NOT_KEPT), bare.measure(SECONDS)) for _ in range(ROUNDS)]
        lines.append(f"| {name} | {_row(pairs)} |")
    return [*lines, ""]


def cached(ours: Project, page: bytes, address: str, folder: Path) -> list[str]:
    """Requests a second of a kept page and of the bare view, in turns, for each server."""
    lines = [
        f"| server, 1 worker, {CONNECTIONS} connections, {len(page)} bytes | kept page, requests/s | bare view | ratio | "
        "kept page, µs CPU a request | bare view | ratio | budget |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, command in server_commands().items():
        say(f"kept page and bare view through {name}")
        with both(command, ours, page, address, folder) as (kept, bare):
            pairs = [(kept.measure(SECONDS), bare.measure(SECONDS)) for _ in range(ROUNDS)]
        lines.append(f"| {name} | {_row(pairs)} | >= 1.00 |")
    return [*lines, ""]


def _row(pairs: list[tuple[Load, Load]]) -> str:
    """Medians of the rounds; both ratios say how much better the portal's page is."""
    middle = statistics.median
    speed = middle(one.a_second / other.a_second for one, other in pairs)
    cpu = middle(other.cpu / max(one.cpu, 0.1) for one, other in pairs)
    numbers = [
        middle(getattr(load, name) for load in loads)
        for name in ("a_second", "cpu")
        for loads in zip(*pairs, strict=True)
    ]
    return f"{numbers[0]:.0f} | {numbers[1]:.0f} | {speed:.2f} | {numbers[2]:.0f} | {numbers[3]:.0f} | {cpu:.2f}"


def main() -> None:
    """Build both projects in a temporary folder, measure, print."""
    with tempfile.TemporaryDirectory(prefix="bench-pages-") as name:
        folder = Path(name)
        ours, bare = portal(folder), bare_wagtail(folder)
        lines = migrations(ours, bare)
        say("content and static files of the portal")
        ours.run("load_demo")
        ours.run("collectstatic", "--noinput")
        addresses = addresses_of(ours)
        pages = pages_of(ours, addresses)
        give_bodies(bare, pages)
        lines += uncached(ours, bare, addresses)
        lines += through_server(ours, pages, addresses, folder)
        lines += cached(ours, pages["home"], addresses["home"], folder)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"## Pages, {datetime.date.today():%Y-%m-%d}\n")
    print(f"`make bench-pages`, {cores} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
