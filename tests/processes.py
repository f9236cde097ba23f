"""Processes that tests start or find: which of them live, and waiting for what becomes of them."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_S = 60


def wait_until(holds: Callable[[], bool], what: str = "it did not come about") -> None:
    """Wait for a condition, for a minute at most."""
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, what
        threading.Event().wait(0.05)  # whoever brings it about needs the processor


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has asked about does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in {"Z", "X"}


def workers(pid: int) -> list[int]:
    """Processes that a server has started to make files and that are at work or wait for it."""
    paths = Path(f"/proc/{pid}/task").glob("*/children")
    found = [int(child) for path in paths for child in path.read_text(encoding="utf-8").split()]
    return [child for child in found if is_alive(child) and "geodash.products.worker" in _command(child)]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")
    except OSError:  # it has just ended
        return ""


def crowding() -> float:
    """By how much longer all takes where more wants to run than there are processors; else 1."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
