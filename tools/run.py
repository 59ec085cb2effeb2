"""`make run`: from a fresh clone, or from any state an earlier run was left in, to a portal that answers."""

import os
import subprocess
import tempfile
from pathlib import Path

from tools.bootstrap import RUNTIME, ensure, only_one, steps_ahead
from tools.catalogues import compile_if_changed
from tools.console import ROOT, Problem, Steps, main
from tools.faults import is_full
from tools.ports import require_free, url, wait_until_free, wanted_address
from tools.prepare import NO_ROOM
from tools.serve import serve

SETTINGS = "config.settings.dev"
NOT_READY = (
    "The database could not be prepared; what went wrong is printed above. Nothing is lost: put it right and run the "
    "command again. To start over with an empty database, remove var/db.sqlite3 and its -wal and -shm files."
)
FULL = (
    "The disk is full, so the database could not be prepared. Nothing is lost: make room where it is kept, then run "
    "the command again."
)


def command() -> int:
    """Prepare what is not ready yet, then serve until a signal."""
    host, port = wanted_address(os.environ)
    wait_until_free(host, port)
    settings = os.environ.get("DJANGO_SETTINGS_MODULE") or SETTINGS
    with only_one() as descriptor:
        steps = Steps(steps_ahead(RUNTIME) + 3)  # then translations, database, content
        python = ensure(RUNTIME, steps, descriptor)
        compile_if_changed(python, steps, descriptor)
        accounts = _prepare(python, settings, steps, descriptor)
    require_free(host, port)
    greeting = f"Demonstration accounts for {url(host, port)}admin/:\n{accounts}" if accounts.strip() else ""
    return serve(str(python), host, port, settings, greeting)


def _prepare(python: Path, settings: str, steps: Steps, descriptor: int) -> str:
    """Run the database steps with their own output in view; return what is to be said about the accounts."""
    with tempfile.TemporaryFile("w+") as accounts:
        handle = accounts.fileno()
        numbers = [f"--first-step={steps.number + 1}", f"--steps={steps.total}"]
        process = subprocess.Popen(
            [python, "-m", "tools.prepare", *numbers, f"--accounts-to={handle}"],
            cwd=ROOT,
            env={"DJANGO_SETTINGS_MODULE": settings, "PYTHONUNBUFFERED": "1", **os.environ},
            stdin=subprocess.DEVNULL,
            pass_fds=[handle, descriptor],
        )
        try:
            code = process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
        if code:
            raise Problem(FULL if code == NO_ROOM or is_full(ROOT) else NOT_READY)
        accounts.seek(0)
        return accounts.read()


if __name__ == "__main__":
    main(command, "make run")
