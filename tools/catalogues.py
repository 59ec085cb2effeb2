"""Compiles the message catalogues when one has changed since the last time."""

import hashlib
from pathlib import Path

from tools.console import ROOT, CommandFailed, Problem, Steps, stream
from tools.faults import FULL, says_full

STAMP = ROOT / "var" / "catalogues.sha256"
LOCALE = ROOT / "locale"


def compile_if_changed(python: Path, steps: Steps, descriptor: int) -> None:
    """Run `manage.py messages compile` unless every .po is as it was and has its .mo. Raises Problem."""
    sources = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
    digest = _digest(sources)
    if not sources or (_last_digest() == digest and all(source.with_suffix(".mo").exists() for source in sources)):
        steps.start("The translations are up to date")
        return
    steps.start("Compiling the translations")
    try:
        stream([str(python), "manage.py", "messages", "compile"], on_line=steps.note, keep_open=[descriptor])
    except CommandFailed as failure:
        if says_full(failure.output):
            raise Problem(FULL.format(place=ROOT)) from None
        raise Problem(f"The translations in locale/ could not be compiled:\n\n{failure.output}") from None
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(digest)
    steps.done()


def _digest(sources: list[Path]) -> str:
    sums = (f"{source.relative_to(LOCALE)} {hashlib.sha256(source.read_bytes()).hexdigest()}" for source in sources)
    return hashlib.sha256("\n".join(sums).encode()).hexdigest()


def _last_digest() -> str:
    try:
        return STAMP.read_text()
    except FileNotFoundError:
        return ""
