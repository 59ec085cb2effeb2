"""Starts a command, waits until the portal answers on a port, and stops it: `until_ready.py PORT [--offline] COMMAND`.

A program of its own, because it runs where the tests do not: in a namespace without network, or on a small disk.
"""

import fcntl
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from tools.ports import status_of

LIMIT_SECONDS = 600
ANYWHERE = ("192.0.2.1", 443)  # RFC 5737: it is nobody's, and only a machine without a network says so at once
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x1


def bring_loopback_up() -> None:
    """What `ip link set lo up` does, on machines without it: a new network namespace has a loopback that is down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        answer = fcntl.ioctl(handle, SIOCGIFFLAGS, struct.pack("16sH14x", b"lo", 0))
        flags = struct.unpack("16sH14x", answer)[1]
        fcntl.ioctl(handle, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", flags | IFF_UP))


def refuse_a_network() -> None:
    """End the program when an address outside could be reached."""
    try:
        socket.create_connection(ANYWHERE, timeout=5).close()
    except OSError as error:
        if "unreachable" in str(error):
            return
    sys.exit("There is a network here, so that nothing would be proved.")


def main() -> int:
    port, *command = sys.argv[1:]
    if command[0] == "--offline":
        command.pop(0)
        bring_loopback_up()
        refuse_a_network()
    process = subprocess.Popen(command)
    deadline = time.monotonic() + LIMIT_SECONDS
    try:
        while process.poll() is None and time.monotonic() < deadline:
            if status_of("127.0.0.1", int(port), "/fr/") == 200:
                return 0
            time.sleep(0.1)
        return process.poll() or 1
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
