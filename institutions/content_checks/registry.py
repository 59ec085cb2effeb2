"""The checks that are asked of a page."""

from collections.abc import Callable, Iterator
from typing import Any

from institutions.content_checks.findings import Finding

Check = Callable[[Any], Iterator[Finding]]

MOST = 50  # findings of one page; a page with more has one problem, not fifty
_checks: dict[str, Check] = {}


def register_check(name: str, check: Check) -> None:
    """Asks `check` of every page, whatever its type. Raises ValueError when the name is taken by another."""
    if _checks.get(name, check) is not check:
        raise ValueError(f"The content check '{name}' is registered twice.")
    _checks[name] = check


def findings_of(page: Any) -> list[Finding]:
    """What all checks find in the page as it stands in memory, errors first, each once."""
    found: dict[str, Finding] = {}
    for check in _checks.values():
        for finding in check(page):
            found.setdefault(finding.fingerprint, finding)
    return sorted(found.values(), key=lambda finding: not finding.is_error)[:MOST]
