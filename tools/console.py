"""How the commands speak: numbered steps, the progress of long ones, and faults as plain sentences."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tools.faults import FULL, is_full

ROOT = Path(__file__).resolve().parent.parent
SILENCE_SECONDS = 10  # without a terminal a long step says where it is this often


class Problem(Exception):
    """A fault that a person can put right; its text says what happened and what to do."""


class CommandFailed(Exception):
    """A command ended with an error; `output` is everything it printed."""

    def __init__(self, command: Sequence[str], code: int, output: str) -> None:
        super().__init__(f"{' '.join(command)} ended with {code}")
        self.code = code
        self.output = output


class Steps:
    """Announces `[n/total] what`, then what a long step is doing and for how long."""

    def __init__(self, total: int, first: int = 1) -> None:
        self.total = total
        self.number = first - 1
        self.started = self.said = time.monotonic()
        self.live = sys.stdout.isatty()

    def start(self, title: str) -> None:
        """Announce the next step."""
        self.number += 1
        self.started = self.said = time.monotonic()
        print(f"[{self.number}/{self.total}] {title}", flush=True)

    def note(self, text: str) -> None:
        """Say what the running step is doing: in place on a terminal, now and then elsewhere."""
        elapsed = time.monotonic() - self.started
        if self.live:
            print(f"\r\033[K      {elapsed:4.0f} s  {text[:90]}", end="", flush=True)
        elif time.monotonic() - self.said >= SILENCE_SECONDS:
            self.said = time.monotonic()
            print(f"      {elapsed:4.0f} s  {text[:90]}", flush=True)

    def done(self) -> None:
        """End a step that took a while with the time it took."""
        if self.live:
            print("\r\033[K", end="", flush=True)
        print(f"      done in {time.monotonic() - self.started:.0f} s", flush=True)


def stream(
    command: Sequence[str],
    *,
    on_line: Callable[[str], None],
    on_tick: Callable[[], None] = lambda: None,
    env: Mapping[str, str] | None = None,
    keep_open: Sequence[int] = (),
) -> str:
    """Run a command in the checkout, hand over each line it prints and a tick each second; return its output.

    Raises CommandFailed when it ends with an error. A Python that is told to stop stops the command first.
    """
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=dict(env) if env is not None else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        pass_fds=keep_open,
    )
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_collect, args=(process, lines), daemon=True).start()
    try:
        output = _follow(lines, on_line, on_tick)
        code = process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    if code:
        raise CommandFailed(command, code, output)
    return output


def _collect(process: subprocess.Popen[str], lines: "queue.Queue[str | None]") -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line)
    lines.put(None)


def _follow(lines: "queue.Queue[str | None]", on_line: Callable[[str], None], on_tick: Callable[[], None]) -> str:
    collected: list[str] = []
    while True:
        try:
            line = lines.get(timeout=1)
        except queue.Empty:
            on_tick()
            continue
        if line is None:
            return "".join(collected)
        collected.append(line)
        on_line(line.strip())


def main(command: Callable[[], int], again: str) -> None:
    """Run a command and leave with its exit code; faults and interruptions become sentences.

    `again` names the command that goes on after an interruption.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        code = command()
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        print(f"\nInterrupted. Nothing is lost: `{again}` goes on from here.", file=sys.stderr)
        code = 130
    except BrokenPipeError:  # the reader of our output has left, as in `make test | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except OSError as error:
        if not is_full(ROOT, error):
            raise
        print(f"\n{FULL.format(place=ROOT)}", file=sys.stderr)
        code = 1
    sys.exit(code)


def _interrupt(signum: int, frame: object) -> None:
    raise KeyboardInterrupt
