"""Small messages leave at once."""

from __future__ import annotations

import os
import socket

from geodash.web.application import lifespan
from geodash.web.promptly import send_at_once
from tests.web.client import apart


def handles() -> list[str]:
    return sorted(os.listdir("/dev/fd"))  # noqa: PTH208  numbers, not paths


def test_no_handle_stays_open() -> None:
    """A second handle of a pipe would keep whoever reads it from ever seeing its end."""
    reading, writing = os.pipe()
    with socket.socket() as idle, socket.socketpair()[0]:
        before = handles()
        send_at_once()
        assert handles() == before
        assert idle.fileno() >= 0
    os.close(writing)
    assert os.read(reading, 1) == b""
    os.close(reading)


def test_connections_do_not_hold_small_messages_back() -> None:
    """As Streamlit makes its socket: without the protocol's name, by which asyncio goes."""

    async def start() -> None:
        async with lifespan(None):
            pass

    with socket.socket(family=socket.AF_INET) as taking, socket.socket() as other:
        taking.bind(("127.0.0.1", 0))
        taking.listen()
        apart(start())
        other.connect(taking.getsockname())
        taken, _ = taking.accept()
        with taken:
            assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert not other.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)  # not ours to decide
