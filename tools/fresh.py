"""A newcomer's first minutes: clone, `make run` with an empty home folder, read a page; then start again.

Prints how long each start took beside the time of its installation; fails only when the portal does not answer.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tools.console import ROOT
from tools.ports import free_port

PAGES = ("/", "/fr/", "/ar/", "/en/", "/zgh/", "/admin/login/")
LONGEST = 900  # seconds; a slow mirror is not a fault of the portal


def main() -> int:
    """Run the two starts; returns a shell's exit code."""
    with tempfile.TemporaryDirectory(prefix="portal-fresh-") as folder:
        clone, home = Path(folder) / "portal", Path(folder) / "home"
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        for name in ("first start", "second start"):
            seconds = start_and_read(clone, home)
            print(f"{name}: the portal answered after {seconds:.1f} s", flush=True)
    return 0


def start_and_read(clone: Path, home: Path) -> float:
    """Start the portal, read its pages, stop it; returns the seconds until it answered. Raises SystemExit when it fails."""
    port = str(free_port())
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PORT": port, "LANG": "C.UTF-8"}
    environment |= {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_", "SSL_"))}
    started = time.monotonic()
    log = clone / "first-minutes.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["make", "run"], cwd=clone, env=environment, stdout=output, stderr=output, start_new_session=True
        )
        try:
            wait_for_answer(process, log, f"http://localhost:{port}/", started)
            seconds = time.monotonic() - started
            for page in PAGES:
                read(f"http://localhost:{port}{page}")
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(timeout=30)
    return seconds


def wait_for_answer(process: subprocess.Popen, log: Path, url: str, started: float) -> None:
    """Returns when the address answers. Raises SystemExit with the output when the start ends or lasts too long."""
    while True:
        if process.poll() is not None or time.monotonic() - started > LONGEST:
            sys.exit(f"`make run` did not come to an answer:\n{log.read_text(errors='replace')[-4000:]}")
        try:
            return read(url)
        except OSError:
            time.sleep(0.2)


def read(url: str) -> None:
    """Fetch a page. Raises SystemExit when it does not answer 200."""
    with urllib.request.urlopen(url, timeout=30) as response:
        if response.status != 200:
            sys.exit(f"{url} answered {response.status}.")


if __name__ == "__main__":
    sys.exit(main())
