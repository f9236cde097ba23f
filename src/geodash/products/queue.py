"""Files are made one at a time in the whole process; one that nobody wants any more leaves the line."""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from threading import Condition
from typing import TYPE_CHECKING

from geodash.limits import WAITING_FILES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    StillWanted = Callable[[int], None]
    """Called with the number of files before this one; raises what it likes where the file is not wanted."""

ASKED_EVERY = 0.25
"""Seconds between two questions whether a waiting file is still wanted."""


class TooManyFilesError(Exception):
    """As many files are ordered as may wait: one more would only be given up."""


def wanted(_: int) -> None:
    """Of a file that is wanted whatever happens."""


class Queue:
    """One line for all. A picture takes memory, and its library keeps settings and fonts per process."""

    def __init__(self, most: int = WAITING_FILES) -> None:
        self._most = most
        self._line: deque[object] = deque()  # the first is being made
        self._moved = Condition()

    @contextmanager
    def turn(self, still_wanted: StillWanted = wanted) -> Iterator[None]:
        """Wait for one's turn, and have it until the block ends.

        Raises
        ------
        TooManyFilesError
            If too many are waiting already.
        """
        ticket = object()
        with self._moved:
            if len(self._line) > self._most:
                raise TooManyFilesError
            self._line.append(ticket)
        try:
            while before := self._before(ticket):
                still_wanted(before)
            still_wanted(0)
            yield
        finally:
            with self._moved:
                self._line.remove(ticket)
                self._moved.notify_all()

    def _before(self, ticket: object) -> int:
        """How many are before this one, after a moment in which that may have changed."""
        with self._moved:
            if self._line[0] is not ticket:
                self._moved.wait(ASKED_EVERY)
            return self._line.index(ticket)
