"""The search on the full set of legal texts: indexing, rebuild, and 500 distinct queries beside the bare engine. Prints Markdown.

    python -m bench.search [SEARCH_URL] [--file FILE]

Half of the queries are Arabic, none is repeated, and 500 others come before those that are measured; each is answered with
facets, passages and marked words, through the service in one process, and through HTTP by the portal's own server. The
first line is what the engine took for the same requests, asked again in the same run. Then the same with each article as
an object of its own. The portal is set up once in var/bench-search and used again.
"""

import argparse
import contextlib
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import urllib3

from bench.import_resources import DEFAULT, ROOT, SET_UP, manage
from bench.search_percentiles import percentiles

FOLDER = ROOT / "var" / "bench-search"
HEAD = "| {what}, {objects:,} objects, ms | p50 | p95 | greatest | p95 beside the first line |\n|---|---|---|---|---|"


def environment(search_url: str) -> dict[str, str]:
    """The environment of the portal that is measured."""
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{FOLDER / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "bench.search_settings",
        "SEARCH_URL": search_url,
        "VAR_DIR": str(FOLDER),
        "LOG_LEVEL": "ERROR",
    }


def prepare(source: Path) -> None:
    """A portal with all texts of the file, unless it is there already."""
    own = environment("database://")
    if (FOLDER / "ready").exists():
        manage(own, "migrate", "-v0")
        inside(own, "prepare")
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "db.sqlite3").unlink(missing_ok=True)
    print("... importing the texts, once", file=sys.stderr, flush=True)
    manage(own, "migrate", "-v0")
    manage(own, "setup_portal")
    manage(own, "shell", "-c", SET_UP)
    approved = ("--publish", "--approved-by", "approver@portal.example")
    manage(own, "import_resources", str(source), "--institution", "sgg", *approved)
    manage(own, "shell", "-v0", "-c", "from core.models import OutboxEntry; OutboxEntry.objects.all().delete()")
    inside(own, "prepare")
    (FOLDER / "ready").touch()


def of_articles(search_url: str) -> dict[str, str]:
    """The environment of the same portal with a second index, in which each article is an object."""
    var = FOLDER / "articles"
    var.mkdir(exist_ok=True)
    kind, _colon, rest = search_url.partition("://")
    host = rest.partition("/")[0]
    return environment(f"{kind}://{host}/articles" if host else search_url) | {"VAR_DIR": str(var)}


def inside(own: dict[str, str], what: str) -> str:
    """What bench.search_inside prints."""
    command = [sys.executable, "-m", "bench.search_inside", what, str(FOLDER / "queries.json")]
    ended = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, check=False)
    if ended.returncode:
        sys.exit(ended.stderr[-3000:])
    return ended.stdout


@contextlib.contextmanager
def server(own: dict[str, str], port: int) -> Iterator[str]:
    """The portal's web server on loopback, one process."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--no-access-log", "--log-level", "error", "config.wsgi:application"]
    process = subprocess.Popen(command, cwd=ROOT, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def over_http(own: dict[str, str]) -> dict[str, float]:
    """Milliseconds of the results page, one request after the other on one connection."""
    queries = json.loads((FOLDER / "queries.json").read_text())
    with server(own, 18475) as base, urllib3.PoolManager(retries=False) as http:
        deadline = time.monotonic() + 60
        while True:
            with contextlib.suppress(urllib3.exceptions.HTTPError):
                if http.request("GET", f"{base}/fr/search/?q=loi").status == 200:
                    break
            if time.monotonic() > deadline:
                sys.exit("The server did not answer within a minute.")
            time.sleep(0.3)
        seconds = []
        for language, text in queries:
            started = time.perf_counter()
            answer = http.request("GET", f"{base}/{language}/search/?{urlencode({'q': text})}")
            seconds.append(time.perf_counter() - started)
            assert answer.status == 200, answer.status
    return percentiles(seconds[len(queries) // 2 :])


def row(name: str, measured: dict[str, float], base: dict[str, float]) -> str:
    """One line of the table of queries."""
    cells = " | ".join(f"{measured[key]:.1f}" for key in ("p50", "p95", "max"))
    return f"| {name} | {cells} | {measured['p95'] / base['p95']:.2f} |"


def main() -> None:
    """Measure one engine and print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("search_url", nargs="?", default="tantivy://")
    parser.add_argument("--file", type=Path, default=DEFAULT)
    asked = parser.parse_args()
    if not (FOLDER / "ready").exists() and not asked.file.is_file():
        sys.exit(f"There is no file {asked.file}.")
    prepare(asked.file)
    own = environment(asked.search_url)
    index = json.loads(inside(own, "index"))
    search = json.loads(inside(own, "search"))
    http = over_http(own)
    articles = json.loads(inside(of_articles(asked.search_url), "articles"))
    kind = asked.search_url.partition(":")[0]
    print(
        f"\n{datetime.now(UTC):%Y-%m-%d} · `make bench-search` · {kind}, {os.cpu_count()} cores, {platform.machine()}\n"
    )
    print("| indexing | |\n|---|---|")
    print(f"| objects, parts | {index['objects']:,}, {index['parts']:,} |")
    print(f"| analysed and written | {index['analysed']:,.0f} parts/s |")
    print(f"| the same, analysed before, written alone | {index['alone']:,.0f} parts/s |")
    print(f"| rebuild, reading from the database included | {index['build']:.1f} s |\n")
    print(HEAD.format(what="500 queries", objects=search["objects"]))
    print(row(search["what"], search["bare"], search["bare"]))
    print(row("service, in process", search["service"], search["bare"]))
    print(row("results page, HTTP", http, search["bare"]))
    print("\n" + HEAD.format(what="each article an object, 500 queries", objects=articles["objects"]))
    print(row(articles["what"], articles["bare"], articles["bare"]))
    print(row("service, in process", articles["service"], articles["bare"]))
    print(f"\n{search['empty']} and {articles['empty']} of the queries found nothing.")


if __name__ == "__main__":
    main()
