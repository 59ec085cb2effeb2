"""From a fresh clone and an empty home folder to a portal that is read, killed on the way as often as it takes."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.tools import until_ready
from tools.ports import status_of

ROOT = Path(__file__).resolve().parent.parent.parent
READING = "tests/journeys/test_reading.py::test_from_home_to_an_article_in_the_other_language"
WITHOUT_NETWORK = ("unshare", "--map-root-user", "--net")
KILL_AFTER_SECONDS = ((1, 15), (15, 60), (60, 120))  # making the environment, migrating, loading content


@pytest.fixture
def clone(tmp_path):
    subprocess.run(["git", "clone", "--quiet", ROOT, tmp_path / "clone"], check=True)
    (tmp_path / "home").mkdir()
    return tmp_path / "clone"


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(clone: Path, environment: dict[str, str], port: int) -> subprocess.Popen:
    with (clone.parent / "output").open("a") as out:
        return subprocess.Popen(
            ["make", "run"],
            cwd=clone,
            env={**environment, "HOME": str(clone.parent / "home"), "PORT": str(port)},
            stdout=out,
            stderr=out,
            start_new_session=True,
        )


def kill(process: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def seconds_until_ready(process: subprocess.Popen, port: int) -> float:
    started = time.monotonic()
    while time.monotonic() - started < 900:
        if process.poll() is not None:
            return float("inf")
        if status_of("127.0.0.1", port, "/fr/") == 200:
            return time.monotonic() - started
        time.sleep(0.1)
    return float("inf")


def stop(process: subprocess.Popen) -> None:
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(timeout=60)


def read_through(clone: Path, environment: dict[str, str], port: int) -> subprocess.CompletedProcess[str]:
    """Let the clone's own journeys walk through the portal that runs in it, from home to an article."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", READING],
        cwd=clone,
        env={**environment, "JOURNEYS_AT": f"http://127.0.0.1:{port}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.long
def test_a_fresh_clone_survives_kills_starts_again_and_is_read(clone, environment, port):
    for earliest, latest in KILL_AFTER_SECONDS:
        process = start(clone, environment, port)
        time.sleep(random.uniform(earliest, latest))
        kill(process)
    (clone.parent / "output").unlink()
    while status_of("127.0.0.1", port):  # what was killed must not answer for what is started
        time.sleep(0.1)
    process = start(clone, environment, port)
    try:
        first = seconds_until_ready(process, port)
        output = (clone.parent / "output").read_text()
        assert first < 900, output
        assert "Demonstration accounts" in output
        again = []
        for _ in range(3):  # the best of three: other work on the machine is not what is measured
            stop(process)
            process = start(clone, environment, port)
            again.append(seconds_until_ready(process, port))
        sys.stdout.write(f"ready after three kills: {first:.0f} s; started again, best of three: {min(again):.1f} s\n")
        assert max(again) < float("inf"), (clone.parent / "output").read_text()
        journeys = read_through(clone, environment, port)
        assert journeys.returncode == 0, journeys.stdout + journeys.stderr
        sys.stdout.write(f"journeys in the clone: {journeys.stdout.splitlines()[-1]}\n")
    finally:
        kill(process)


@pytest.mark.long
def test_after_the_first_start_no_network_is_needed(clone, environment, port):
    if not shutil.which("unshare") or subprocess.run([*WITHOUT_NETWORK, "true"], check=False).returncode:
        pytest.skip("This machine cannot start a program without a network: unshare --map-root-user --net fails.")
    process = start(clone, environment, port)
    try:
        assert seconds_until_ready(process, port) < 900, (clone.parent / "output").read_text()
        stop(process)
    finally:
        kill(process)
    result = subprocess.run(
        [*WITHOUT_NETWORK, sys.executable, until_ready.__file__, str(port), "--offline", "make", "run"],
        cwd=clone,
        env={**environment, "HOME": str(clone.parent / "home"), "PORT": str(port)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Installing" not in result.stdout
    assert "The portal is ready" in result.stdout
