"""Makes `.venv` and keeps it equal to a lock file, whatever state it was left in."""

import contextlib
import fcntl
import hashlib
import importlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.console import ROOT, CommandFailed, Problem, Steps, main, stream
from tools.faults import DISK, ENSUREPIP, FULL, NETWORK, explain, is_full

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "portal.json"  # written last: a .venv without it is half made, or not ours
RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
MEGABYTES = {RUNTIME: 800, DEVELOPMENT: 1600}  # free space an installation needs, downloads included
ATTEMPTS = 3
LOCK_FILE = ROOT / "var" / "setup.lock"


@contextlib.contextmanager
def only_one() -> Iterator[int]:
    """Let one setup at a time work in this checkout; others wait for it. Yields the lock's descriptor.

    Commands started meanwhile inherit the descriptor, so a killed setup holds the lock until its last
    command has ended; the kernel then releases it, and no stale lock is ever left behind.
    """
    LOCK_FILE.parent.mkdir(exist_ok=True)
    with LOCK_FILE.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another command is setting up this checkout; waiting until it has finished.", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def steps_ahead(lock: str) -> int:
    """Return how many steps `ensure` will announce: making the environment, installing, or none."""
    stamp = _stamp()
    return 0 if stamp.get(lock) == _digest(ROOT / lock) else 1 if stamp else 2


def ensure(lock: str, steps: Steps, descriptor: int) -> Path:
    """Bring `.venv` to the packages of a lock file and return its interpreter. Raises Problem."""
    wanted = _digest(ROOT / lock)
    stamp = _stamp()
    if stamp.get(lock) == wanted:
        return PYTHON
    free = shutil.disk_usage(ROOT).free // 2**20
    if free < MEGABYTES[lock]:
        raise Problem(DISK.format(needed=MEGABYTES[lock], free=free, place=ROOT))
    if not stamp:
        steps.start("Making the Python environment in .venv")
        _make(steps, descriptor)
    steps.start(f"Installing the packages of {lock} (once; takes a minute or two)")
    STAMP.unlink(missing_ok=True)
    _install(lock, steps, descriptor)
    kept = {name: digest for name, digest in stamp.items() if name in MEGABYTES and _digest(ROOT / name) == digest}
    # The development lock is the runtime lock and more, with the same versions.
    if lock == DEVELOPMENT:
        kept[RUNTIME] = _digest(ROOT / RUNTIME)
    _write_stamp({**kept, lock: wanted, "python": _version(PYTHON)})
    steps.done()
    return PYTHON


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise Problem(f"{path.name} is missing from {path.parent}: fetch the whole repository again.") from None


def _stamp() -> dict[str, str]:
    """Return what is installed, or nothing when `.venv` is absent, half made, or its interpreter has gone."""
    try:
        stamp = json.loads(STAMP.read_text())
        version = _version(PYTHON)
    except (OSError, ValueError, subprocess.SubprocessError):
        return {}
    return stamp if stamp.get("python") == version else {}


def _write_stamp(content: Mapping[str, str]) -> None:
    draft = STAMP.with_suffix(".draft")
    draft.write_text(json.dumps(content))
    draft.replace(STAMP)


def _version(python: Path) -> str:
    """Return an interpreter's minor version, such as 3.11: packages are installed for one of these."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout.strip()


def _uv() -> str:
    """Return the path of a uv that works, or an empty string. (A version manager's shim may not.)"""
    path = shutil.which("uv") or ""
    if path and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0:
        return path
    return ""


def venv_problem(has_ensurepip: bool, version: tuple[int, int]) -> str:
    """Return the sentence for a Python that cannot make environments, as Debian's is without one package."""
    return "" if has_ensurepip else ENSUREPIP.format(package=f"python{version[0]}.{version[1]}-venv")


def _has_ensurepip() -> bool:
    """Return whether this Python can make environments: that the modules load, not only that they are there."""
    try:
        importlib.import_module("venv")
        importlib.import_module("ensurepip")
    except ImportError:
        return False
    return True


def _make(steps: Steps, descriptor: int) -> None:
    uv = _uv()
    problem = venv_problem(bool(uv) or _has_ensurepip(), sys.version_info[:2])
    if problem:
        raise Problem(problem)
    _remove(VENV)
    # Inside an environment sys.executable may be the very one that was just removed.
    base = getattr(sys, "_base_executable", sys.executable)
    command = [uv, "venv", "--quiet", "--python", base, str(VENV)] if uv else [base, "-m", "venv", str(VENV)]
    try:
        stream(command, on_line=steps.note, on_tick=lambda: steps.note("venv"), keep_open=[descriptor])
    except CommandFailed as failure:
        # The venv module says only that ensurepip has failed, not why.
        raise Problem(FULL.format(place=ROOT) if is_full(ROOT) else explain(failure.output, ROOT)) from None


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def _install(lock: str, steps: Steps, descriptor: int) -> None:
    total = sum(line[:1].isalnum() for line in (ROOT / lock).read_text().splitlines())
    uv = _uv()
    # The lock is complete. Asked for dependencies, pip before 23.3 would take the newest of one that is named with an
    # extra, whatever the lock says, and then refuse it for its hash.
    exactly = ["--no-deps", "--require-hashes", "-r", lock]
    # Compiled here once, as pip does: where PYTHONDONTWRITEBYTECODE is set, every start would compile anew.
    command = (
        [uv, "pip", "install", "--python", str(PYTHON), "--compile-bytecode", *exactly]
        if uv
        else [str(PYTHON), "-m", "pip", "install", "--no-input", "--progress-bar=off", *exactly]
    )
    status = _Condensed(steps, total)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            output = stream(command, on_line=status.line, on_tick=status.tick, env=_pip_env(), keep_open=[descriptor])
        except CommandFailed as failure:
            _log(failure.output)
            sentence = explain(failure.output, ROOT)
            if attempt == ATTEMPTS or sentence != NETWORK:
                raise Problem(sentence) from None
            print(f"\n      A download failed; attempt {attempt + 1} of {ATTEMPTS} follows.", flush=True)
            time.sleep(5 * attempt)
        else:
            _log(output)
            return


class _Condensed:
    """One line out of an installer's hundreds: how many packages it has looked at, and the last one."""

    def __init__(self, steps: Steps, total: int) -> None:
        self.steps, self.total, self.seen, self.last = steps, total, 0, "starting"

    def line(self, text: str) -> None:
        if text.startswith("Collecting "):
            self.seen += 1
            self.last = f"package {min(self.seen, self.total)} of {self.total}: {text.split()[1]}"
        elif text.startswith("Installing collected"):
            self.last = f"unpacking {self.total} packages"
        elif text.startswith(("Resolved", "Prepared", "Installed", "Downloading")):
            self.last = text
        self.tick()

    def tick(self) -> None:
        self.steps.note(self.last)


def _pip_env() -> dict[str, str]:
    return {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUNBUFFERED": "1"}


def _log(output: str) -> None:
    log = ROOT / "var" / "logs" / "install.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text(output)


def command() -> int:
    """Make `.venv` ready for use: `python -m tools.bootstrap`, with `--dev` for the development tools too."""
    lock = DEVELOPMENT if "--dev" in sys.argv[1:] else RUNTIME
    with only_one() as descriptor:
        ensure(lock, Steps(steps_ahead(lock)), descriptor)
    return 0


if __name__ == "__main__":
    main(command, "the same command")
