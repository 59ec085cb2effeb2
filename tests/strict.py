"""With PORTAL_NO_SKIP=1 a skipped test is a failed one, so that nothing is left unproved unnoticed."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from _pytest.reports import CollectErrorRepr

IS_STRICT = os.environ.get("PORTAL_NO_SKIP") == "1"
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need the data beside the project where there is none, as in a plain clone."""
    if SHARED.is_dir():
        return
    left_out = [item for item in items if item.get_closest_marker("shared")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
