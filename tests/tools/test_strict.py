"""Nothing is left unproved unnoticed: tests/strict.py says what was left out, or fails the run."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NO_DATA = """
from pathlib import Path
from tests import strict
strict.SHARED = Path("/nowhere")
"""
SUITE = """
import pytest
@pytest.mark.shared
def test_with_data(): pass
@pytest.mark.shared
@pytest.mark.long
def test_with_data_for_minutes(): pass
def test_without(): pass
"""


def run(folder: Path, environment: dict[str, str], *options: str, **variables: str) -> subprocess.CompletedProcess:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.strict",
        "-c",
        "/dev/null",
        "-W",
        "ignore",
        *options,
        str(folder),
    ]
    variables |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env={**environment, **variables}, capture_output=True, text=True, check=False)


@pytest.fixture
def suite(tmp_path) -> Path:
    """Three tests, where there is no ../shared and two need it."""
    folder = tmp_path / "suite"
    folder.mkdir()
    (folder / "conftest.py").write_text(NO_DATA)
    (folder / "test_it.py").write_text(SUITE)
    return folder


@pytest.mark.parametrize(
    "content",
    ["def test_out(): pytest.skip('why not')", "pytest.skip('why not', allow_module_level=True)"],
)
def test_a_skip_fails_where_none_is_allowed(tmp_path, environment, content):
    (tmp_path / "test_it.py").write_text(f"import pytest\n{content}\n")
    result = run(tmp_path, environment, PORTAL_NO_SKIP="1")
    assert result.returncode != 0
    assert "not allowed here (PORTAL_NO_SKIP=1): Skipped: why not" in result.stdout
    assert "skipped" not in result.stdout.splitlines()[-1]


@pytest.mark.parametrize("processes", [(), ("-p", "xdist", "-n", "2")], ids=["one process", "two processes"])
@pytest.mark.parametrize(("chosen", "count"), [("", 2), ("not long", 1)])
def test_what_is_left_out_for_want_of_data_is_counted(suite, environment, processes, chosen, count):
    result = run(suite, environment, "-m", chosen, *processes)
    assert result.returncode == 0, result.stdout
    assert f"\nTests left out because ../shared, whose data they need, is not there: {count}.\n" in result.stdout
    assert "1 passed" in result.stdout.splitlines()[-1]


def test_nothing_is_said_where_nothing_was_left_out(suite, environment):
    result = run(suite, environment, "-m", "not shared")
    assert (result.returncode, "left out" in result.stdout) == (0, False)


@pytest.mark.parametrize(("chosen", "failed"), [("", "2 errors"), ("not long", "1 error")])
def test_what_needs_absent_data_fails_where_no_skip_is_allowed(suite, environment, chosen, failed):
    result = run(suite, environment, "-m", chosen, PORTAL_NO_SKIP="1")
    assert result.returncode == 1
    assert "not allowed here (PORTAL_NO_SKIP=1): Skipped: ../shared, whose data it needs, is not there" in result.stdout
    assert f"1 passed, {failed}" in result.stdout.splitlines()[-1].replace(" 1 deselected,", "")


def test_a_run_that_needs_no_data_passes_without_it_even_there(suite, environment):
    assert run(suite, environment, "-m", "not shared", PORTAL_NO_SKIP="1").returncode == 0
