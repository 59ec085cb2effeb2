"""A port that cannot be used is refused in a sentence that says what to do."""

import socket
import subprocess
import sys
import threading

import pytest

from tools.console import Problem
from tools.ports import require_free, status_of, url, wait_until_free, wanted_address


def test_run_refuses_a_busy_port_before_anything_else(checkout, environment, busy_port):
    result = subprocess.run(
        [sys.executable, "-m", "tools.run"],
        cwd=checkout,
        env={**environment, "PORT": str(busy_port)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 1
    assert f"Port {busy_port} is already used by another program" in result.stderr
    assert "make run" in result.stderr
    assert not (checkout / ".venv").exists()


def test_a_port_that_is_just_being_released_is_waited_for():
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    threading.Timer(0.5, listener.close).start()
    wait_until_free("127.0.0.1", port)
    require_free("127.0.0.1", port)


def test_the_suggested_port_is_free(busy_port):
    with pytest.raises(Problem) as caught:
        require_free("127.0.0.1", busy_port)
    suggested = int(str(caught.value).rpartition("PORT=")[2].split()[0])
    assert suggested > busy_port
    require_free("127.0.0.1", suggested)


@pytest.mark.parametrize("text", ["http", "0", "65536", "80 80", "-1", "٨٠٠٠"])
def test_port_must_be_a_number_in_range(text):
    with pytest.raises(Problem, match="must be a number from 1 to 65535"):
        wanted_address({"PORT": text})


def test_address_defaults_to_this_machine_only():
    assert wanted_address({}) == ("127.0.0.1", 8000)
    assert url("0.0.0.0", 8000) == "http://localhost:8000/"


def test_a_port_that_accepts_and_never_answers_counts_as_silent(busy_port):
    assert status_of("127.0.0.1", busy_port, timeout=0.3) == 0


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-machine.invalid"])  # RFC 5737, RFC 6761: nobody has them
def test_an_address_that_is_not_this_machines_is_named(host):
    with pytest.raises(Problem) as problem:
        require_free(host, 8000)
    assert str(problem.value) == f"This machine has no address {host}. Set HOST to one that it has, or leave HOST out."
