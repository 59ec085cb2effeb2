"""SQLite under write load during an import: no lock reaches a person."""

from pathlib import Path

import pytest

from tests.knowledge.rows import row, write
from tests.load.write_load import Outcome, run


def assert_nobody_was_hurt(outcome: Outcome) -> None:
    assert outcome.wrong == []
    assert outcome.saved > 0
    assert outcome.import_code == 0, outcome.import_output
    assert "database is locked" not in outcome.logs


def test_no_lock_reaches_a_person_while_texts_are_imported(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts.jsonl", [row(number) for number in range(60)])
    assert_nobody_was_hurt(run(tmp_path, texts, seconds=8))


@pytest.mark.long
def test_no_lock_reaches_a_person_in_a_minute_of_importing(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts.jsonl", [row(number) for number in range(3000)])
    outcome = run(tmp_path, texts, seconds=60)
    assert_nobody_was_hurt(outcome)
    print(f"{outcome.saved} saves and {outcome.statuses} answers in 60 s while 3,000 texts were imported")
