"""While a long import runs it says how far it is, how fast, and how long it still takes."""

import io
import json

import pytest

from core.importing import report
from core.importing.lines import LineFile
from core.importing.report import Progress


class Clock:
    """A clock that the test sets."""

    def __init__(self):
        self.now = 1000.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(report, "time", made)
    return made


def said(progress, clock, *, after, **arguments):
    """What is written when `after` seconds have passed."""
    clock.now += after
    progress._out = io.StringIO()
    progress.say(**arguments)
    return progress._out.getvalue().strip()


def test_progress_says_share_rate_and_time_left(clock):
    progress = Progress(io.StringIO())
    assert said(progress, clock, after=10, done=40, share=0.25) == "40 rows, 25%, 4 rows/s, 10 s, about 30 s left"
    assert (
        said(progress, clock, after=80, done=90, share=0.5)
        == "90 rows, 50%, 1 rows/s, 1 min 30 s, about 1 min 30 s left"
    )


def test_progress_speaks_once_a_second(clock):
    progress = Progress(io.StringIO())
    assert said(progress, clock, after=0.5, done=1, share=0.1) == ""
    assert said(progress, clock, after=0.6, done=2, share=0.2) != ""
    assert said(progress, clock, after=0.6, done=3, share=0.3) == ""


def test_progress_ends_at_100_percent_however_soon(clock):
    progress = Progress(io.StringIO())
    assert said(progress, clock, after=0, done=0, share=1.0, last=True) == "0 rows, 100%, 0 rows/s, 0 s"
    assert said(progress, clock, after=4, done=8, share=1.0, last=True) == "8 rows, 100%, 2 rows/s, 4 s"


def test_no_time_left_is_guessed_before_anything_is_read(clock):
    assert said(Progress(io.StringIO()), clock, after=5, done=0, share=0.0) == "0 rows, 0%, 0 rows/s, 5 s"


def test_share_of_a_file_only_grows_and_stays_whole_once_it_is_read(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps({"id": number}) + "\n" for number in range(5)))
    file = LineFile(path)
    shares = [file.share_read, *(file.share_read for _line in file.lines()), file.share_read]
    assert shares[0] == 0.0
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
