"""The stages of `make test`: what each runs, and what it needs from outside Python."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import needs

COVERAGE_PERCENT = 90
PROCESSES = str(max(2, min(os.cpu_count() or 2, 8)))
ORDINARY = ["-m", "not long and not journey"]
LONG_ON_POSTGRESQL = ("tests/core", "tests/institutions", "tests/knowledge", "tests/security")


@dataclass(frozen=True)
class Stage:
    """One command of the whole: its name, what it proves, whether pytest counts its tests, and whether it may find none."""

    name: str
    proves: str
    command: Sequence[str]
    need: needs.Need | None = None
    is_pytest: bool = False
    may_be_empty: bool = False


def _tool(python: Path, name: str) -> str:
    return str(python.parent / name)


def _suite(python: Path, chosen_tests: Sequence[str]) -> list[str]:
    return [str(python), "-m", "pytest", "-q", "-n", PROCESSES, "--dist", "worksteal", *chosen_tests]


def stages(python: Path, chosen_tests: Sequence[str]) -> list[Stage]:
    """Return every stage of `make test`; with chosen tests, the pytest stages run those."""
    manage = [str(python), "manage.py"]
    suite = _suite(python, chosen_tests)
    return [
        Stage("lint", "ruff finds nothing", [_tool(python, "ruff"), "check", "."]),
        Stage("format", "ruff would change nothing", [_tool(python, "ruff"), "format", "--check", "."]),
        Stage("templates", "djlint finds nothing", [_tool(python, "djlint"), "--lint", "--quiet", "."]),
        Stage("types", "mypy finds nothing", [_tool(python, "mypy"), "."]),
        Stage("migrations", "no model change lacks one", [*manage, "makemigrations", "--check", "--dry-run"]),
        Stage("messages", "the catalogues are complete", [*manage, "messages", "check"]),
        Stage(
            "sqlite",
            "the whole suite on SQLite",
            [*suite, *ORDINARY],
            is_pytest=True,
        ),
        Stage(
            "postgres",
            "what touches the database, on PostgreSQL",
            [str(python), "-m", "tools.postgres", *suite, *ORDINARY],
            need=needs.POSTGRESQL,
            is_pytest=True,
        ),
        Stage(
            "journeys",
            "the browser journeys",
            [*suite, "-m", "journey and not long"],
            need=needs.CHROMIUM,
            is_pytest=True,
        ),
    ]


def long_stages(python: Path, chosen_tests: Sequence[str]) -> list[Stage]:
    """Return the stages of `make test-long`: proofs that take minutes each, one at a time, printing as they go."""
    suite = [str(python), "-m", "pytest", "-v", "-s", "-m", "long and not journey"]
    may_be_empty = bool(chosen_tests)
    found = [
        Stage(
            "long",
            "the proofs that take minutes",
            [*suite, *chosen_tests],
            is_pytest=True,
            may_be_empty=may_be_empty,
        ),
        # By themselves: the browser's driver runs a loop of events in which Django refuses to ask the database.
        Stage(
            "journeys",
            "those that drive a browser",
            [*suite[:-1], "long and journey", *chosen_tests],
            need=needs.CHROMIUM,
            is_pytest=True,
            may_be_empty=may_be_empty,
        ),
    ]
    if not chosen_tests:
        # Tracing takes two thirds more time than the suite itself, so `make test` does without.
        coverage = ["--cov", "--cov-report=term:skip-covered", f"--cov-fail-under={COVERAGE_PERCENT}"]
        found.append(
            Stage(
                "coverage",
                f"the suite on SQLite runs {COVERAGE_PERCENT} % of the lines",
                [*_suite(python, []), *ORDINARY, *coverage],
                is_pytest=True,
            )
        )
    on_postgres = [test for test in chosen_tests or LONG_ON_POSTGRESQL if test.startswith(LONG_ON_POSTGRESQL)]
    if on_postgres:
        found.append(
            Stage(
                "postgres",
                "those of outbox, listings, publication, isolation and knowledge, on PostgreSQL",
                [str(python), "-m", "tools.postgres", *suite, *on_postgres],
                need=needs.POSTGRESQL,
                is_pytest=True,
                may_be_empty=may_be_empty,  # those that were chosen may prove something of SQLite alone
            )
        )
    return found
