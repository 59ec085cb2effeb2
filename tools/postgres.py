"""A throw-away PostgreSQL: its own cluster in a temporary folder, reachable by a socket there and nothing else."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tools.console import Problem, main
from tools.guard import Guard

NAME = "portal"
PREFIX = "portal-pg-"
START_SECONDS = 60
MISSING = (
    "PostgreSQL's server programs (initdb, postgres) were not found. "
    "Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; macOS: brew install postgresql."
)
# Speed before safety: the data is thrown away, so nothing has to survive a power cut.
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "256MB",
    "max_connections": "100",
    "autovacuum_naptime": "10min",
}


def programs() -> Path | None:
    """Return the folder of initdb and postgres, or nothing. Debian keeps them off the PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    return newest.parent if newest else None


@contextlib.contextmanager
def throwaway() -> Iterator[str]:
    """Start a cluster, yield the DATABASE_URL of an empty database in it, and remove everything afterwards.

    Raises Problem when PostgreSQL is missing or does not start. It runs as an unprivileged user when called
    by root, because PostgreSQL refuses root; a killed caller leaves no server behind.
    """
    binaries = programs()
    if binaries is None:
        raise Problem(MISSING)
    _sweep()
    # Socket paths end at about 100 bytes, so not below a long TMPDIR.
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir="/tmp"))
    user = _user()
    if user is not None:
        os.chown(folder, user, -1)
    guard = Guard()
    try:
        server = _start(binaries, folder, user, guard)
        yield f"postgres://{NAME}@/{folder}/{NAME}"  # how django-environ writes a socket folder
        server.send_signal(signal.SIGQUIT)  # stops at once, whoever is connected
        server.wait(timeout=30)
    finally:
        guard.close()
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> int | None:
    """Return the user to run PostgreSQL as, when this one is root."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    return names.get("postgres", names.get("nobody", 65534))


def _start(binaries: Path, folder: Path, user: int | None, guard: Guard) -> subprocess.Popen[bytes]:
    data, log = folder / "data", folder / "log"
    initdb = [
        str(binaries / "initdb"),
        "-D",
        str(data),
        "-U",
        NAME,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]
    made = subprocess.run(initdb, cwd=folder, user=user, capture_output=True, text=True, check=False)
    if made.returncode:
        raise Problem(f"PostgreSQL's initdb failed:\n\n{made.stderr}")
    settings = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
    with log.open("w") as out:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", folder, *settings],
            cwd=folder,
            user=user,
            stdout=out,
            stderr=out,
            process_group=guard.group,
        )
    _wait(binaries, folder, server, log)
    subprocess.run([binaries / "createdb", "-h", folder, "-U", NAME, NAME], check=True, capture_output=True)
    return server


def _wait(binaries: Path, folder: Path, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    ready = [str(binaries / "pg_isready"), "-q", "-h", str(folder)]
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise Problem(f"PostgreSQL did not start:\n\n{log.read_text()}")
        time.sleep(0.1)


def _sweep() -> None:
    """Remove the folders that killed processes left."""
    for folder in Path("/tmp").glob(f"{PREFIX}*"):
        number = folder.name.removeprefix(PREFIX).split("-")[0]
        if number.isdigit() and not Path(f"/proc/{number}").exists() and Path("/proc").exists():
            shutil.rmtree(folder, ignore_errors=True)


def command() -> int:
    """Run the command given as arguments with DATABASE_URL set to a throw-away database; return its exit code."""
    if len(sys.argv) < 2:
        raise Problem("Say what to run, as in: python -m tools.postgres .venv/bin/pytest tests/knowledge")
    with throwaway() as url:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    main(command, "the same command")
