"""What an error of the installer, the disk or the database means, in a sentence that says what to do."""

import platform
import shutil
from pathlib import Path

DISK = (
    "The disk is too full: this needs about {needed} MB free and {place} has {free} MB. "
    "Make room, then run the command again."
)
FULL = "The disk is full ({place} and the folder for temporary files need room). Make room, then run the command again."
HASH = (
    "A downloaded file is not the one that the lock file names, so nothing of it was installed. Run the command again; "
    "if this stays, the package index or a proxy on the way changes files: use another network or index."
)
NETWORK = (
    "The packages could not be downloaded. Check the connection (behind a proxy, set HTTPS_PROXY; with a mirror, set "
    "PIP_INDEX_URL, or UV_DEFAULT_INDEX for uv), then run the command again: what has arrived is kept."
)
WHEEL = (
    "A package has no ready-made build for this machine ({machine}, Python {python}). "
    "Use Python 3.11 to 3.13 on 64-bit Linux or macOS: make run PYTHON=/path/to/python3.11"
)
RIGHTS = "This user may not write in {place}. Use a folder of your own, or run the command as the owner of this one."
OTHER = "The packages could not be installed; the last words of the installer, all of them in var/logs/install.log:\n\n{tail}"

ENSUREPIP = (
    "This Python cannot make virtual environments, because its ensurepip module is missing. "
    "On Debian and Ubuntu: apt-get install {package}. Elsewhere, install Python from python.org, or uv. "
    "Then run the command again."
)

LEAST_BYTES = 20 * 2**20  # with less, whatever went wrong went wrong for want of room
# The system's words, those of Rust's programs, and SQLite's.
FULL_SIGNS = ("no space left on device", "os error 28", "errno 28", "quota exceeded", "database or disk is full")
# Most particular first: an installer that runs out of disk also complains about much else.
SIGNS = (
    (FULL, FULL_SIGNS),
    (HASH, ("do not match the hashes", "hash mismatch")),
    (
        NETWORK,
        (
            "temporary failure in name resolution",
            "dns error",
            "failed to establish a new connection",
            "newconnectionerror",
            "connection refused",
            "connection reset",
            "error sending request",
            "failed to fetch",
            "failed to download",
            "request failed after",
            "read timed out",
            "timed out",
            "proxyerror",
            "certificate verify failed",
            "incompleteread",
            "connection broken",
            "no matching distribution found",  # what pip says last when no index answers
        ),
    ),
    (WHEEL, ("failed building wheel", "failed to build", "no matching platform", "no wheels with a matching")),
    (RIGHTS, ("permission denied", "read-only file system")),
)


def explain(output: str, place: Path) -> str:
    """Return the sentence for what an installer printed before it failed."""
    text = output.lower()
    sentence = next((sentence for sentence, signs in SIGNS if any(sign in text for sign in signs)), OTHER)
    return sentence.format(
        place=place,
        machine=platform.machine(),
        python=platform.python_version(),
        tail="\n".join(output.strip().splitlines()[-12:]),
    )


def says_full(text: str) -> bool:
    """Return whether what a program printed, or the text of an error, says that the disk is full."""
    return any(sign in text.lower() for sign in FULL_SIGNS)


def is_full(place: Path, error: BaseException | None = None) -> bool:
    """Return whether something went wrong for want of room: the error, or what it came from, says so, or none is left."""
    while error is not None:
        if says_full(str(error)):
            return True
        error = error.__cause__ or error.__context__
    return shutil.disk_usage(place).free < LEAST_BYTES
