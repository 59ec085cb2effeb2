"""Whatever state `.venv` was left in, the next command makes it whole or says what to do."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.tools.commands import bootstrap
from tools import faults
from tools.bootstrap import venv_problem


def test_an_empty_folder_gets_an_environment_and_the_second_run_does_nothing(checkout, environment):
    first = bootstrap(checkout, environment)
    assert first.returncode == 0, first.stderr
    assert "[1/2] Making" in first.stdout
    assert "[2/2] Installing" in first.stdout
    second = bootstrap(checkout, environment)
    assert (second.returncode, second.stdout) == (0, "")


@pytest.mark.long
def test_a_half_made_environment_is_made_again(checkout, environment):
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to("/nowhere/python3")
    (checkout / ".venv" / "left-over").touch()
    result = bootstrap(checkout, environment)
    assert result.returncode == 0, result.stderr
    assert json.loads((checkout / ".venv" / "portal.json").read_text())["requirements.txt"]
    assert not (checkout / ".venv" / "left-over").exists()


@pytest.mark.long
def test_an_environment_whose_interpreter_has_gone_is_made_again(checkout, environment):
    assert bootstrap(checkout, environment).returncode == 0
    (checkout / ".venv" / "bin" / "python").unlink()
    result = bootstrap(checkout, environment)
    assert "Making the Python environment" in result.stdout
    assert (checkout / ".venv" / "bin" / "python").exists()


@pytest.mark.long
def test_a_changed_lock_is_installed_without_making_the_environment_again(checkout, environment):
    assert bootstrap(checkout, environment).returncode == 0
    (checkout / ".venv" / "kept").touch()
    (checkout / "requirements.txt").write_text("# changed\n")
    result = bootstrap(checkout, environment)
    assert result.stdout.startswith("[1/1] Installing the packages of requirements.txt")
    assert (checkout / ".venv" / "kept").exists()


@pytest.mark.long
def test_a_failed_installation_leaves_no_stamp_and_names_what_failed(checkout, environment):
    (checkout / "requirements.txt").write_text("this is not a requirement\n")
    result = bootstrap(checkout, environment)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "var/logs/install.log" in result.stderr
    assert not (checkout / ".venv" / "portal.json").exists()


@pytest.mark.long
def test_two_setups_at_once_wait_for_each_other(checkout, environment):
    (checkout / "var").mkdir()
    with (checkout / "var" / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waiting = subprocess.Popen(
            [sys.executable, "-m", "tools.bootstrap"],
            cwd=checkout,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert waiting.stdout is not None
        assert "waiting until it has finished" in waiting.stdout.readline()
        assert not (checkout / ".venv").exists()
    out, _ = waiting.communicate(timeout=120)
    assert waiting.returncode == 0, out
    assert (checkout / ".venv" / "portal.json").exists()


@pytest.mark.long
def test_a_killed_setup_is_completed_by_the_next(checkout, environment):
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.bootstrap"], cwd=checkout, env=environment, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 60
    while not (checkout / ".venv").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not (checkout / ".venv" / "portal.json").exists()
    result = bootstrap(checkout, environment)
    assert result.returncode == 0, result.stderr
    assert (checkout / ".venv" / "portal.json").exists()


def test_missing_ensurepip_names_the_package_of_this_version():
    assert "apt-get install python3.12-venv" in venv_problem(False, (3, 12))
    assert venv_problem(True, (3, 12)) == ""


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the one that the lock file names"),
        ("error: Failed to fetch: `https://example.org/simple/`", "Check the connection"),
        ("ERROR: No matching distribution found for django==5.2.1", "Check the connection"),
        ("error: failed to build `pillow==1`", "no ready-made build"),
        ("PermissionError: [Errno 13] Permission denied: '.venv'", "may not write"),
        ("something nobody has seen before", "something nobody has seen before"),
    ],
)
def test_an_installers_error_becomes_a_sentence(output, words):
    assert words in faults.explain(output, Path("/srv/portal"))
