"""Content is packed quickly for whoever asks first, and once more, as small as can be, while nobody waits.

Brotli's highest level leaves a quarter less of the base map than the level that answers at once, and takes
seventy times as long: a page that opens meanwhile would wait for the processor.
"""

from __future__ import annotations

import time
from collections import deque
from threading import Lock
from typing import TYPE_CHECKING

import brotli

from geodash import metrics
from geodash.switches import is_set

if TYPE_CHECKING:
    from collections.abc import Callable

SHRINKING = "GEODASH_SHRINK"
"""Switches off what is done in quiet moments, for a host whose processor is never quiet."""
QUIET_S = 8.0
"""Seconds in which no page asked for a file: one is packed again only after so many."""
_LEAST, _MOST = 4_000, 2_000_000
"""Bytes of content that is packed again: less gains no packet, more takes longer than three seconds."""
_ALL = 4_000_000
"""Bytes of all that waits: the program and the map are asked for first, the columns of many events later."""
_WAITING: deque[tuple[bytes, Callable[[bytes], object]]] = deque()
_LOCK = Lock()
_asked_at = float("-inf")


def tighten_later(content: bytes, encoding: str, keep: Callable[[bytes], object]) -> None:
    """Have content packed again; ``keep`` is called in another thread with what travels from then on."""
    if encoding != "br" or is_set(SHRINKING, "off"):
        return
    with _LOCK:
        if _LEAST <= len(content) <= min(_MOST, _ALL - sum(len(each) for each, _ in _WAITING)):
            _WAITING.append((content, keep))
        metrics.count_to_shrink(len(_WAITING))


def note_asked() -> None:
    """A page asks for a file: what waits is packed when all have theirs."""
    global _asked_at  # noqa: PLW0603  one moment of the process
    _asked_at = time.monotonic()


def quiet_in() -> float:
    """Seconds until nobody will have asked for so long; 0 if it is so now."""
    return max(0.0, _asked_at + QUIET_S - time.monotonic())


def tighten_one() -> bool:
    """Pack the first of what waits, in about 1.5 s for each megabyte. False if nothing waits."""
    with _LOCK:
        if not _WAITING:
            return False
        content, keep = _WAITING.popleft()
    keep(brotli.compress(content))
    metrics.count_to_shrink(len(_WAITING))
    return True


def forget_waiting() -> None:
    """Let nothing wait any longer: the process is about to end."""
    with _LOCK:
        _WAITING.clear()
