"""Runs the Nu Html Checker, the reference implementation of the HTML standard's rules, on documents.

Chosen over html-validate, which checks against tables of its own, and over the checkers bundled by Python packages,
whose copies are years old and refuse `popover` and `search`. Java and npm come from the machine (tools.needs); the
checker itself from npm, by a lock with its hash.
"""

import fcntl
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

from tools.needs import JAVA, NPM

LOCK = Path(__file__).with_name("package-lock.json")
#: Rules that do not hold here, each with its reason.
IGNORED: tuple[str, ...] = ()


class CheckerMissing(Exception):
    """The checker cannot run here; the message says what to install."""


def require_programs() -> None:
    """Raises CheckerMissing, with what to install, when Java or npm is missing."""
    absent = [need.sentence() for need in (JAVA, NPM) if not need.is_present()]
    if absent:
        raise CheckerMissing(" ".join(absent))


def jar(cache: Path) -> Path:
    """The checker, fetched once into a folder of the cache. Raises CheckerMissing when it cannot be."""
    folder = cache / hashlib.sha256(LOCK.read_bytes()).hexdigest()[:16]
    found = folder / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    folder.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.exists():
            for name in ("package.json", "package-lock.json"):
                shutil.copy(LOCK.with_name(name), folder)
            # Its install script would fetch a Java of its own.
            command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode:
                raise CheckerMissing(f"npm could not fetch the HTML checker: {done.stderr[-1000:]}")
    return found


def problems(jar_path: Path, files: list[Path]) -> list[str]:
    """What the checker finds, warnings included: file, place, message, and the markup around it."""
    command = ["java", "-Xss4m", "-jar", str(jar_path), "--format", "json", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    return [_told(message) for message in messages if not message["message"].startswith(IGNORED or ("\0",))]


def _told(message: dict) -> str:
    file = Path(message.get("url", "")).name
    kind = message.get("subType") or message["type"]
    place = f"{message.get('lastLine', 0)}:{message.get('lastColumn', 0)}"
    return f"{file}:{place} {kind}: {message['message']} [{' '.join(message.get('extract', '').split())[:160]}]"
