"""How far the making of a file has come, for files that are made in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    Told = Callable[["Piece"], None]
    """Told before each piece of work; raises what it likes where the file is not wanted any more."""


class Piece(NamedTuple):
    """A piece of the work on an animation: how many of how many frames are ready before it begins."""

    done: int
    total: int


def untold(_: Piece) -> None:
    """Of a file whose progress nobody follows."""
