"""An import of items that is killed at any moment and started again ends exactly as one that was left alone."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection

from core.importing.uploads import ImportJob
from core.outbox.models import OutboxEntry
from core.publishing import system_user
from knowledge.importers.items import jobs
from tests.knowledge.factories import APPROVER, approver, make_institution_page
from tests.knowledge.items import MAPPING, cells, keep_files_in, write_csv, write_folder
from tests.knowledge.test_import_kills import assert_same, copy_of, dump, finish, imported, is_finished, kill_at

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

FILES = 90
#: Does what is due in the outbox, as a worker would.
WORKER = "import django; django.setup(); from core.outbox.worker import drain; drain()"


def save(path: Path) -> Path:
    """The database of the test as a file."""
    path.write_bytes(connection.connection.serialize())
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=WAL")
    return path


@pytest.fixture
def empty_portal(portal, tmp_path) -> Path:
    make_institution_page(portal)
    approver()
    system_user("import")  # its unusable password is random
    return save(tmp_path / "empty.sqlite3")


@pytest.fixture
def folder(tmp_path) -> Path:
    """Files that link to the next one, to the one before and to the first."""
    files = {
        f"{n:03}.md": f"# Fiche {n % 40}\n\n[Après]({(n + 1) % FILES:03}.md), [avant]({(n - 1) % FILES:03}.md), "
        f"[début](./000.md), [rien](no.md).\n\nTexte {n}."
        for n in range(FILES)
    }
    return write_folder(tmp_path / "guides", files)


def environment(database: Path) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "VAR_DIR": str(database.parent / "var"),
        "PYTHONPATH": str(settings.BASE_DIR),
        # Wagtail writes the references of a changed page in the order of a set, which differs from process to process.
        "PYTHONHASHSEED": "1",
    }


def start(database: Path, command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=environment(database),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def command(database: Path, folder: Path) -> subprocess.Popen[bytes]:
    words = ["manage.py", "import_items", str(folder), "--format", "markdown", "--kind", "guide", "--language", "fr"]
    words += ["--institution", "agency", "--publish", "--approved-by", APPROVER]
    return start(database, [*words, "--report", str(database.with_suffix(".report"))])


def prove(empty_portal: Path, folder: Path, kills: int, seed: int) -> None:
    quiet = copy_of(empty_portal, "quiet.sqlite3")
    finish(command(quiet, folder))
    expected = dump(quiet)
    assert any("linktype" in str(row) for row in expected["institutions.ItemPage"])
    chance = random.Random(seed)
    killed = attempt = 0
    while killed < kills and attempt < 10 * kills:
        attempt += 1
        database = copy_of(empty_portal, f"killed-{attempt}.sqlite3")
        while killed < kills and not is_finished(database):
            point = chance.randint(imported(database), FILES)
            # After the last page was created, links are still to be written for a while.
            killed += kill_at(command(database, folder), database, min(point, FILES - 1), chance.uniform(0, 1.5))
        if not is_finished(database):
            finish(command(database, folder))
        assert_same(database, expected)
    assert killed >= kills


@pytest.mark.long
def test_folder_killed_three_times_ends_as_if_left_alone(empty_portal, folder):
    prove(empty_portal, folder, kills=3, seed=5)


@pytest.mark.long
def test_folder_killed_twenty_times_ends_as_if_left_alone(empty_portal, folder):
    prove(empty_portal, folder, kills=20, seed=21)


def rows_done(database: Path) -> int:
    with closing(sqlite3.connect(database, timeout=20)) as db:
        return db.execute(f"SELECT rows_done FROM {ImportJob._meta.db_table}").fetchone()[0]


def end_leases(database: Path) -> None:
    """As if so much time had passed that a worker which has not come back counts as lost."""
    with closing(sqlite3.connect(database, timeout=20)) as db, db:
        db.execute(
            f"UPDATE {OutboxEntry._meta.db_table} SET lease_until = '2020-01-01 00:00:00' WHERE lease_token NOTNULL"
        )


#: What tells of the way to the result: tasks, their counter.
OF_THE_WAY = ("core.OutboxEntry", "core.OutboxCounter", "core.ImportRun", "core.ImportJob")


def without_the_way(database: Path) -> dict:
    return {table: rows for table, rows in dump(database).items() if table not in OF_THE_WAY}


def test_worker_killed_in_the_middle_of_an_upload_goes_on(empty_portal, tmp_path, settings):
    keep_files_in(settings, tmp_path / "var" / "media")
    path = write_csv(tmp_path / "guides.csv", [cells(n) for n in range(120)])
    job = ImportJob(owner=approver(), format="table", file_name="guides.csv", kind="guide", state="checked")
    job.options = MAPPING | {"list_name": "guides"}
    job.file.save("upload", ContentFile(path.read_bytes()))
    job.save()
    assert jobs.start(job, imports=True)
    waiting = save(tmp_path / "waiting.sqlite3")
    quiet = copy_of(waiting, "quiet.sqlite3")
    stored = Path(job.file.path)
    content = stored.read_bytes()
    finish(start(quiet, ["-c", WORKER]))
    assert rows_done(quiet) == 120
    expected = without_the_way(quiet)
    assert len(expected["institutions.ItemPage"]) == 120

    stored.write_bytes(content)  # the first import removed it
    database = copy_of(waiting, "killed.sqlite3")
    killed, chance = 0, random.Random(7)
    while killed < 3:
        process = start(database, ["-c", WORKER])
        point = rows_done(database)
        while rows_done(database) <= point and process.poll() is None:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.05))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        process.communicate()
        if rows_done(database) == 120:
            break
        end_leases(database)
    assert killed
    end_leases(database)
    finish(start(database, ["-c", WORKER]))
    assert rows_done(database) == 120
    found = without_the_way(database)
    for table, rows in expected.items():
        assert found[table] == rows, table
