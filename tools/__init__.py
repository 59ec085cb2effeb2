"""The commands of this checkout: standard library only, because they run before anything is installed."""

import sys

OLDEST_PYTHON = (3, 11)


def python_problem(version):  # type: ignore[no-untyped-def]
    """Return the sentence that an interpreter of this version deserves, or an empty string when it will do.

    This file keeps to syntax that every Python since 2.7 can read: an old one must get as far as the sentence.
    """
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return ""
    return (
        "The portal needs Python {} or newer, and this is Python {}. Install a newer one (Debian, Ubuntu: "
        "apt-get install python3.11 python3.11-venv; Fedora: dnf install python3.11; macOS: brew install python@3.12). "
        "If one is installed already, name it: make run PYTHON=/path/to/python3.11"
    ).format(*("{}.{}".format(*pair[:2]) for pair in (OLDEST_PYTHON, version)))


_problem = python_problem(sys.version_info)
if _problem:
    sys.exit(_problem)
