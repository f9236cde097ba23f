"""Small messages leave at once."""

from __future__ import annotations

import socket

from geodash.web.application import lifespan
from tests.web.client import apart


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
