"""Runs the commands of a checkout, and says what is expected of one that fails."""

import subprocess
import sys
from pathlib import Path


def bootstrap(checkout: Path, environment: dict[str, str]) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "tools.bootstrap"],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def assert_one_sentence(result: subprocess.CompletedProcess, words: str, code: int = 1) -> None:
    """The command has failed with a sentence that has these words, and no traceback."""
    assert result.returncode == code, result.stdout + result.stderr
    assert words in result.stderr
    assert "Traceback" not in result.stdout + result.stderr
