"""Small messages leave at once."""

from __future__ import annotations

import socket
import subprocess
import sys

from geodash.web.application import lifespan
from tests.apart import run_apart

ALONE = """
import os, socket
from geodash.web.promptly import send_at_once
reading, writing = os.pipe()
kept = [socket.socket(), *socket.socketpair()]
before = sorted(os.listdir("/dev/fd"))
send_at_once()
assert sorted(os.listdir("/dev/fd")) == before
os.close(writing)
assert os.read(reading, 1) == b""
"""


def test_no_handle_stays_open() -> None:
    """A second handle of a pipe would keep whoever reads it from ever seeing its end."""
    run = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=False)  # noqa: S603
    assert run.returncode == 0, run.stderr


def test_connections_do_not_hold_small_messages_back() -> None:
    """As Streamlit makes its socket: without the protocol's name, by which asyncio goes."""

    async def start() -> None:
        async with lifespan(None):
            pass

    with socket.socket(family=socket.AF_INET) as taking, socket.socket() as other:
        taking.bind(("127.0.0.1", 0))
        taking.listen()
        run_apart(start())
        other.connect(taking.getsockname())
        taken, _ = taking.accept()
        with taken:
            assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert not other.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)  # not ours to decide
