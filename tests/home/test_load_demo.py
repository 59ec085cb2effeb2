"""A load of the demonstration that is killed goes on where it stopped, and ends as one that was not."""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

# Without the mark django_db, pytest-django prepares no database of tests, and the file would be somebody's own.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

CHOSEN = (
    *("themes/public-procurement", "themes/procurement-remedies", "sectors/health", "regions/oriental"),
    *("institutions/cour-des-comptes", "items/who-audits-your-commune", "texts/charter-of-publication"),
    *("institutions/sgg", "institutions/inpplc", "pages/home", "pages/about", "texts/moderation-rules"),
    *("items/administrative-decision-sixty-days", "institutions/ministere-transition-numerique"),
)
KILLS = (2, 4)  # batches of pages after which each load is killed


@pytest.fixture
def folder(tmp_path):
    """A demonstration of a few items, with whatever stands above them."""
    target = tmp_path / "demo"
    for name in CHOSEN:
        for path in (settings.BASE_DIR / "demo").glob(f"{name}.*.md"):
            (target / path.parent.name).mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target / path.parent.name)
    shutil.copytree(settings.BASE_DIR / "demo" / "files", target / "files")
    return target


def load(folder, database, kill_after=0):
    """Loads into a copy of the migrated database, in a process of its own."""
    return subprocess.run(
        [sys.executable, str(Path(__file__).with_name("demo_kill.py")), str(folder), str(kill_after)],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": f"sqlite:///{database}",
            "VAR_DIR": str(database.parent),
            "LANGUAGES": "ar,fr",
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def migrated(tmp_path_factory, django_db_setup, django_db_blocker):
    """A file with the tables and first rows of the database of the tests, copied before any transaction begins."""
    path = tmp_path_factory.mktemp("migrated") / "db.sqlite3"
    with django_db_blocker.unblock(), contextlib.closing(sqlite3.connect(path)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    return path


@pytest.mark.long
def test_killed_loads_end_as_one_that_was_not(folder, migrated, tmp_path):
    whole = load(folder, shutil.copy(migrated, tmp_path / "whole.sqlite3"))
    assert whole.returncode == 0, whole.stderr
    database = shutil.copy(migrated, tmp_path / "killed.sqlite3")
    for number in KILLS:
        assert load(folder, database, number).returncode == -signal.SIGKILL
    last = load(folder, database)
    assert last.returncode == 0, last.stderr
    found = json.loads(last.stdout)
    assert found == json.loads(whole.stdout)
    assert not any(found[name] for name in ("twice", "unapproved", "problems", "wrong"))
    assert len(found["accounts"]) == 5
    assert len(found["pages"]) > 2 * len(CHOSEN)
    assert found["files"] == {"public": 6, "private": 0}  # two originals and a picture, each in two languages
    assert found["relations"] == ["ar implements", "fr implements"]
