"""Workers and writers killed with SIGKILL at random points: nothing is lost, nothing is stuck, no key in two hands."""

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import environ
import psycopg
import pytest

pytestmark = pytest.mark.django_db  # it has a database of its own, of each engine
PROGRAM = Path(__file__).with_name("outbox_kills.py")


@pytest.fixture
def database_url(tmp_path):
    """An empty database of the engine under test, of its own."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{tmp_path / 'kills.sqlite3'}"
        return
    name = f"kills_{uuid.uuid4().hex}"
    base, mark, query = url.partition("?")
    parts = environ.Env.db_url_config(url)
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    known = {names[part]: value for part, value in parts.items() if part in names and value}
    with psycopg.connect(**known, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{base.rpartition('/')[0]}/{name}{mark}{query}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(database_url, folder, kills):
    ended = subprocess.run(
        [sys.executable, PROGRAM, folder, str(kills)],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": database_url,
            "VAR_DIR": str(folder),
            "PYTHONPATH": str(PROGRAM.parents[2]),
            "LOG_LEVEL": "CRITICAL",
        },
        capture_output=True,
        text=True,
        timeout=60 + kills,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def assert_nothing_lost(found):
    assert found["different"] == []
    assert found["left"] == found["set_aside"] == 0
    assert not found["two_holders"]
    assert not found["locked"]
    assert found["changes"] > 0
    assert found["jobs"]
    assert found["ended"] == [0, 0], "SIGTERM ends a worker after its work"


def test_ten_kills_lose_nothing(database_url, tmp_path):
    assert_nothing_lost(run(database_url, tmp_path, 10))


@pytest.mark.long
def test_two_hundred_kills_lose_nothing(database_url, tmp_path):
    assert_nothing_lost(run(database_url, tmp_path, 200))
