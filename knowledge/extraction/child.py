"""The program that reads one file, in a process of its own: `python -m knowledge.extraction.child EXTENSION < FILE`.

Prints a line of JSON for each page and a last one for the result. It has no settings, no secrets and no network.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from typing import TextIO

from knowledge.extraction import limits
from knowledge.extraction.result import Extraction, Reason, unreadable

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def main() -> None:
    """Read standard input and print what it holds."""
    out = _output()
    confine()
    try:
        from knowledge.extraction.reading import read

        result = read(sys.argv[1], sys.stdin.buffer.read())
        _print(result, out)
    except MemoryError:
        _print(unreadable(Reason.TOO_MUCH_MEMORY), out)


def _output() -> TextIO:
    """The pipe to the parent; whatever else prints, a library in C too, prints to nowhere."""
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return out


def confine() -> None:
    """Set what this process may cost; the parent watches the clock."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CPU, limits.PROCESSOR_SECONDS)
    _limit(resource.RLIMIT_AS, limits.MEMORY)
    os.nice(limits.NICENESS)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # a worker that is killed leaves nothing running
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)  # refused on some systems; nothing here opens a connection anyway


def _limit(what: int, most: int) -> None:
    """Set a limit no higher than the system's; a little below the hard one, so that its own signal says which it was."""
    _soft, hard = resource.getrlimit(what)
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (wanted, wanted + 2 if what == resource.RLIMIT_CPU and wanted != hard else wanted))


def _print(result: Extraction, out: TextIO) -> None:
    for page in result.pages:
        out.write(json.dumps({"number": page.number, "text": page.text}) + "\n")
    last = {"state": result.state, "reason": result.reason, "page_count": result.page_count}
    out.write(json.dumps(last) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
