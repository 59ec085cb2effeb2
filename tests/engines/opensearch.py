"""Starts a real OpenSearch on loopback without containers: `python -m tests.engines.opensearch [NODES]` until Ctrl-C.

The jars come from Maven Central once, into ENGINE_DIR (`~/.cache/portal-engines`). Java 21 or later runs OpenSearch
3.8.0; Java 17, Debian 12's, runs 2.19.1; ENGINE_VERSION=2.19.1 asks for that one by name. ENGINE_HEAP is 512m.
"""

import fcntl
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tools import needs

POM = Path(__file__).with_name("pom.xml")
#: The newest that each Java can run, newest first: (OpenSearch, oldest Java, options of Java).
VERSIONS = (
    ("3.8.0", 21, ("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED")),
    ("2.19.1", 17, ()),
)
#: The runner listens nowhere else.
PORTS = range(9201, 9299)
TRIES, START_SECONDS, STOP_SECONDS = 4, 90.0, 20.0


class CannotStart(Exception):
    """OpenSearch cannot be started here; the message says why and what to do."""


@dataclass(frozen=True)
class Cluster:
    """A running cluster: its version, the URL of each node, its process, and the folder of its data."""

    version: str
    urls: tuple[str, ...]
    process: subprocess.Popen
    folder: Path

    def stop(self) -> None:
        """End the process and delete the data."""
        _end(self.process)
        shutil.rmtree(self.folder, ignore_errors=True)


def javas() -> list[tuple[int, str]]:
    """Version and path of every Java on this machine, the newest first."""
    homes = [os.environ.get("JAVA_HOME", ""), *map(str, Path("/usr/lib/jvm").glob("*"))]
    places = [path for home in homes if home and Path(path := f"{home}/bin/java").is_file()]
    if on_path := shutil.which("java"):
        places.append(on_path)
    found = {str(Path(place).resolve()) for place in places}
    return sorted(((_java_version(place), place) for place in found), reverse=True)


def _java_version(java: str) -> int:
    command = [java, "-XshowSettings:properties", "-version"]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    version = re.search(r"java\.specification\.version = (\d+)", told)
    return int(version[1]) if version else 0


def choose() -> tuple[str, str, tuple[str, ...]]:
    """The OpenSearch to start, the Java that runs it, and that one's options. Raises CannotStart."""
    asked = os.environ.get("ENGINE_VERSION", "")
    present = javas()
    for version, oldest, options in VERSIONS:
        able = [java for number, java in present if number >= oldest]
        if able and asked in ("", version):
            # The oldest Java that can: 2.19 was never meant for the newest.
            return version, able[-1], options
    what = f"OpenSearch {asked}" if asked else "OpenSearch"
    raise CannotStart(
        f"{what} cannot be started: 3 needs Java 21 or later, 2 needs 17. {'' if present else needs.JAVA.sentence()}"
    )


def jars(version: str) -> Path:
    """The folder with OpenSearch, fetched when it is not there yet. Raises CannotStart."""
    base = Path(os.environ.get("ENGINE_DIR") or Path.home() / ".cache" / "portal-engines")
    folder = base / f"lib-{version}.0"
    folder.mkdir(parents=True, exist_ok=True)
    with (base / f"lock-{version}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ".complete").exists():
            _fetch(version, folder)
            (folder / ".complete").touch()
    return folder


def _fetch(version: str, folder: Path) -> None:
    if not shutil.which("mvn"):
        raise CannotStart(needs.MAVEN.sentence())
    goal = ["dependency:copy-dependencies", f"-Drunner.version={version}.0", f"-DoutputDirectory={folder}"]
    for attempt in range(TRIES):
        time.sleep(attempt * 5)
        done = subprocess.run(["mvn", "-B", "-q", "-f", str(POM), *goal], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return
    raise CannotStart(f"Maven could not fetch OpenSearch {version}: {done.stdout[-1000:]}{done.stderr[-1000:]}")


def start(nodes: int = 1) -> Cluster:
    """A cluster of so many nodes in one process, ready to answer. Raises CannotStart."""
    version, java, options = choose()
    library = jars(version)
    tail = ""
    for _attempt in range(TRIES):
        folder = Path(tempfile.mkdtemp(prefix="portal-opensearch-"))
        first = _free_ports(nodes)
        name = folder.name
        heap = os.environ.get("ENGINE_HEAP", "512m")
        command = [java, f"-Xms{heap}", f"-Xmx{heap}", *options, "-Dlog4j2.disable.jmx=true", "-cp", f"{library}/*"]
        command += ["org.codelibs.opensearch.runner.OpenSearchRunner", "-basePath", str(folder), "-clusterName", name]
        command += ["-numOfNode", str(nodes), "-baseHttpPort", str(first - 1)]
        with (folder / "out.log").open("w") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        urls = tuple(f"http://127.0.0.1:{first + number}" for number in range(nodes))
        cluster = Cluster(version, urls, process, folder)
        if _comes_up(cluster, name):
            return cluster
        tail = (folder / "out.log").read_text()[-1000:]
        cluster.stop()
    raise CannotStart(f"OpenSearch {version} did not come up. The end of its log: {tail}")


def _free_ports(count: int) -> int:
    """The first of so many ports in a row that nobody listens on, somewhere in the middle for each process."""
    starts = list(PORTS)[: len(PORTS) - count + 1]
    turn = os.getpid() * 7 % len(starts)
    for first in starts[turn:] + starts[:turn]:
        if all(_is_free(first + number) for number in range(count)):
            return first
    raise CannotStart(f"No {count} ports in a row are free between {PORTS.start} and {PORTS.stop}.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _comes_up(cluster: Cluster, name: str) -> bool:
    """Wait until every node answers under this name; another process may have taken the port meanwhile."""
    end = time.monotonic() + START_SECONDS
    wait = f"/_cluster/health?wait_for_nodes={len(cluster.urls)}&wait_for_status=green&timeout=1s"
    while time.monotonic() < end and cluster.process.poll() is None:
        try:
            names = {_get(url + wait)["cluster_name"] for url in cluster.urls}
        except OSError:
            time.sleep(0.2)
            continue
        return names == {name}
    return False


def _get(url: str) -> dict:
    with urllib.request.urlopen(url, timeout=5) as answer:
        return json.load(answer)


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


if __name__ == "__main__":
    running = start(int(sys.argv[1]) if sys.argv[1:] else 1)
    print(*running.urls, flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        signal.pause()
    finally:
        running.stop()
