"""The whole portal with its demonstration content: loaded once, copied for each test process, served as in production."""

import fcntl
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
#: What decides which rows the database holds after loading.
SOURCES = (
    "demo", "home/demo", "home/management", "home/setup.py", "*/migrations", "*/models*", "*/models", "*/services", "institutions/guide",
    "institutions/provisioning", "core/publishing.py", "core/slugs.py", "core/importing/*.py", "core/analysis", "tests/journeys/extras.py",
    "core/searchable", "search/indexing", "search/engines/tantivy", "search/spelling",
    "tests/journeys/places.py", "tests/journeys/catalogue.py", "*/routes.py", "config/urls.py", "*/urls.py", "core/i18n/urls.py",
)  # fmt: skip
#: What decides which files browsers get.
STATIC = ("static", "requirements.txt")
START_SECONDS = 60
SETTINGS = "tests.journeys.settings"
COLLECT = ("manage.py", "collectstatic", "--noinput", "-v", "0", "-i", "wagtail*")


@dataclass(frozen=True)
class Portal:
    """A running portal: its address, its folder, and where each public place can be seen (see catalogue.py)."""

    address: str
    folder: Path
    catalogue: dict[str, dict[str, str]]

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a management command on this portal's database; its output and exit code."""
        return run(self.folder, [sys.executable, "manage.py", *arguments])


def environment(folder: Path, settings: str = SETTINGS) -> dict[str, str]:
    """The environment of every process that works on the portal in this folder."""
    foreign = ("CACHE_URL", "STORAGE_URL", "SEARCH_URL", "LANGUAGES", "DEFAULT_LANGUAGE", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if name not in foreign and not name.startswith("COV_")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": settings,
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "LOG_LEVEL": "WARNING",
    }


def run(folder: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command on the portal in this folder."""
    return subprocess.run(command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False)


def fingerprint(patterns: tuple[str, ...]) -> str:
    """Changes when one of these files, or of the files in these folders, changes."""
    digest = hashlib.sha256()
    files: set[Path] = set()
    for pattern in patterns:
        for path in ROOT.glob(pattern):
            files |= {path} if path.is_file() else {file for file in path.rglob("*") if file.is_file()}
    for file in sorted(files):
        if file.suffix != ".pyc" and "arabic" not in file.parts:
            digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def loaded(cache: Path) -> Path:
    """The folder of a portal with its content, made now unless an earlier run made it; one process makes it."""
    folder = cache / fingerprint(SOURCES)
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            for old in cache.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            _load(cache / "unfinished", folder)
        _collect(folder)
    return folder


def _load(unfinished: Path, folder: Path) -> None:
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    python = sys.executable
    _succeed(unfinished, [python, "manage.py", "migrate", "-v", "0"])
    _succeed(unfinished, [python, "manage.py", "load_demo"])
    _succeed(unfinished, [python, "-m", "tests.journeys.extras"])
    _succeed(unfinished, [python, "manage.py", "rebuild_index"])
    _succeed(unfinished, [python, "manage.py", "run_worker", "--once"])  # no server of the tests has a worker
    _collect(unfinished)  # the catalogue opens pages
    _succeed(unfinished, [python, "-m", "tests.journeys.catalogue", str(unfinished / "catalogue.json")])
    unfinished.rename(folder)


def _collect(folder: Path) -> None:
    """Collects the static files unless those in the folder are of today's sources."""
    collected, state = folder / "static.fingerprint", fingerprint(STATIC)
    if not collected.exists() or collected.read_text() != state:
        _succeed(folder, [sys.executable, *COLLECT])
        collected.write_text(state)


def _succeed(folder: Path, step: list[str]) -> None:
    done = run(folder, step)
    if done.returncode:
        raise RuntimeError(f"{' '.join(step[1:])} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")


@contextmanager
def served(source: Path, folder: Path, settings: str = SETTINGS) -> Iterator[Portal]:
    """A server of this process's own copy of the portal."""
    shutil.copytree(source, folder, dirs_exist_ok=True)
    port = _free_port()
    log = (folder / "server.log").open("wb")
    # As tools/serve.py starts it.
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--workers", "1"),
        *("--blocking-threads", "4", "--host", "127.0.0.1", "--port", str(port), "config.wsgi:application"),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(folder, settings), stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(process, address, folder / "server.log")
        yield Portal(address, folder, json.loads((folder / "catalogue.json").read_text()))
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def running(address: str, folder: Path) -> Portal:
    """The portal that `make run` serves at this address from this checkout; its catalogue is written to the folder."""
    catalogue = folder / "catalogue.json"
    settings = environment(ROOT / "var", "config.settings.test")
    command = [sys.executable, "-m", "tests.journeys.catalogue", str(catalogue)]
    subprocess.run(command, cwd=ROOT, env=settings, check=True)
    return Portal(address.rstrip("/"), ROOT / "var", json.loads(catalogue.read_text()))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/robots.txt", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server did not answer within {START_SECONDS} s:\n{log.read_text()[-4000:]}")
