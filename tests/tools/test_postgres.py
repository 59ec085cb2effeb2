"""The throw-away PostgreSQL works for any user and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import environ
import psycopg
import pytest

from tools import postgres
from tools.console import Problem

pytestmark = pytest.mark.skipif(postgres.programs() is None, reason=postgres.MISSING)
HOLDER = "import os, time; print(os.environ['DATABASE_URL'], flush=True); time.sleep(300)"


def connect(url: str) -> psycopg.Connection:
    config = environ.Env.db_url_config(url)
    return psycopg.connect(host=config["HOST"], user=config["USER"], dbname=config["NAME"])


def servers_in(folder: Path) -> list[Path]:
    found = []
    for commandline in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = commandline.read_bytes().split(b"\0")
        except OSError:  # it ended while we looked
            continue
        if bytes(folder / "data") in words:
            found.append(commandline)
    return found


def test_it_speaks_unicode_through_a_socket_and_then_is_gone():
    with postgres.throwaway() as url:
        folder = Path(environ.Env.db_url_config(url)["HOST"])
        with connect(url) as connection:
            assert connection.execute("select lower('ÉGALITÉ'), current_setting('listen_addresses')").fetchone() == (
                "égalité",
                "",
            )
        assert folder.exists()
    assert not folder.exists()
    assert not servers_in(folder)


def test_a_killed_caller_leaves_no_server_and_the_next_removes_its_folder():
    command = [sys.executable, "-m", "tools.postgres", sys.executable, "-c", HOLDER]
    caller = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert caller.stdout is not None
    folder = Path(environ.Env.db_url_config(caller.stdout.readline().strip())["HOST"])
    assert servers_in(folder)
    os.killpg(caller.pid, signal.SIGKILL)
    caller.wait()
    deadline = time.monotonic() + 20
    while servers_in(folder) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not servers_in(folder)
    with postgres.throwaway():
        assert not folder.exists()


def test_without_the_programs_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(postgres, "programs", lambda: None)
    with pytest.raises(Problem, match="apt-get install postgresql"), postgres.throwaway():
        pass
