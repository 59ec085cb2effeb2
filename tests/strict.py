"""With PORTAL_NO_SKIP=1 a skipped test is a failed one, so that nothing is left unproved unnoticed."""

import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from _pytest.reports import CollectErrorRepr

IS_STRICT = os.environ.get("PORTAL_NO_SKIP") == "1"
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
LEFT_OUT = pytest.StashKey[int]()
LEFT_OUT_LINE = "Tests left out because ../shared, whose data they need, is not there: {}."
REASON = "Skipped, which is not allowed here (PORTAL_NO_SKIP=1): {}"


def _reason(longrepr: object) -> str:
    return str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if IS_STRICT and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", REASON.format(_reason(report.longrepr))
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if IS_STRICT and report.skipped:
        report.outcome, report.longrepr = "failed", CollectErrorRepr(REASON.format(_reason(report.longrepr)))
    return report


@pytest.hookimpl(trylast=True)  # after -m and -k, so that only what would have run is counted
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need the data beside the project where there is none, as in a plain clone."""
    if SHARED.is_dir():
        return
    left_out = [item for item in items if item.get_closest_marker("shared")]
    if IS_STRICT:
        for item in left_out:
            item.add_marker(pytest.mark.skip(reason="../shared, whose data it needs, is not there."), append=False)
    elif left_out:
        config.stash[LEFT_OUT] = len(left_out)
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In a process of xdist, tell the one that prints: each has collected, and left out, the same."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    node.config.stash[LEFT_OUT] = max(
        node.config.stash.get(LEFT_OUT, 0), getattr(node, "workeroutput", {}).get("left_out", 0)
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if count := config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(LEFT_OUT_LINE.format(count))
