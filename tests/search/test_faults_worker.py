"""Workers that run while their index is harmed build a new one by themselves, and go on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.test_outbox_kills import database_url  # noqa: F401
from tests.search.faulty import FOLDER_FAULTS

pytestmark = pytest.mark.django_db  # it has a database of its own, of each kind
PROGRAM = Path(__file__).with_name("faulty_worker.py")
ROOT = PROGRAM.parents[2]


def run(database_url, folder, faults):  # noqa: F811
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.search.histories_settings",
        "DATABASE_URL": database_url,
        "SEARCH_URL": "tantivy://",
        "VAR_DIR": str(folder),
        "PYTHONPATH": str(ROOT),
        "LOG_LEVEL": "CRITICAL",
    }
    migrate = [sys.executable, ROOT / "manage.py", "migrate", "-v0", "--skip-checks"]
    subprocess.run(migrate, env=environment, check=True, capture_output=True, timeout=300)
    ended = subprocess.run(
        [sys.executable, PROGRAM, *faults], env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    return json.loads(ended.stdout)


def assert_repaired(found):
    assert {fault: left for fault, left in found["left"].items() if left} == {}
    assert found["ended"] == [0, 0]
    assert found["indexes"] == 1


@pytest.mark.either
@pytest.mark.long
def test_a_running_worker_builds_a_spoilt_index_again(database_url, tmp_path):  # noqa: F811
    assert_repaired(run(database_url, tmp_path, ["segments garbage"]))


@pytest.mark.long
def test_a_running_worker_survives_every_harm(database_url, tmp_path):  # noqa: F811
    assert_repaired(run(database_url, tmp_path, [*FOLDER_FAULTS]))


@pytest.mark.long
def test_two_workers_two_builders_and_an_editor_do_not_harm_each_other(database_url, tmp_path):  # noqa: F811
    assert_repaired(run(database_url, tmp_path, ["crowd", "4"]))


@pytest.mark.long
def test_a_minute_of_it(database_url, tmp_path):  # noqa: F811
    assert_repaired(run(database_url, tmp_path, ["crowd", "60"]))
