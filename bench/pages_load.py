"""Web servers to measure and the load put on them: loopback only, bounded in time and connections."""

import contextlib
import http.client
import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
CONNECTIONS = 16
START_SECONDS = 60
NO_HEADERS: Mapping[str, str] = {}


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def server_commands() -> dict[str, list[str]]:
    """Commands of the servers that are installed, one worker each; `{port}` and `{app}` are to be filled in."""
    python = [sys.executable, "-m"]
    granian = [
        *python,
        "granian",
        "--interface",
        "wsgi",
        "--host",
        HOST,
        "--port",
        "{port}",
        "--no-ws",
        "--workers",
        "1",
    ]
    granian += ["--log-level", "error", "{app}"]
    commands = {
        "granian": granian,
        "granian, 4 threads": [*granian[:-1], "--blocking-threads", "4", "{app}"],
    }
    if importlib.util.find_spec("gunicorn"):
        gunicorn = [*python, "gunicorn", "--bind", f"{HOST}:{{port}}", "--workers", "1", "--log-level", "error"]
        commands["gunicorn sync"] = [*gunicorn, "{app}"]
        commands["gunicorn gthread, 4 threads"] = [*gunicorn, "--worker-class", "gthread", "--threads", "4", "{app}"]
    return commands


@dataclass(frozen=True)
class Load:
    """What a server did: requests a second of the clock, and microseconds of its CPU a request."""

    a_second: float
    cpu: float


@dataclass(frozen=True)
class Server:
    """A server that runs: where it answers, and its first process."""

    url: str
    pid: int

    def measure(self, seconds: float, headers: Mapping[str, str] = NO_HEADERS) -> Load:
        """Load it for some seconds with requests that have these headers. The clock depends on what else the machine does, CPU hardly."""
        before = cpu_seconds(self.pid)
        count, a_second = put_load(self.url, seconds, headers)
        return Load(a_second, (cpu_seconds(self.pid) - before) / count * 1e6)


def cpu_seconds(pid: int) -> float:
    """CPU time of a process and its children that live, from /proc; 0 where there is none."""
    ticks, total, known = os.sysconf("SC_CLK_TCK"), 0, {pid}
    stats = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            stats.append((int(path.parent.name), int(fields[1]), int(fields[11]) + int(fields[12])))
    for number, parent, spent in sorted(stats):
        if number in known or parent in known:
            known.add(number)
            total += spent
    return total / ticks


@contextlib.contextmanager
def serving(
    command: list[str], app: str, folder: Path, environment: Mapping[str, str], address: str
) -> Iterator[Server]:
    """Run one server until the block ends; yields it once `address` has been answered with 200."""
    port = free_port()
    arguments = [part.format(port=port, app=app) for part in command]
    log = Path(tempfile.mkstemp(prefix="bench-server-", suffix=".log")[1])
    with log.open("wb") as out:
        process = subprocess.Popen(
            arguments, cwd=folder, env={**os.environ, **environment}, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        _wait(process, port, address, log)
        yield Server(f"http://{HOST}:{port}{address}", process.pid)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.unlink()


def _wait(process: subprocess.Popen[bytes], port: int, address: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=20)
            connection.request("GET", address)
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise SystemExit(f"The server did not answer {address} with 200:\n{log.read_text()}")


def put_load(url: str, seconds: float, headers: Mapping[str, str]) -> tuple[int, float]:
    """Requests in all and a second, over CONNECTIONS kept-open connections. By `wrk` if installed, else by threads."""
    if wrk := shutil.which("wrk"):
        command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s"]
        command += [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
        text = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
        found, count = re.search(r"Requests/sec:\s*([\d.]+)", text), re.search(r"(\d+) requests in", text)
        if not found or not count or "Non-2xx" in text:
            raise SystemExit(f"wrk failed on {url}:\n{text}")
        return int(count[1]), float(found[1])
    return _threads(url, seconds, headers)


def _threads(url: str, seconds: float, headers: Mapping[str, str]) -> tuple[int, float]:
    address, _, path = url.removeprefix("http://").partition("/")
    end = time.monotonic() + seconds
    counts: list[int] = []

    def read() -> None:
        connection, count = http.client.HTTPConnection(address, timeout=20), 0
        while time.monotonic() < end:
            connection.request("GET", f"/{path}", headers=dict(headers))
            connection.getresponse().read()
            count += 1
        counts.append(count)

    readers = [threading.Thread(target=read) for _ in range(CONNECTIONS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return sum(counts), sum(counts) / seconds
