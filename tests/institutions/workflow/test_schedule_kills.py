"""The worker killed with SIGKILL around scheduled publishing: each page is published exactly once, none early."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.test_outbox_kills import database_url  # noqa: F401

pytestmark = pytest.mark.django_db  # it has a database of its own, of each engine
PROGRAM = Path(__file__).with_name("schedule_kills.py")
ROOT = PROGRAM.parents[3]


def run(url, folder, kills):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": url,
        "VAR_DIR": str(folder),
        "PYTHONPATH": str(ROOT),
        "LOG_LEVEL": "CRITICAL",
    }
    migrate = [sys.executable, ROOT / "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=environment, check=True, timeout=300, capture_output=True)
    command = [sys.executable, PROGRAM, str(kills)]
    ended = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=240 + 3 * kills, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def assert_once_and_none_early(found, kills):
    wanted = {"pages": kills, "live": kills, "once": kills, "early": 0, "left": 0, "faults": [], "ended": [0, 0]}
    assert {name: found[name] for name in wanted} == wanted, found["job_errors"]


@pytest.mark.postgres  # on SQLite, make test-long kills it fifty times
def test_a_few_kills(database_url, tmp_path):  # noqa: F811
    assert_once_and_none_early(run(database_url, tmp_path, 5), 5)


@pytest.mark.long
def test_fifty_kills(database_url, tmp_path):  # noqa: F811
    assert_once_and_none_early(run(database_url, tmp_path, 50), 50)
