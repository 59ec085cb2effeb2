"""SQLite under write load during an import: no lock reaches a person."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.knowledge.rows import row, write
from tests.load.people import Outcome
from tests.load.write_load import run

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

#: More than any machine imports in a minute beside people at work.
MANY = 30_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the empty database of the tests: making one anew would take longer than the test."""
    path = tmp_path / "db.sqlite3"
    path.write_bytes(connection.connection.serialize())
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=WAL")
    return tmp_path


def assert_nobody_was_hurt(outcome: Outcome) -> None:
    assert outcome.wrong == []
    assert outcome.saved > 0
    assert outcome.published > 0
    assert "database is locked" not in outcome.logs


def test_no_lock_reaches_a_person_while_texts_are_imported(folder: Path) -> None:
    texts = write(folder / "texts.jsonl", [row(number) for number in range(60)])
    outcome = run(folder, texts, seconds=8, to_its_end=True)
    assert_nobody_was_hurt(outcome)
    assert outcome.import_code == 0, outcome.import_output


@pytest.mark.long
def test_no_lock_reaches_a_person_in_a_minute_of_importing(folder: Path) -> None:
    texts = write(folder / "texts.jsonl", [row(number) for number in range(MANY)])
    outcome = run(folder, texts, seconds=60, to_its_end=False)
    assert_nobody_was_hurt(outcome)
    assert outcome.is_importing, outcome.import_output
    print(f"\nin 60 s {outcome.saved} saves, {outcome.published} publications, answers by status: {outcome.statuses}")
    print([line.strip() for line in outcome.import_output.splitlines() if "rows/s" in line][-1])
