"""Starts the child that reads one file, watches what it costs, and believes nothing that it says unseen."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from knowledge.extraction import limits
from knowledge.extraction.result import Extraction, PageText, Reason, State, unreadable

ROOT = Path(__file__).resolve().parents[2]
READ = 256 * 1024
#: How a library in C ends when it is refused memory.
OUT_OF_MEMORY = frozenset({-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL, -signal.SIGKILL})
FORMATS = frozenset({"pdf", "docx", "txt", "html", "htm"})


class _Exceeded(Exception):
    """The child took too long or wrote too much."""


def extract(file: IO[bytes], extension: str) -> Extraction:
    """What an open file on disk holds. Raises ValueError for an extension that is not in FORMATS, nothing for the file."""
    if extension not in FORMATS:
        raise ValueError(f"Files that end in .{extension} are not read.")
    if os.fstat(file.fileno()).st_size > limits.MOST_BYTES:
        return unreadable(Reason.TOO_LARGE)
    child = subprocess.Popen(
        [sys.executable, "-m", "knowledge.extraction.child", extension],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={"LANG": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        output = _output(child)
    except (_Exceeded, subprocess.TimeoutExpired):
        return unreadable(Reason.TOO_LONG)
    finally:
        _end(child)
    return _understood(output) or unreadable(_reason(child.returncode))


def _output(child: "subprocess.Popen[bytes]") -> bytes:
    assert child.stdout is not None
    deadline = time.monotonic() + limits.WALL_SECONDS
    pieces: list[bytes] = []
    size = 0
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or size > limits.MOST_OUTPUT or not select.select([child.stdout], [], [], left)[0]:
            raise _Exceeded
        piece = os.read(child.stdout.fileno(), READ)
        if not piece:
            child.wait(timeout=max(1.0, deadline - time.monotonic()))
            return b"".join(pieces)
        pieces.append(piece)
        size += len(piece)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Kill whatever is left of it."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
    if child.stdout is not None:
        child.stdout.close()
    child.wait()


def _understood(output: bytes) -> Extraction | None:
    """The result, or None when a line is not exactly what a child prints."""
    try:
        *lines, last = [json.loads(line) for line in output.splitlines()]
        pages = [PageText(_number(line["number"]), _string(line["text"])) for line in lines]
        reason = Reason(last["reason"]) if last["reason"] is not None else None
        result = Extraction(State(last["state"]), pages, reason, _number(last["page_count"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return result if (result.state is State.TEXT) == bool(pages) else None


def _number(value: object) -> int | None:
    if value is None or (type(value) is int and 0 <= value < 2**31):
        return value
    raise ValueError


def _string(value: object) -> str:
    """Text that every database takes."""
    if not isinstance(value, str):
        raise TypeError
    return value.replace("\0", "").encode("utf-8", "ignore").decode()


def _reason(code: int) -> Reason:
    if code == -signal.SIGXCPU:
        return Reason.TOO_LONG
    return Reason.TOO_MUCH_MEMORY if code in OUT_OF_MEMORY else Reason.DAMAGED
