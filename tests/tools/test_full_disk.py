"""A disk that is full ends the command with one sentence, and with room the next run goes on."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tools import until_ready
from tests.tools.commands import assert_one_sentence, bootstrap
from tools.console import ROOT
from tools.ports import free_port

LITTLE_ROOM = """
import collections, shutil
Usage = collections.namedtuple("Usage", "total used free")
shutil.disk_usage = lambda path: Usage(10**9, 10**9 - 10**7, 10**7)
"""
# SQLite's own error for a full disk, "database or disk is full", without filling one.
SMALL_DATABASE = """
import functools, sqlite3
connect = sqlite3.dbapi2.connect

def small(*arguments, **options):
    connection = connect(*arguments, **options)
    connection.execute("PRAGMA max_page_count = 50")
    return connection

sqlite3.dbapi2.connect = small
"""


@pytest.fixture
def patched(tmp_path) -> Callable[[str], dict[str, str]]:
    """Gives the variables that make every Python run some code first."""

    def variables(code: str) -> dict[str, str]:
        folder = tmp_path / "patched"
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(code)
        return {"PYTHONPATH": str(folder)}

    return variables


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Callable[[str], Path]]:
    """Mounts a disk in memory of the size it is called with, or gives the one that is mounted another size."""
    place = tmp_path / "disk"
    place.mkdir()

    def resize(size: str) -> Path:
        again = ",remount" if place.is_mount() else ""
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}{again}", "tmpfs", str(place)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"This user may not mount a small disk: {done.stderr.strip()}")
        return place

    yield resize
    if place.is_mount():
        subprocess.run(["umount", str(place)], check=True)


def put_commands(checkout: Path, place: Path) -> Path:
    subprocess.run(["cp", "-r", *checkout.glob("tools"), *checkout.glob("*.txt"), place], check=True)
    return place


def put_portal(place: Path) -> Path:
    """The whole project as it is here, without its documentation, with the packages that are installed for it."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    files = [name for name in names if (ROOT / name).is_file() and not name.startswith("docs/")]
    subprocess.run(["cp", "--parents", "-t", place, *files], cwd=ROOT, check=True)
    (place / ".venv").symlink_to(sys.prefix)
    return place


def run(place: Path, environment: dict[str, str]) -> subprocess.CompletedProcess:
    """`make run` until the portal answers or the command ends; its end comes through as 1 or what it was."""
    port = str(free_port())
    return subprocess.run(
        [sys.executable, until_ready.__file__, port, sys.executable, "-m", "tools.run"],
        cwd=place,
        env={**environment, "PORT": port},
        capture_output=True,
        text=True,
        check=False,
    )


def test_too_little_room_is_said_before_anything_is_made(checkout, environment, patched):
    result = bootstrap(checkout, environment | patched(LITTLE_ROOM))
    assert_one_sentence(result, "The disk is too full: this needs about 800 MB free")
    assert not (checkout / ".venv").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="This system has no /dev/full, a file that is always full.")
@pytest.mark.long
def test_a_file_that_finds_no_room_is_a_full_disk_and_the_next_run_recovers(checkout, environment):
    log = checkout / "var" / "logs" / "install.log"
    log.parent.mkdir(parents=True)
    log.symlink_to("/dev/full")
    assert_one_sentence(bootstrap(checkout, environment), "The disk is full")
    log.unlink()
    result = bootstrap(checkout, environment)
    assert result.returncode == 0, result.stderr
    assert (checkout / ".venv" / "portal.json").exists()


@pytest.mark.long
def test_a_database_that_finds_no_room_ends_the_run_with_a_sentence(tmp_path, environment, patched):
    (tmp_path / "portal").mkdir()
    place = put_portal(tmp_path / "portal")
    assert_one_sentence(run(place, environment | patched(SMALL_DATABASE)), "The disk is full, so the database could")


@pytest.mark.long
@pytest.mark.parametrize("size", ["3m", "12m"])  # full while the environment is made, and while packages arrive
def test_an_installation_that_fills_a_real_disk_is_completed_once_there_is_room(
    checkout, environment, small_disk, size
):
    place = put_commands(checkout, small_disk(size))
    code = place / "tools" / "bootstrap.py"
    code.write_text(code.read_text().replace("RUNTIME: 800", "RUNTIME: 0"))  # as if another program took the room
    assert_one_sentence(bootstrap(place, environment), "The disk is full")
    small_disk("100m")
    result = bootstrap(place, environment)
    assert result.returncode == 0, result.stderr
    assert (place / ".venv" / "portal.json").exists()


@pytest.mark.long
@pytest.mark.parametrize("left", [0, 1, 3, 10])  # MB: full at the translations, at the tables, and at the content
def test_a_portal_that_fills_a_real_disk_is_ready_once_there_is_room(environment, small_disk, left):
    place = put_portal(small_disk("100m"))
    used = os.statvfs(place)
    megabytes = (used.f_blocks - used.f_bfree) * used.f_frsize // 2**20 + 1
    small_disk(f"{megabytes + left}m")
    assert_one_sentence(run(place, environment), "The disk is full")
    small_disk("100m")
    result = run(place, environment)
    assert result.returncode == 0, result.stdout + result.stderr
