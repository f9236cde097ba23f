"""Content is packed quickly for whoever asks first, and once more, as small as can be, while nobody waits.

Brotli's highest level leaves a quarter less of the base map than the level that answers at once, and takes
seventy times as long.
"""

from __future__ import annotations

from collections import deque
from threading import Lock
from typing import TYPE_CHECKING

import brotli

from geodash.switches import is_set

if TYPE_CHECKING:
    from collections.abc import Callable

SHRINKING = "GEODASH_SHRINK"
"""Switches off what is done in quiet moments, for a host whose processor is never quiet."""
_LEAST, _MOST = 4_000, 2_000_000
"""Bytes of content that is packed again: less gains no packet, more takes longer than three seconds."""
_ALL = 8_000_000
"""Bytes of all that waits: the program and the map are asked for first, the columns of many events later."""
_WAITING: deque[tuple[bytes, Callable[[bytes], object]]] = deque()
_LOCK = Lock()


def tighten_later(content: bytes, encoding: str, keep: Callable[[bytes], object]) -> None:
    """Have content packed again; ``keep`` is called in another thread with what travels from then on."""
    if encoding != "br" or is_set(SHRINKING, "off"):
        return
    with _LOCK:
        if _LEAST <= len(content) <= min(_MOST, _ALL - sum(len(each) for each, _ in _WAITING)):
            _WAITING.append((content, keep))


def tighten() -> None:
    """Pack again what waits for it; takes about a second of a processor for each megabyte."""
    while True:
        with _LOCK:
            if not _WAITING:
                return
            content, keep = _WAITING.popleft()
        keep(brotli.compress(content))


def forget_waiting() -> None:
    """Let nothing wait any longer: the process is about to end."""
    with _LOCK:
        _WAITING.clear()
