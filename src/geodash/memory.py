"""What a server holds of the system's memory beyond what it needs, and how it gives that back."""

from __future__ import annotations

import ctypes

import pyarrow as pa

_ARENA_MAX = -8
"""Number of that option in malloc.h of glibc."""


def use_one_arena() -> None:
    """Let all threads of the process allocate from one arena of glibc; call it before they begin.

    Each thread takes an arena of its own otherwise, and what one has freed is of no use to the others.
    Python's threads hardly ever allocate at the same time.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(_ARENA_MAX, 1)


def give_memory_back() -> None:
    """Hand what reading took meanwhile to the system, which the allocators of glibc and Arrow put off."""
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
