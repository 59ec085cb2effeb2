"""Ends the processes of a manager that was killed: a process group whose first member waits for the manager's end."""

import os
import signal
import subprocess
import sys
import time
from typing import IO

GRACE_SECONDS = 5


class Guard:
    """A process group to start children in; whatever happens to the starter, none of them outlives it.

    The guard is the group's leader and holds the reading end of a pipe. When the starter ends, also by
    kill -9, the kernel closes the other end, and the guard ends the group: politely, then for good.
    A terminal's Ctrl-C does not reach the group; the starter decides what to do about it.
    """

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, process_group=0
        )
        # Children may join only once the guard no longer dies of the signal it sends them.
        _wait_for_word(self._process.stdout)
        self.group = self._process.pid

    def close(self) -> None:
        """End what is left of the group at once, the guard included."""
        os.killpg(self.group, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def _wait_for_word(pipe: IO[bytes] | None) -> None:
    if pipe is None or not pipe.read(1):
        raise RuntimeError("The guard process did not start.")


def watch() -> None:
    """Wait for the end of standard input, then end this process group and so itself."""
    for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(signum, signal.SIG_IGN)
    os.write(1, b".")
    sys.stdin.buffer.read()
    os.killpg(0, signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    watch()
