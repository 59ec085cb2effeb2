"""The last line of `make test` tells the truth about what ran, failed, and was left out."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tools import needs
from tools import test as runner
from tools.console import Problem
from tools.needs import Need
from tools.stages import Stage, long_stages, stages

ROOT = Path(__file__).resolve().parent.parent.parent
ABSENT = Need("Teapot", "no tea is tested", "Debian: apt-get install teapot.", lambda: False)
PRESENT = Need("Kettle", "no water boils", "Debian: apt-get install kettle.", lambda: True)
SUITE = """
import pytest
def test_good(): pass
def test_bad(): assert False
def test_left_out(): pytest.skip("no reason")
"""


@pytest.fixture(autouse=True)
def plain_pytest(monkeypatch):
    """The inner runs need none of our plugins, and start faster without."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def pytest_stage(folder: Path, content: str) -> Stage:
    (folder / "test_it.py").write_text(content)
    command = [sys.executable, "-m", "pytest", "-q", str(folder)]
    return Stage("suite", "it", [*command, "--rootdir", str(folder), "-c", "/dev/null"], is_pytest=True)


def test_pytest_results_are_counted_one_by_one(tmp_path):
    result = runner._run(pytest_stage(tmp_path, SUITE), is_ci=False)
    assert (result.passed, result.failed, result.skipped) == (1, 1, 1)
    assert result.word == "FAILED"


def test_a_suite_without_tests_is_a_failure(tmp_path):
    result = runner._run(pytest_stage(tmp_path, "x = 1\n"), is_ci=False)
    assert result.failed == 1
    assert "no test was found" in result.remark


def test_chosen_tests_may_belong_to_another_stage(tmp_path):
    result = runner._run(replace(pytest_stage(tmp_path, "x = 1\n"), may_be_empty=True), is_ci=True)
    assert (result.passed, result.failed, result.word) == (0, 0, "left out")


def test_pytest_that_cannot_start_is_a_failure(tmp_path):
    result = runner._run(Stage("suite", "it", [sys.executable, "-c", "exit(4)"], is_pytest=True), is_ci=False)
    assert result.failed == 1
    assert "exit code 4" in result.remark


@pytest.mark.parametrize(("is_ci", "failed"), [(False, 0), (True, 1)])
def test_what_is_missing_is_left_out_here_and_fails_in_ci(is_ci, failed, capfd):
    stage = Stage("tea", "tea is hot", [sys.executable, "-c", "exit(0)"], need=ABSENT)
    result = runner._run(stage, is_ci)
    assert (result.passed, result.failed) == (0, failed)
    assert "apt-get install teapot" in capfd.readouterr().out


def test_the_last_line_and_the_exit_code_sum_up(capsys):
    good, bad = Stage("a", "a", []), Stage("b", "b", [])
    assert runner._summary([runner.Result(good, passed=3)]) == 0
    assert runner._summary([runner.Result(good, passed=3), runner.Result(bad, failed=2)]) == 1
    assert capsys.readouterr().out.rstrip().endswith("\n3 passed, 2 failed")


def test_the_closing_lines_name_what_is_missing_and_what_to_install(capsys, monkeypatch):
    monkeypatch.setattr(needs, "ALL", (ABSENT, PRESENT))
    skipped = runner.Result(Stage("a", "a", [], is_pytest=True), passed=3, skipped=1)
    assert runner._summary([skipped]) == 0
    *_lines, missing, last = capsys.readouterr().out.rstrip().splitlines()
    assert missing == "Teapot is missing, so no tea is tested. Debian: apt-get install teapot."
    assert last == "3 passed, 0 failed"
    assert runner._summary([runner.Result(Stage("lint", "a", []), passed=1)]) == 0
    assert "Teapot" not in capsys.readouterr().out


def test_every_program_that_tests_look_for_is_named(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("CHROMIUM", raising=False)
    named = {need.name: need.install for need in needs.missing()}
    assert {"Chromium", "redis-server", "Java", "npm"} <= named.keys()
    assert all("apt-get install" in install for install in named.values())


def test_an_unknown_stage_is_named_with_those_that_exist():
    with pytest.raises(Problem, match=r"no stage named speling.*lint, format"):
        runner._choose(stages(Path("python"), []), "lint,speling")


def test_the_callers_services_do_not_reach_the_tests(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://production")
    assert "DATABASE_URL" not in runner._environment()


def test_make_alone_lists_every_target_with_its_line():
    out = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = next(line for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith(".PHONY:"))
    for target in targets.split()[1:]:
        assert f"make {target} " in out


@pytest.mark.parametrize(
    ("chosen", "on_postgres"),
    [
        ([], {"coverage": [], "postgres": ["tests/core", "tests/institutions", "tests/knowledge", "tests/security"]}),
        (["tests/core/test_outbox_kills.py", "tests/load"], {"postgres": ["tests/core/test_outbox_kills.py"]}),
        (["tests/load"], {}),
    ],
)
def test_long_proofs_of_the_database_run_on_postgresql_too(chosen, on_postgres):
    plan = long_stages(Path("python"), chosen)
    tests = {stage.name: [word for word in stage.command if word.startswith("tests/")] for stage in plan}
    assert tests == {"long": chosen, "journeys": chosen} | on_postgres
    assert [stage.name for stage in plan if "tools.postgres" in stage.command] == [*on_postgres][-1:]


def test_long_proofs_in_a_browser_run_by_themselves():
    marks = [stage.command[stage.command.index("-m", 3) + 1] for stage in long_stages(Path("python"), [])[:2]]
    assert marks == ["long and not journey", "long and journey"]
