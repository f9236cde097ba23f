"""Typefaces that matplotlib opens, and keeps open for each thread that ever drew, up to 64 times."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def fonts_for_once() -> Iterator[None]:
    """Close, when the block ends, the typefaces that were opened: the next drawing comes from another thread.

    The keeper is no public part of matplotlib; a test says whether there are still none left open.
    """
    try:
        yield
    finally:
        manager = sys.modules.get("matplotlib.font_manager")
        forget = getattr(getattr(manager, "_get_font", None), "cache_clear", None)
        if forget is not None:
            forget()
