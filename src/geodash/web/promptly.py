"""Small messages leave at once."""

from __future__ import annotations

import logging
import os
import socket
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOG = logging.getLogger(__name__)
_OPEN_FILES = "/dev/fd"
_INTERNET = frozenset({socket.AF_INET, socket.AF_INET6})


def send_at_once() -> None:
    """Have no small message of this process wait for the receipt of the one before.

    The system holds it back for up to 40 ms unless told otherwise (Nagle's algorithm, RFC 896). asyncio does
    so for sockets that name their protocol, which Streamlit's does not; connections inherit it from the
    socket that takes them, so this must run before the first one comes.
    """
    for taking in _taking_connections():
        with taking:
            taking.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _taking_connections() -> Iterator[socket.socket]:
    """Second handles of the sockets that take connections; none where the system does not list open files."""
    try:
        names = os.listdir(_OPEN_FILES)  # noqa: PTH208  numbers, not paths
    except OSError:
        _LOG.info("Open files cannot be listed: answers may wait for up to 40 ms.")
        return
    for name in names:
        try:
            if not stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                continue
            found = socket.socket(fileno=os.dup(int(name)))
        except (OSError, ValueError):  # closed by now
            continue
        if found.family in _INTERNET and found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            yield found
        else:
            found.close()
