"""Letters that were left out of what is drawn, so that whoever asked for a file can be told."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NOTED: ContextVar[set[str] | None] = ContextVar("undrawn", default=None)


@contextmanager
def noting_undrawn() -> Iterator[set[str]]:
    """A set that holds, when the block ends, the letters that no font could draw within it."""
    noted: set[str] = set()
    before = _NOTED.set(noted)
    try:
        yield noted
    finally:
        _NOTED.reset(before)


def note_undrawn(letters: Iterable[str]) -> None:
    """Tell who listens that letters were left out."""
    noted = _NOTED.get()
    if noted is not None:
        noted.update(letters)
