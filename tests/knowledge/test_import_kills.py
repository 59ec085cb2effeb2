"""An import that is killed at any moment and started again ends exactly as one that was left alone."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from core.models import ImportedItem, ImportRun
from core.publishing import system_user
from tests.knowledge.factories import APPROVER, approver, make_institution_page
from tests.knowledge.rows import large_row, row, write

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

TEXTS = 120
#: Texts written in several transactions, some at the beginning of what a batch would hold, some one after the other.
LARGE = (0, 7, 8, 40, 41, 42, 80, 119)
LEFT_OUT = (models.DateTimeField, models.FloatField)
#: Keys of a revision's content that hold the time of writing.
TIMES = {"first_published_at", "last_published_at", "latest_revision_created_at"}


@pytest.fixture
def empty_portal(portal, tmp_path) -> Path:
    """A database file with the tree and nothing imported."""
    make_institution_page(portal)
    approver()
    system_user("import")  # its unusable password is random
    path = tmp_path / "empty.sqlite3"
    # Not `backup`, which waits for ever for the transaction that every test is in.
    path.write_bytes(connection.connection.serialize())
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=WAL")
    return path


@pytest.fixture
def source(tmp_path) -> Path:
    rows = [row(n, title=f"Loi n° {n % 50}-99 relative au sujet") for n in range(TEXTS)]
    for n in LARGE:
        rows[n] = large_row(n)
    return write(tmp_path / "texts.jsonl", rows)


def copy_of(database: Path, name: str) -> Path:
    target = database.with_name(name)
    with closing(sqlite3.connect(database)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
    return target


def start(database: Path, source: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "VAR_DIR": str(database.parent / "var"),
    }
    command = [sys.executable, "manage.py", "import_resources", str(source), "--institution", "agency", "--publish"]
    return subprocess.Popen(
        [*command, "--approved-by", APPROVER, "--report", str(database.with_suffix(".report"))],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def imported(database: Path) -> int:
    with closing(sqlite3.connect(database, timeout=20)) as db:
        return db.execute(f"SELECT count(*) FROM {ImportedItem._meta.db_table}").fetchone()[0]


def is_finished(database: Path) -> bool:
    """Whether the import has reached its end, perhaps a moment before it was killed."""
    with closing(sqlite3.connect(database, timeout=20)) as db:
        return bool(db.execute(f"SELECT 1 FROM {ImportRun._meta.db_table} WHERE finished_at IS NOT NULL").fetchone())


def finish(process: subprocess.Popen[bytes]) -> None:
    _out, errors = process.communicate(timeout=600)
    assert process.returncode == 0, errors.decode()


def kill_at(process: subprocess.Popen[bytes], database: Path, count: int, delay: float) -> bool:
    """Kills the import and its helpers some time after it has written `count` texts; False when it ended before."""
    while imported(database) <= count and not is_finished(database):
        if process.poll() is not None:
            return False
        time.sleep(0.005)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return not is_finished(database)


def dump(database: Path) -> dict[str, list[Any]]:
    """Every row of every table, without the times at which it was written, and without floating-point numbers.

    The one such number is a weight in the admin's search index, an average over what was indexed by then.
    """
    tables: dict[str, list[Any]] = {}
    with closing(sqlite3.connect(database)) as db:
        for model in apps.get_models(include_auto_created=True):
            fields = [f for f in model._meta.local_concrete_fields if not isinstance(f, LEFT_OUT)]
            columns = ", ".join(f'"{field.column}"' for field in fields)
            rows = db.execute(f'SELECT {columns} FROM "{model._meta.db_table}" ORDER BY 1').fetchall()
            tables[model._meta.label] = [tuple(map(_timeless, one)) for one in rows]
    return tables


def _timeless(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("{"):
        return {name: part for name, part in json.loads(value).items() if name not in TIMES}
    return value


def assert_same(database: Path, expected: dict[str, list[Any]]) -> None:
    for table, rows in dump(database).items():
        assert rows == expected[table], table


def prove(empty_portal: Path, source: Path, kills: int, seed: int) -> None:
    quiet = copy_of(empty_portal, "quiet.sqlite3")
    finish(start(quiet, source))
    expected = dump(quiet)
    chance = random.Random(seed)
    killed = 0
    for attempt in range(10 * kills):
        database = copy_of(empty_portal, f"killed-{attempt}.sqlite3")
        while killed < kills and not is_finished(database):
            point = chance.randint(imported(database), TEXTS)
            killed += kill_at(start(database, source), database, point, chance.uniform(0, 0.1))
        if not is_finished(database):
            finish(start(database, source))
        assert_same(database, expected)
        if killed >= kills:
            break
    assert killed >= kills


@pytest.mark.long
def test_import_killed_three_times_ends_as_if_left_alone(empty_portal, source):
    prove(empty_portal, source, kills=3, seed=3)


@pytest.mark.long
def test_import_killed_twenty_times_ends_as_if_left_alone(empty_portal, source):
    prove(empty_portal, source, kills=20, seed=20)
