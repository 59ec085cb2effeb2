"""`make test`: installs what the tests need, runs every stage, and ends with one line of counts."""

import argparse
import os
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import needs
from tools.bootstrap import DEVELOPMENT, ensure, only_one, steps_ahead
from tools.catalogues import compile_if_changed
from tools.console import ROOT, Problem, Steps, main
from tools.stages import Stage, long_stages, stages

# Tests must not reach a database or store that the caller's environment happens to name.
FOREIGN = (
    *("DATABASE_URL", "CACHE_URL", "STORAGE_URL", "SEARCH_URL", "EMAIL_URL", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"),
    *("LANGUAGES", "DEFAULT_LANGUAGE", "TIME_ZONE", "VAR_DIR", "FILE_DELIVERY", "TRUSTED_PROXIES", "PORT"),
    *("PERSONAL_DATA_COUNTRIES", "REQUIRED_LANGUAGES", "WORKING_WEEKDAYS", "REVIEW_GRACE_DAYS"),
)


@dataclass
class Result:
    """How a stage ended. A stage that is not pytest counts as one test."""

    stage: Stage
    seconds: float = 0.0
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    remark: str = ""

    @property
    def word(self) -> str:
        return "FAILED" if self.failed else "left out" if not self.passed else "passed"


def command() -> int:
    """Run the chosen stages and return 0 only when everything in them passed."""
    arguments = _arguments()
    is_ci = os.environ.get("CI", "").lower() in ("1", "true")
    with only_one() as descriptor:
        steps = Steps(steps_ahead(DEVELOPMENT) + 1)
        python = ensure(DEVELOPMENT, steps, descriptor)
        compile_if_changed(python, steps, descriptor)
    for need in needs.missing():
        print(f"\nNote: {need.sentence()}", flush=True)
    plan = (long_stages if arguments.long else stages)(python, arguments.tests)
    chosen = _choose(plan, arguments.only)
    results = []
    for number, stage in enumerate(chosen, 1):
        print(f"\n=== {number}/{len(chosen)} {stage.name}: {stage.proves}", flush=True)
        results.append(_run(stage, is_ci))
    return _summary(results)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.test", description=__doc__)
    parser.add_argument("--only", default="", help="stages to run, separated by commas")
    parser.add_argument("--long", action="store_true", help="run the proofs that take minutes instead")
    parser.add_argument("tests", nargs="*", help="folders or files of tests, instead of all")
    return parser.parse_args()


def _choose(plan: Sequence[Stage], only: str) -> list[Stage]:
    names = [name for name in only.split(",") if name]
    unknown = set(names) - {stage.name for stage in plan}
    if unknown:
        known = ", ".join(stage.name for stage in plan)
        raise Problem(f"There is no stage named {', '.join(sorted(unknown))}. The stages are: {known}.")
    return [stage for stage in plan if not names or stage.name in names]


def _run(stage: Stage, is_ci: bool) -> Result:
    if stage.need and not stage.need.is_present():
        print(stage.need.sentence(), flush=True)
        return Result(stage, failed=int(is_ci), remark=f"{stage.need.name} is missing")
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        extra = [f"--junitxml={report}"] if stage.is_pytest else []
        code = subprocess.run([*stage.command, *extra], cwd=ROOT, env=_environment(), check=False).returncode
        result = _count(stage, code, report)
    result.seconds = time.monotonic() - started
    return result


def _environment() -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return {**kept, "DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONUNBUFFERED": "1"}


def _count(stage: Stage, code: int, report: Path) -> Result:
    if not stage.is_pytest:
        return Result(stage, passed=int(code == 0), failed=int(code != 0))
    try:
        suite = ElementTree.parse(report).getroot().find("testsuite")
    except (OSError, ElementTree.ParseError):
        suite = None
    if suite is None:
        return Result(stage, failed=1, remark=f"pytest ended with exit code {code} before it could report")
    tests, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
    failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    result = Result(stage, passed=max(tests - failed - skipped, 0), failed=failed, skipped=skipped)
    if code == 5 and stage.may_be_empty:
        result.remark = "none of the chosen tests belongs here"
    elif code == 5:
        result.failed, result.remark = 1, "no test was found, which proves nothing"
    elif code and not failed:
        result.failed, result.remark = 1, "a threshold was missed or pytest itself failed: see above"
    return result


def _summary(results: Sequence[Result]) -> int:
    print(f"\n{'stage':<12}{'result':<10}{'time':>7}{'passed':>9}{'failed':>8}{'skipped':>9}")
    for result in results:
        time_text = f"{result.seconds:.0f} s"
        counts = f"{result.passed:>9}{result.failed:>8}{result.skipped:>9}"
        print(f"{result.stage.name:<12}{result.word:<10}{time_text:>7}{counts}  {result.remark}".rstrip())
    total = sum(result.seconds for result in results)
    passed, failed = sum(result.passed for result in results), sum(result.failed for result in results)
    left_out = [result.stage.name for result in results if result.word == "left out" and not result.stage.may_be_empty]
    print(f"\nAll stages together: {total / 60:.1f} minutes.")
    if left_out:
        print(f"Left out because something is missing on this machine: {', '.join(left_out)}.")
    if any(result.stage.is_pytest for result in results):
        for need in needs.missing():
            print(need.sentence())
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    main(command, "make test")
