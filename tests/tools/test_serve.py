"""Web and worker live and die together, and nothing of them outlives their manager."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.console import Problem
from tools.serve import programs

# A child that has a child of its own, as the web server has, and tells both numbers.
PARENT = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
with open(sys.argv[1] + ".draft", "w") as draft:
    draft.write(f"{os.getpid()} {child.pid}")
os.replace(draft.name, sys.argv[1])  # whoever sees the file sees both numbers
print("is up", flush=True)
time.sleep(300)
"""
CRASHING = "import sys; open(sys.argv[1], 'a').write('x'); print('crashes', flush=True); sys.exit(3)"
# Ends once the worker is up: had it not started, nothing of it could be left.
ENDING = """
import os, sys, time
while not os.path.exists(sys.argv[1].removesuffix("web") + "worker"):
    time.sleep(0.05)
sys.exit(7)
"""
MANAGER = """
import sys
from tools import serve
serve.FIRST_PAUSE = 0.1
web, worker, record = sys.argv[1:]
programs = [
    serve.Program("web", [sys.executable, "-c", web, record + ".web"], essential=True, pause=0.1),
    serve.Program("worker", [sys.executable, "-c", worker, record + ".worker"], pause=0.1),
]
sys.exit(serve.Manager(programs, {}).run(lambda: None))
"""


@pytest.fixture
def manage(checkout, environment) -> Iterator[Callable[[str, str], subprocess.Popen]]:
    started = []

    def start(web: str, worker: str) -> subprocess.Popen:
        command = [sys.executable, "-c", MANAGER, web, worker, str(checkout / "record")]
        process = subprocess.Popen(command, cwd=checkout, env=environment, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def wait_for(condition: Callable[[], object], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def numbers(checkout: Path, name: str) -> list[int]:
    file = checkout / f"record.{name}"
    return [int(word) for word in file.read_text().split()] if file.exists() else []


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def both_up(checkout: Path) -> list[int]:
    assert wait_for(lambda: len(numbers(checkout, "web")) == 2 and len(numbers(checkout, "worker")) == 2)
    return numbers(checkout, "web") + numbers(checkout, "worker")


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_children_and_grandchildren(manage, checkout, signum):
    manager = manage(PARENT, PARENT)
    pids = both_up(checkout)
    assert all(is_running(pid) for pid in pids)
    manager.send_signal(signum)
    assert manager.wait(timeout=30) == 0
    assert wait_for(lambda: not any(is_running(pid) for pid in pids))


def test_a_killed_manager_leaves_no_process(manage, checkout):
    manager = manage(PARENT, PARENT)
    pids = both_up(checkout)
    os.kill(manager.pid, signal.SIGKILL)
    manager.wait()
    assert wait_for(lambda: not any(is_running(pid) for pid in pids))


def test_a_crashing_worker_is_started_again_and_the_web_server_stays(manage, checkout):
    manager = manage(PARENT, CRASHING)
    record = checkout / "record.worker"
    assert wait_for(lambda: record.exists() and len(record.read_text()) >= 4)
    assert manager.poll() is None
    assert is_running(numbers(checkout, "web")[0])
    manager.terminate()
    out, _ = manager.communicate(timeout=30)
    assert "worker | crashes" in out
    assert "worker | ended with exit code 3; starting it again in 0.1 s" in out
    assert "starting it again in 0.4 s" in out


def test_everything_ends_when_the_web_server_ends(manage, checkout):
    manager = manage(ENDING, PARENT)
    out, _ = manager.communicate(timeout=30)
    assert manager.returncode == 7
    assert "web    | ended with exit code 7; stopping everything" in out
    pids = numbers(checkout, "worker")
    assert len(pids) == 2
    assert wait_for(lambda: not any(is_running(pid) for pid in pids))


def test_a_storm_of_signals_never_hangs_the_manager(manage, checkout):
    """A handler that takes a lock waits for itself when the next signal comes while it holds that lock."""
    manager = manage(PARENT, PARENT)
    both_up(checkout)
    storm_ends = time.monotonic() + 5
    while manager.poll() is None and time.monotonic() < storm_ends:
        manager.send_signal(signal.SIGTERM)
    assert manager.wait(timeout=30) in (0, -signal.SIGTERM)  # the last may come after Python gave its handler back


@pytest.mark.parametrize("name", ["WEB_CONCURRENCY", "WEB_THREADS"])
@pytest.mark.parametrize("value", ["two", "0", "-1", "2.5", "٢"])
def test_sizes_that_are_no_numbers_are_refused_in_words(name, value):
    with pytest.raises(Problem, match=f"{name} is '{value}', and must be a number from 1"):
        programs("python", "127.0.0.1", 8000, {name: value})


def test_sizes_reach_the_web_server():
    web, _worker = programs("python", "127.0.0.1", 8000, {"WEB_CONCURRENCY": "3", "WEB_THREADS": "5"})
    assert "--workers 3 --blocking-threads 5" in " ".join(web.command)
