"""A file that means harm costs only itself: a state with a reason, and no more than the limits allow."""

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from knowledge.extraction import limits, process
from knowledge.extraction.result import Reason, State
from tests.knowledge.extraction.files import (
    billion_laughs,
    docx,
    huge_stream,
    million_pages,
    nested_forms,
    one_page,
    paragraph,
    stream,
    zip_bomb,
)


def assert_costs_little(seconds: float) -> None:
    """Children so far took no more memory than one may; the one before now ended in time."""
    assert time.monotonic() < seconds
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < 2 * limits.MEMORY


@pytest.mark.parametrize(
    ("make", "extension", "reason"),
    [
        (zip_bomb, "docx", Reason.TOO_LARGE),
        (billion_laughs, "docx", Reason.DAMAGED),
        (lambda: docx("<w:p>" * 200_000), "docx", Reason.DAMAGED),
        (lambda: b"<div>" * 500_000 + b"deep" + b"</div>" * 500_000, "html", Reason.DAMAGED),
        (huge_stream, "pdf", Reason.TOO_MUCH_MEMORY),
        (nested_forms, "pdf", Reason.TOO_MUCH_MEMORY),
    ],
    ids=["zip-bomb", "billion-laughs", "deep-docx", "deep-html", "huge-stream", "nested-forms"],
)
def test_a_bomb_costs_only_itself(result_of, make, extension, reason):
    content = make()
    until = time.monotonic() + limits.WALL_SECONDS / 2
    result = result_of(content, extension)
    assert (result.state, result.reason) == (State.UNREADABLE, reason)
    assert_costs_little(until)


def test_of_a_million_pages_the_first_are_read(result_of):
    result = result_of(million_pages())
    assert (result.state, result.reason, result.page_count) == (State.TEXT, Reason.TOO_LONG, 1_000_000)
    assert len(result.pages) == limits.MOST_PAGES


def test_pages_that_are_only_claimed_are_no_trouble(result_of):
    content = stream(b"BT /F 12 Tf 10 10 Td (word) Tj ET")
    result = result_of(one_page(content, count=1_000_000))
    assert [(page.number, page.text) for page in result.pages] == [(1, "word")]
    assert result_of(one_page(content, kids=b"2 0 R " * 20, count=1_000_000)).state is State.UNREADABLE


def test_a_file_over_the_size_is_not_even_opened(result_of, monkeypatch):
    monkeypatch.setattr(limits, "MOST_BYTES", 10)
    assert result_of(b"eleven bytes", "txt").reason is Reason.TOO_LARGE


@pytest.fixture
def child(monkeypatch, tmp_path):
    """Lets another program take the place of the child, with the same limits of the parent."""

    def use(program: str, **changed: float) -> None:
        (tmp_path / "knowledge" / "extraction").mkdir(parents=True)
        for folder in (tmp_path / "knowledge", tmp_path / "knowledge" / "extraction"):
            (folder / "__init__.py").touch()
        (tmp_path / "knowledge" / "extraction" / "child.py").write_text(program)
        monkeypatch.setattr(process, "ROOT", tmp_path)
        for name, value in changed.items():
            monkeypatch.setattr(limits, name, value)

    return use


def test_a_child_that_never_ends_is_killed_with_all_that_it_started(child, result_of, tmp_path):
    marker = tmp_path / "alive"
    helper = f"import time, pathlib; time.sleep(2); pathlib.Path({str(marker)!r}).touch()"
    child(
        f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {helper!r}]); time.sleep(60)",
        WALL_SECONDS=1,
    )
    started = time.monotonic()
    assert result_of(b"x", "txt").reason is Reason.TOO_LONG
    assert time.monotonic() - started < 5
    time.sleep(2)
    assert not marker.exists()


def test_a_child_that_writes_without_end_is_stopped(child, result_of):
    child("while True: print('x' * 100_000)", MOST_OUTPUT=1_000_000)
    assert result_of(b"x", "txt").reason is Reason.TOO_LONG


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "garbage",
        "[]",
        '{"state": "text", "reason": null, "page_count": null}',
        '{"number": -1, "text": "x"}\n{"state": "text", "reason": null, "page_count": 1}',
        '{"number": true, "text": "x"}\n{"state": "text", "reason": null, "page_count": 1}',
        '{"number": 1, "text": ["x"]}\n{"state": "text", "reason": null, "page_count": 1}',
        '{"number": 1, "text": "x"}\n{"state": "public", "reason": null, "page_count": 1}',
        '{"number": 1, "text": "x"}\n{"state": "text", "reason": null, "page_',
        "[" * 100_000,
    ],
)
def test_what_a_child_says_is_not_believed_unseen(child, result_of, printed):
    child(f"print({printed!r}, end='')")
    assert result_of(b"x", "txt").reason is Reason.DAMAGED


def test_text_that_no_database_takes_is_made_harmless(child, result_of):
    page = r'{"number": 1, "text": "a\u0000b\ud800c"}'
    child(f'print({page!r}); print(\'{{"state": "text", "reason": null, "page_count": 1}}\')')
    assert [page.text for page in result_of(b"x", "txt").pages] == ["abc"]


def test_the_child_has_no_secrets_and_no_settings(child, result_of, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret of the portal")
    child(
        "import json, os; print(json.dumps({'number': 1, 'text': ' '.join(os.environ)}));"
        "print(json.dumps({'state': 'text', 'reason': None, 'page_count': 1}))"
    )
    assert set(result_of(b"x", "txt").pages[0].text.split()) <= {"LANG", "LC_CTYPE", "PWD"}


KILLED = """
import subprocess, sys
from knowledge.extraction import process
class Popen(subprocess.Popen):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        print(self.pid, flush=True)
subprocess.Popen = Popen
process.extract(open(sys.argv[1], "rb"), "html")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux ends a process with its parent.")
def test_a_worker_that_is_killed_leaves_no_child_behind(tmp_path):
    slow = tmp_path / "slow.html"  # the parser compares each of the attributes with all before
    slow.write_text("<p " + " ".join(f'a{number}="1"' for number in range(300_000)) + ">word")
    worker = subprocess.Popen([sys.executable, "-c", KILLED, slow], cwd=process.ROOT, stdout=subprocess.PIPE, text=True)
    child = int(worker.stdout.readline())
    time.sleep(1)
    assert Path(f"/proc/{child}/cmdline").read_bytes()
    worker.kill()
    worker.wait()
    end = time.monotonic() + 10
    while Path(f"/proc/{child}/cmdline").exists() and Path(f"/proc/{child}/cmdline").read_bytes():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_the_programs_of_the_child_know_nothing_of_django(result_of):
    program = "import sys, knowledge.extraction.child, knowledge.extraction.reading; print('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=process.ROOT, capture_output=True, text=True, env={}, check=True
    )
    assert done.stdout.strip() == "False"
    assert result_of(paragraph("x").encode(), "html").state is State.TEXT
