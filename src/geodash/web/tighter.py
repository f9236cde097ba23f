"""Content is packed quickly for whoever asks first, and once more, as small as can be, while nobody waits.

Brotli's highest level leaves a quarter less of the base map than the level that answers at once, and takes
seventy times as long.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from collections.abc import Callable

_LEAST, _MOST = 4_000, 2_000_000
"""Bytes of content that is packed again: less gains no packet, more takes longer than three seconds."""
_WAITING: deque[tuple[bytes, Callable[[bytes], object]]] = deque(maxlen=200)


def tighten_later(content: bytes, encoding: str, keep: Callable[[bytes], object]) -> None:
    """Have content packed again; ``keep`` is called in another thread with what travels from then on."""
    if encoding == "br" and _LEAST <= len(content) <= _MOST:
        _WAITING.append((content, keep))


def tighten() -> None:
    """Pack again what waits for it; takes about a second of a processor for each megabyte."""
    while _WAITING:
        content, keep = _WAITING.popleft()
        keep(brotli.compress(content))


def forget_waiting() -> None:
    """Let nothing wait any longer: the process is about to end."""
    _WAITING.clear()
