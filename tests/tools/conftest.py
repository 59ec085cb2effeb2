"""A copy of the commands in a folder of its own, so that real runs do not touch this checkout."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parent.parent.parent / "tools"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the commands and locks that name no package, so that installing takes a second."""
    shutil.copytree(TOOLS, tmp_path / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    for lock in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / lock).write_text("# nothing\n")
    return tmp_path


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment without the variables that would steer the commands."""
    foreign = ["PORT", "HOST", "CI", "PORTAL_NO_SKIP", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV", "PYTHONPATH"]
    foreign += ["PYTHON", "MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES"]  # of the `make test` around us
    return {name: value for name, value in os.environ.items() if name not in foreign}


@pytest.fixture
def busy_port() -> Iterator[int]:
    """A port that another program, this one, listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]
