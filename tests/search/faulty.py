"""Faults of search engines, injected for real: a gate in front of a cluster, and harm to the files of an index."""

import os
import random
import resource
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.search.engines.faults import http, never, says

ERROR = b'{"error":{"root_cause":[],"type":"injected"},"status":500}'
#: What a gate does with a connection instead of leading it to the engine.
ANSWERS: dict[str, Callable[[socket.socket], object]] = {
    "hanging": never,
    "429": says(http("429 Too Many Requests", ERROR)),
    "500": says(http("500 Internal Server Error", ERROR)),
    "garbage": says(b"\x16\x03\x01\x02\x00\x01\x00\xff\xfe garbage \r\n\r\n"),
    "a web page": says(http("200 OK", b"<html>It works</html>", "text/html")),
}
ENGINE_FAULTS = ("refused", *ANSWERS)


class Gate:
    """A port in front of an engine, which can be shut, or made to answer as no engine should."""

    def __init__(self, engine: str) -> None:
        host, _, port = engine.partition(":")
        self._engine = (host, int(port))
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._server = socket.create_server(("127.0.0.1", 0))
        self._port = self._server.getsockname()[1]
        self.host = f"127.0.0.1:{self._port}"
        self.fault = ""
        self.connections = 0
        self._listen()

    def set(self, fault: str) -> None:
        """Break in this way from now on, connections that are open included; an empty string ends it."""
        was_shut, self.fault = self.fault == "refused", fault
        if fault == "refused":
            self._shut()
        elif was_shut:
            self._server = socket.create_server(("127.0.0.1", self._port))
            self._listen()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def broken(self, fault: str) -> Iterator[None]:
        """Broken in this way inside the block."""
        self.set(fault)
        try:
            yield
        finally:
            self.set("")

    def close(self) -> None:
        """Let go of everything."""
        self.set("refused")

    def _shut(self) -> None:
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)  # wakes whoever waits in accept
        self._server.close()

    def _listen(self) -> None:
        threading.Thread(target=self._accept, args=(self._server,), daemon=True).start()

    def _accept(self, server: socket.socket) -> None:
        while True:
            try:
                connection, _address = server.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with self._kept(connection), suppress(OSError, ConnectionError):
            if self.fault:
                ANSWERS[self.fault](connection)
                return
            with self._kept(socket.create_connection(self._engine)) as engine:
                back = threading.Thread(target=_pour, args=(engine, connection), daemon=True)
                back.start()
                _pour(connection, engine)
                back.join()

    @contextmanager
    def _kept(self, connection: socket.socket) -> Iterator[socket.socket]:
        with self._lock:
            self._open.add(connection)
        try:
            with connection:
                yield connection
        finally:
            with self._lock:
                self._open.discard(connection)


def _pour(source: socket.socket, target: socket.socket) -> None:
    """What comes from one socket goes to the other, until one of them ends."""
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


# Harm to the folder of the embedded engine


def in_service(folder: Path) -> Path:
    """The folder of the index that the pointer names."""
    return folder / (folder / "current").read_text().strip()


def segments(folder: Path) -> list[Path]:
    """The files with content of the index in service."""
    return [
        path
        for half in ("objects", "parts")
        for path in sorted((in_service(folder) / half).glob("*.*[!k]"))
        if path.suffix != ".json"
    ]


def delete_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def delete_generation(folder: Path) -> None:
    shutil.rmtree(in_service(folder))


def delete_pointer(folder: Path) -> None:
    (folder / "current").unlink()


def point_to_nothing(folder: Path) -> None:
    (folder / "current").write_text("nowhere")


def spoil_pointer(folder: Path) -> None:
    (folder / "current").write_bytes(b"\xff\xfe\x00")


def cut_meta(folder: Path) -> None:
    meta = in_service(folder) / "objects" / "meta.json"
    meta.write_bytes(meta.read_bytes()[:100])


def spoil_meta(folder: Path) -> None:
    (in_service(folder) / "parts" / "meta.json").write_text('{"segments": [7]}')


def spoil_segments(folder: Path) -> None:
    """Every file of content becomes garbage of the same length, in place, as on a failing disk."""
    for path in segments(folder):
        with path.open("r+b") as file:
            file.write(random.Random(1).randbytes(path.stat().st_size))


def spoil_a_byte(folder: Path) -> None:
    """One byte of each file is another: most searches notice nothing."""
    for path in segments(folder):
        with path.open("r+b") as file:
            file.seek(path.stat().st_size // 3)
            byte = file.read(1)
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte[0] ^ 0x5A]))


def lose_segments(folder: Path) -> None:
    for path in segments(folder):
        if path.suffix == ".idx":
            path.unlink()


FOLDER_FAULTS = {
    "folder deleted": delete_folder,
    "index deleted": delete_generation,
    "pointer missing": delete_pointer,
    "pointer to nothing": point_to_nothing,
    "pointer garbage": spoil_pointer,
    "meta.json cut": cut_meta,
    "meta.json garbage": spoil_meta,
    "segments garbage": spoil_segments,
    "a byte of each segment": spoil_a_byte,
    "segments lost": lose_segments,
}


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nobody may write in the folder inside the block. Root is turned into a user without rights meanwhile."""
    inside = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in inside}
    was_root = os.geteuid() == 0
    for path in inside:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if was_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if was_root:
            os.seteuid(0)
        for path, mode in modes.items():
            if path.exists():
                path.chmod(mode)


@contextmanager
def disk_full(size: int = 64) -> Iterator[None]:
    """This process cannot make a file longer than `size` bytes inside the block: writing fails as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


UNWRITABLE: dict[str, Callable[[Path], object]] = {"read-only": read_only, "disk full": lambda _folder: disk_full()}
