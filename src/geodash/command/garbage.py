"""How often a short run looks for garbage."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_RARELY = 200_000
"""Objects made more than given back before garbage is looked for."""


@contextmanager
def collected_rarely() -> Iterator[None]:
    """Look for garbage rarely: loading libraries makes none, and looking takes a tenth of a short run."""
    usual = gc.get_threshold()
    gc.set_threshold(_RARELY, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
