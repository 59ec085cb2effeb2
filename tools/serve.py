"""Runs web and worker as one: starts both, prefixes what they print, restarts the worker, ends them together."""

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tools.console import ROOT, Problem, main
from tools.guard import Guard
from tools.ports import require_free, status_of, url, wanted_address

STOP_SECONDS = 20  # what a request or an outbox row that is under way gets to finish
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
STEADY_SECONDS = 60  # a program that lived this long starts again without delay
START_SECONDS = 120
NO_ANSWER = "The web server runs but has not answered yet; what it printed above may say why."


@dataclass
class Program:
    """One long-running command. When it ends by itself it is restarted, or, if essential, everything ends."""

    name: str
    command: Sequence[str]
    essential: bool = False
    process: subprocess.Popen[bytes] | None = None
    pause: float = FIRST_PAUSE
    started_at: float = 0.0
    restart_at: float = 0.0
    printers: list[threading.Thread] = field(default_factory=list)


class Manager:
    """Keeps programs running until a signal, or until an essential one has ended."""

    def __init__(self, programs: Sequence[Program], environment: Mapping[str, str]) -> None:
        self.programs = programs
        self.environment = dict(environment)
        self.printing = threading.Lock()
        self.width = max(len(program.name) for program in programs)
        self.signals = self.interrupts = 0

    def run(self, on_start: Callable[[], None]) -> int:
        """Run everything and return the exit code: 0 after a signal, else that of the essential program.

        `on_start` is called in a thread of its own once all programs have been started.
        """
        for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(signum, self._on_signal)
        self.guard = Guard()
        try:
            for program in self.programs:
                self._start(program)
            threading.Thread(target=on_start, daemon=True).start()
            code = self._watch()
            self._stop()
        finally:
            self.guard.close()
        for program in self.programs:
            for printer in program.printers:
                printer.join(timeout=2)
        return code

    def say(self, name: str, text: str) -> None:
        """Print one line under a program's name."""
        with self.printing:
            try:
                print(f"{name:<{self.width}} | {text}", flush=True)
            except OSError:  # nobody reads any more; that is no reason to stop serving
                sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123

    def _on_signal(self, signum: int, frame: object) -> None:
        # A number and nothing else: the handler may run while this very thread holds a lock, so that setting a
        # threading.Event here waits for itself, once in a few hundred stops.
        self.signals += 1
        self.interrupts += signum == signal.SIGINT

    def _start(self, program: Program) -> None:
        program.started_at = time.monotonic()
        program.process = subprocess.Popen(
            program.command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            process_group=self.guard.group,
        )
        printer = threading.Thread(target=self._print, args=(program.name, program.process), daemon=True)
        program.printers = [thread for thread in program.printers if thread.is_alive()] + [printer]
        printer.start()

    def _print(self, name: str, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.say(name, line.decode(errors="replace").rstrip())

    def _watch(self) -> int:
        while not self.signals:
            time.sleep(0.1)
            for program in self.programs:
                if program.process is None:
                    if time.monotonic() >= program.restart_at:
                        self._start(program)
                elif (code := program.process.poll()) is not None:
                    if program.essential:
                        self.say(program.name, f"ended with {_words(code)}; stopping everything")
                        return code if code > 0 else 1
                    self._plan_restart(program, code)
        return 0

    def _plan_restart(self, program: Program, code: int) -> None:
        if time.monotonic() - program.started_at >= STEADY_SECONDS:
            program.pause = FIRST_PAUSE
        self.say(program.name, f"ended with {_words(code)}; starting it again in {program.pause:g} s")
        program.restart_at = time.monotonic() + program.pause
        program.pause = min(program.pause * 2, LONGEST_PAUSE)
        program.process = None

    def _stop(self) -> None:
        running = [p.process for p in self.programs if p.process is not None and p.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        # A second Ctrl-C means at once. A second SIGTERM does not: make passes on the one it got itself.
        asked = max(self.interrupts, 1)
        while any(process.poll() is None for process in running) and time.monotonic() < deadline:
            if self.interrupts > asked:
                break
            time.sleep(0.05)


def _words(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def _number(environment: Mapping[str, str], name: str, default: int) -> str:
    text = environment.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise Problem(f"{name} is {text!r}, and must be a number from 1, as in: {name}={default}")
    return text


def programs(python: str, host: str, port: int, environment: Mapping[str, str]) -> list[Program]:
    """Return the portal's own two programs: the web server and the worker that empties the outbox.

    WEB_CONCURRENCY and WEB_THREADS size the web server: processes, and requests that each serves at once.
    The threads' default stays within the pool of database connections (config.settings.base).
    Raises Problem when one of them is not a number.
    """
    processes = _number(environment, "WEB_CONCURRENCY", 1)
    threads = _number(environment, "WEB_THREADS", min(8, 2 * (os.cpu_count() or 1)))
    sizes = ["--workers", processes, "--blocking-threads", threads, "--workers-kill-timeout", str(STOP_SECONDS - 5)]
    web = [python, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", host, "--port", str(port), *sizes]
    return [
        Program("web", [*web, "--respawn-failed-workers", "config.wsgi:application"], essential=True),
        Program("worker", [python, "manage.py", "run_worker"]),
    ]


def serve(python: str, host: str, port: int, settings: str, greeting: str = "") -> int:
    """Run web and worker until a signal; print the address and the greeting once the portal answers."""
    environment = {"DJANGO_SETTINGS_MODULE": settings, "PYTHONUNBUFFERED": "1", **os.environ, "PORT": str(port)}
    manager = Manager(programs(python, host, port, environment), environment)

    def announce() -> None:
        deadline = time.monotonic() + START_SECONDS
        while not (status := status_of(host, port)) and time.monotonic() < deadline:
            if manager.signals:
                return
            time.sleep(0.1)
        if not status or status >= 500:
            manager.say("portal", f"{NO_ANSWER} (status {status})")
            return
        for line in ["", f"The portal is ready: {url(host, port)}", *greeting.splitlines(), ""]:
            manager.say("portal", line)

    return manager.run(announce)


def command() -> int:
    """Serve on HOST and PORT with the environment's settings: for service managers and containers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settings", default=os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.production"))
    arguments = parser.parse_args()
    host, port = wanted_address(os.environ)
    require_free(host, port)
    return serve(sys.executable, host, port, arguments.settings)


if __name__ == "__main__":
    main(command, "python -m tools.serve")
