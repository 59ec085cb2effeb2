"""Which address the portal listens on, and whether it is free and answers."""

import errno
import http.client
import os
import socket
import time
from collections.abc import Mapping

from tools.console import Problem
from tools.guard import GRACE_SECONDS

DEFAULT_PORT = 8000
DEFAULT_HOST = "127.0.0.1"
PATIENCE_SECONDS = GRACE_SECONDS + 1  # the guard of a killed portal ends the rest of it within its grace


def wanted_address(environment: Mapping[str, str]) -> tuple[str, int]:
    """Return HOST and PORT of the environment, or the defaults. Raises Problem when PORT is not a port."""
    text = environment.get("PORT") or str(DEFAULT_PORT)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Problem(f"PORT is {text!r}, and must be a number from 1 to 65535, as in: PORT=8080 make run")
    return environment.get("HOST") or DEFAULT_HOST, int(text)


def _bind_error(host: str, port: int) -> int:
    """Return 0 when nothing stands in the way of listening there, or the operating system's error number."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As servers do, so that connections still closing down do not count as busy.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except socket.gaierror:
            return errno.EADDRNOTAVAIL
        except OSError as error:
            return error.errno or errno.EINVAL
    return 0


def require_free(host: str, port: int) -> None:
    """Raise Problem, with what to do, when the portal could not listen there."""
    error = _bind_error(host, port)
    if not error:
        return
    if error == errno.EADDRINUSE:
        free = next((p for p in range(port + 1, min(port + 100, 65536)) if not _bind_error(host, p)), 0)
        other = f" or choose another port, as in: PORT={free} make run" if free else ""
        raise Problem(
            f"Port {port} is already used by another program, perhaps by a portal that runs already "
            f"(look at {url(host, port)}). Stop that program,{other}."
        )
    if error == errno.EACCES:
        raise Problem(f"This user may not listen on port {port}. Choose one above 1023, as in: PORT=8080 make run")
    if error == errno.EADDRNOTAVAIL:
        raise Problem(f"This machine has no address {host}. Set HOST to one that it has, or leave HOST out.")
    raise Problem(f"The portal cannot listen on {host} port {port}: {os.strerror(error)}. Choose another HOST or PORT.")


def wait_until_free(host: str, port: int) -> None:
    """Give a portal that was just stopped or killed the time to let go of the port; else raise Problem."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    if _bind_error(host, port) == errno.EADDRINUSE:
        print(f"Port {port} is in use; waiting {PATIENCE_SECONDS} s in case it is just being released.", flush=True)
    while _bind_error(host, port) == errno.EADDRINUSE and time.monotonic() < deadline:
        time.sleep(0.1)
    require_free(host, port)


def url(host: str, port: int) -> str:
    """Return the address to open in a browser on this machine."""
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::1", "::") else host
    return f"http://{shown}:{port}/"


def status_of(host: str, port: int, path: str = "/", timeout: float = 30) -> int:
    """Return the HTTP status that the portal answers, or 0 while it does not answer."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    connection = http.client.HTTPConnection(target, port, timeout=timeout)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def free_port() -> int:
    """Return a port of the loopback address that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((DEFAULT_HOST, 0))
        return int(probe.getsockname()[1])
