"""One cluster for all processes of a test run: `python -m tests.engines.keeper FOLDER` keeps it while one of them lives.

Whoever uses the cluster leaves a file named by its process in FOLDER/users. The keeper is a process of its own, so that
it ends the cluster whichever process leaves last, killed ones too.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.engines import opensearch
from tests.engines.elasticsearch_front import serve

NODES = 2
ROOT = Path(__file__).resolve().parent.parent.parent
BETWEEN_LOOKS = 0.3
#: Seconds for the fetching of the jars and the start.
PATIENCE = 600.0


def join(folder: Path) -> dict:
    """What the keeper says of the cluster: version, urls, front. Starts it for the first. Raises CannotStart."""
    users = folder / "users"
    users.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = _told(folder)
        (users / str(os.getpid())).touch()
        if not told:
            told = _start(folder)
    if "fault" in told:
        raise opensearch.CannotStart(told["fault"])
    return told


def leave(folder: Path) -> None:
    """Stop using the cluster; the last one waits until it is gone."""
    (folder / "users" / str(os.getpid())).unlink(missing_ok=True)
    told = _told(folder)
    while told and not _users(folder) and _lives(told["keeper"]):
        time.sleep(BETWEEN_LOOKS)


def _told(folder: Path) -> dict:
    """What a keeper that lives, or one that could not start, has written."""
    try:
        told = json.loads((folder / "told.json").read_text())
    except FileNotFoundError:
        return {}
    return told if "fault" in told or _lives(told["keeper"]) else {}


def _start(folder: Path) -> dict:
    (folder / "told.json").unlink(missing_ok=True)
    with (folder / "keeper.log").open("w") as log:
        command = [sys.executable, "-m", "tests.engines.keeper", str(folder)]
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None and not (folder / "told.json").exists():
        time.sleep(BETWEEN_LOOKS)
    process.poll()
    return _told(folder) or {"fault": f"The keeper of OpenSearch ended: {(folder / 'keeper.log').read_text()[-1000:]}"}


def _users(folder: Path) -> list[int]:
    return [pid for path in (folder / "users").iterdir() if _lives(pid := int(path.name))]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:  # a child that its parent has not buried yet is dead, too
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return True


def keep(folder: Path) -> None:
    """Start the cluster, tell of it, and stop it when nobody uses it any more."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        cluster = opensearch.start(NODES)
    except opensearch.CannotStart as error:
        _tell(folder, {"fault": str(error)})
        return
    try:
        front = serve(cluster.urls[0])
        _tell(folder, {"version": cluster.version, "urls": cluster.urls, "front": front})
        while _users(folder) and cluster.process.poll() is None:
            time.sleep(BETWEEN_LOOKS)
    finally:
        cluster.stop()


def _tell(folder: Path, told: dict) -> None:
    beside = folder / "told.new"
    beside.write_text(json.dumps({**told, "keeper": os.getpid()}))
    beside.replace(folder / "told.json")


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
