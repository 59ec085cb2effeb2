"""Faults of an installation, made for real: no ensurepip, an old Python, a file that was changed on its way."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tools.commands import assert_one_sentence, bootstrap
from tools.console import ROOT

# A file of this name and content on PYTHONPATH stands for a Python whose ensurepip is not there, or does not load.
NO_ENSUREPIP = {
    "sitecustomize.py": "import sys\nsys.modules['ensurepip'] = None\n",
    "ensurepip.py": "raise ImportError('no bundled wheels')\n",
}
OLD_PYTHON = "import sys\nsys.version_info = (3, 9, 18, 'final', 0)\n"
UV = """#!{python}
import json, pathlib, subprocess, sys
with open({record!r}, "a") as record:
    record.write(json.dumps(sys.argv[1:]) + "\\n")
if sys.argv[1] == "venv":
    subprocess.run([{python!r}, "-m", "venv", "--without-pip", sys.argv[-1]], check=True)
"""


@pytest.mark.parametrize("name", NO_ENSUREPIP)
def test_a_python_without_ensurepip_gets_the_package_to_install_and_a_better_one_goes_on(
    checkout, environment, tmp_path, name
):
    stub = tmp_path / "stub"
    stub.mkdir()
    (stub / name).write_text(NO_ENSUREPIP[name])
    environment["PATH"] = str(stub)  # no uv either
    result = bootstrap(checkout, environment | {"PYTHONPATH": str(stub)})
    assert_one_sentence(result, f"apt-get install python3.{sys.version_info.minor}-venv")
    assert not (checkout / ".venv").exists()
    assert bootstrap(checkout, environment).returncode == 0


@pytest.fixture
def make_on_old_python(checkout, environment, tmp_path) -> Callable[..., subprocess.CompletedProcess]:
    """Runs make where the only programs are a python3 that says it is 3.9, and what the test adds in `stub`."""
    stub = tmp_path / "stub"
    stub.mkdir()
    (stub / "sitecustomize.py").write_text(OLD_PYTHON)
    (stub / "python3").write_text(f'#!/bin/sh\nPYTHONPATH={stub} exec {sys.executable} "$@"\n')
    (stub / "python3").chmod(0o755)
    (checkout / "Makefile").write_text((ROOT / "Makefile").read_text())
    command = [shutil.which("make"), "run"]
    environment = {**environment, "PATH": str(stub)}
    environment.pop("PYTHON", None)
    return lambda: subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_make_on_an_old_python_says_which_one_it_needs(make_on_old_python, checkout):
    result = make_on_old_python()
    assert result.returncode != 0
    assert "needs Python 3.11 or newer, and this is Python 3.9." in result.stderr
    assert "Traceback" not in result.stderr
    assert not (checkout / ".venv").exists()


def test_make_takes_a_newer_python_that_is_there_beside_the_old_one(make_on_old_python, tmp_path):
    newer = tmp_path / "stub" / "python3.12"
    newer.write_text('#!/bin/sh\n[ "$1" = -c ] || echo "newer $*"\n')
    newer.chmod(0o755)
    assert make_on_old_python().stdout.splitlines()[-1] == "newer -m tools.run"


@pytest.fixture
def wheel(tmp_path) -> Path:
    """A package of one module in a folder that serves as index."""
    path = tmp_path / "index" / "nothing-1.0-py3-none-any.whl"
    path.parent.mkdir()
    files = {
        "nothing.py": "",
        "nothing-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: nothing\nVersion: 1.0\n",
        "nothing-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    digests = {name: base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()) for name, text in files.items()}
    rows = [f"{name},sha256={digests[name].decode().rstrip('=')},{len(text)}" for name, text in files.items()]
    record = "nothing-1.0.dist-info/RECORD"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {**files, record: "\n".join([*rows, f"{record},,"])}.items():
            archive.writestr(name, text)
    return path


@pytest.mark.long
def test_a_file_that_is_not_the_one_in_the_lock_is_refused_and_the_right_one_is_taken(checkout, environment, wheel):
    environment |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheel.parent), "PATH": "/nowhere"}
    lock = checkout / "requirements.txt"
    lock.write_text(f"nothing==1.0 --hash=sha256:{'0' * 64}\n")
    assert_one_sentence(bootstrap(checkout, environment), "is not the one that the lock file names")
    assert not (checkout / ".venv" / "portal.json").exists()
    lock.write_text(f"nothing==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
    result = bootstrap(checkout, environment)
    assert result.returncode == 0, result.stderr
    assert list((checkout / ".venv").glob("lib/python3.*/site-packages/nothing.py"))


def test_uv_installs_exactly_what_the_lock_names_where_there_is_one(checkout, environment, tmp_path):
    stub, record = tmp_path / "stub", tmp_path / "record"
    stub.mkdir()
    (stub / "uv").write_text(UV.format(python=sys.executable, record=str(record)))
    (stub / "uv").chmod(0o755)
    result = bootstrap(checkout, environment | {"PATH": os.pathsep.join([str(stub), environment["PATH"]])})
    assert result.returncode == 0, result.stderr
    calls = [line for line in record.read_text().splitlines() if "--version" not in line]
    assert [call.split('"')[1] for call in calls] == ["venv", "pip"]
    assert '"--no-deps", "--require-hashes", "-r", "requirements.txt"' in calls[1]
    assert (checkout / ".venv" / "portal.json").exists()
