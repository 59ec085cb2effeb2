"""Random histories of pages with a worker that is killed with SIGKILL: index and database agree in the end, and no reader
ever saw what was not public."""

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from tests.core.test_outbox_kills import database_url  # noqa: F401

pytestmark = pytest.mark.django_db  # it has a database of its own, of each kind
PROGRAM = Path(__file__).with_name("histories.py")
ROOT = PROGRAM.parents[2]


def live_through(database_url, folder, search_url, seed, kills):  # noqa: F811
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.search.histories_settings",
        "DATABASE_URL": database_url,
        "SEARCH_URL": search_url,
        "VAR_DIR": str(folder),
        "PYTHONPATH": str(ROOT),
        "LOG_LEVEL": "CRITICAL",
    }
    migrate = [sys.executable, ROOT / "manage.py", "migrate", "-v0", "--skip-checks"]
    subprocess.run(migrate, env=environment, check=True, capture_output=True, timeout=300)
    ended = subprocess.run(
        [sys.executable, PROGRAM, folder, str(seed), str(kills)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=180 + 3 * kills,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    return json.loads(ended.stdout)


def assert_true_to_the_database(found):
    assert found["faults"] == []
    assert found["wrong"] == []
    assert found["different"] == []
    assert found["left"] == 0
    assert found["ended"] == 0
    assert found["searches"] > 20
    assert len(found["changes"]) >= 5


@pytest.mark.parametrize("seed", [1])
@pytest.mark.long
def test_a_killed_worker_loses_nothing_on_tantivy(database_url, tmp_path, seed):  # noqa: F811
    assert_true_to_the_database(live_through(database_url, tmp_path, "tantivy://", seed, 6))


@pytest.mark.long
def test_a_killed_worker_loses_nothing_on_opensearch(database_url, tmp_path, search_hosts):  # noqa: F811
    address = f"opensearch://{search_hosts['opensearch']}/h{uuid.uuid4().hex[:12]}?timeout=10&write_timeout=30"
    assert_true_to_the_database(live_through(database_url, tmp_path, address, 2, 4))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 16))
def test_killed_workers_of_many_histories_lose_nothing(database_url, tmp_path, seed):  # noqa: F811
    assert_true_to_the_database(live_through(database_url, tmp_path, "tantivy://", seed, 40))
