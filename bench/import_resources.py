"""Measures the import of all legal texts: texts a second on PostgreSQL, the longest transaction on SQLite.

    python -m bench.import_resources [FILE]

FILE is a JSON lines file of legal texts; by default the 3,946 real ones beside the project. PostgreSQL is a throw-away
server in a temporary folder, without fsync; on SQLite every commit is synced. Peak memory is that of the import's own
process or of one that prepares texts, whichever takes more; the first quarter of the texts, imported alone, shows whether
it grows with their number. Prints a block for docs/measurements.md.
"""

import gzip
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from resource import struct_rusage

from tools.postgres import throwaway

ROOT = Path(__file__).resolve().parent.parent
DEFAULT = ROOT.parent / "shared" / "data" / "legal_ma" / "all_3946.jsonl.gz"
SET_UP = """
from core.models import Institution, User
from institutions.models import InstitutionIndexPage, InstitutionPage
from wagtail.models import Locale
institution = Institution.objects.create(code="sgg", kind="ministry")
for index in InstitutionIndexPage.objects.filter(locale__language_code__in=("ar", "fr")):
    page = InstitutionPage(title="SGG", slug="sgg", entity=institution, locale=index.locale, live=True)
    index.add_child(instance=page)
User.objects.create_superuser("approver@portal.example", "only-for-this-measurement")
"""
PROBLEMS = "from wagtail.models import Page; print(Page.find_problems())"


def manage(environment: dict[str, str], *arguments: str) -> tuple[str, struct_rusage]:
    """Runs a management command; what it printed and used. Ends the program with its errors when it fails."""
    command = [sys.executable, "manage.py", *arguments]
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=err)
        _pid, status, used = os.wait4(process.pid, 0)  # not getrusage: its peak is that of every command so far
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            sys.exit(f"{' '.join(arguments)} failed:\n{err.read()[-3000:]}")
        return out.read(), used


def first_quarter(source: Path, folder: Path) -> Path:
    """A file in the folder with the first quarter of the source's lines."""
    with gzip.open(source, "rb") if source.suffix == ".gz" else source.open("rb") as lines:
        texts = list(lines)
    quarter = folder / "quarter.jsonl"
    quarter.write_bytes(b"".join(texts[: len(texts) // 4]))
    return quarter


def measure(url: str, folder: Path, source: Path) -> dict[str, str]:
    """Imports the source into an empty portal at this database; returns what was measured."""
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "VAR_DIR": str(folder / "var"),
    }
    manage(environment, "migrate", "-v0")
    manage(environment, "setup_portal")
    manage(environment, "shell", "-c", SET_UP)
    started = time.monotonic()
    out, used = manage(
        environment, "import_resources", str(source), "--institution", "sgg", "--publish",
        "--approved-by", "approver@portal.example",
    )  # fmt: skip
    seconds = time.monotonic() - started
    created = re.search(r"(\d+) created", out)
    longest = re.search(r"longest transaction took (\d+) ms", out)
    problems, _used = manage(environment, "shell", "-v0", "-c", PROBLEMS)
    texts = int(created.group(1)) if created else 0
    peak = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)  # in bytes there, elsewhere in KB
    return {
        "texts": f"{texts:,}",
        "seconds": f"{seconds:.0f}",
        "texts/s": f"{texts / seconds:.0f}",
        "CPU seconds": f"{used.ru_utime + used.ru_stime:.0f}",
        "peak memory": f"{peak:.0f} MB",
        "longest transaction": f"{longest.group(1) if longest else '?'} ms",
        "tree problems": "none" if "([], [], [], [], [])" in problems else problems.strip(),
    }


def main() -> None:
    """Measures both databases, one of them at two sizes, and prints the table."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not source.is_file():
        sys.exit(f"There is no file {source}.")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-import-")))
        results = {"PostgreSQL": measure(stack.enter_context(throwaway()), folder / "pg", source)}
        part = first_quarter(source, folder)
        results["SQLite, first quarter"] = measure(f"sqlite:///{folder / 'q.sqlite3'}", folder / "quarter", part)
        results["SQLite"] = measure(f"sqlite:///{folder / 'db.sqlite3'}", folder / "sqlite", source)
    print(f"\n{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, {source.name}\n")
    names = list(results["SQLite"])
    print(f"| database | {' | '.join(names)} |\n|{'---|' * (len(names) + 1)}")
    for database, measured in results.items():
        print(f"| {database} | {' | '.join(measured[name] for name in names)} |")


if __name__ == "__main__":
    main()
