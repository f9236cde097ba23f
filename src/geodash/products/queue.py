"""Files are made a few at a time in the whole process; one that nobody wants any more leaves the line.

Long work is done in pieces, and between two of them shorter files are made.
"""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, eq=False)
class _Ticket:
    """A place in the line; each is another."""

    is_long: bool


class Queue:
    """One line for all, of which the first few are made: as many as there are places to work at.

    Where files are made in the process that orders them there is one: their library keeps settings and fonts
    per process.
    """

    def __init__(self, most: int = WAITING_FILES, places: int = 1) -> None:
        self._most = most
        self._places = places
        self._line: deque[_Ticket] = deque()  # the first ones, one for each place, are being made
        self._moved = Condition()

    @contextmanager
    def turn(self, still_wanted: StillWanted = wanted, *, is_long: bool = False) -> Iterator[StillWanted]:
        """Wait for one's turn, and have it until the block ends.

        What is given back asks whether the file is still wanted, between two pieces of work; long work lets
        the shorter files that wait go first then. A long one that has begun goes before those that have not:
        an animation keeps all its frames in memory.

        Raises
        ------
        TooManyFilesError
            If too many are waiting already.
        """
        ticket = _Ticket(is_long)
        with self._moved:
            if len(self._line) >= self._most + self._places:
                raise TooManyFilesError
            self._line.append(ticket)
        try:
            self._wait(ticket, still_wanted)
            yield lambda _: self._give_way(ticket, still_wanted)
        finally:
            with self._moved:
                self._line.remove(ticket)
                self._moved.notify_all()

    def _wait(self, ticket: _Ticket, still_wanted: StillWanted) -> None:
        while before := self._before(ticket):
            still_wanted(before)
        still_wanted(0)

    def _give_way(self, ticket: _Ticket, still_wanted: StillWanted) -> None:
        if ticket.is_long:
            with self._moved:
                self._line = deque(sorted(self._line, key=lambda each: each.is_long))  # else as they stand
                self._moved.notify_all()
        self._wait(ticket, still_wanted)

    def _before(self, ticket: _Ticket) -> int:
        """How many are before this one, after a moment in which that may have changed."""
        with self._moved:
            if self._line.index(ticket) >= self._places:
                self._moved.wait(ASKED_EVERY)
            return max(0, self._line.index(ticket) - self._places + 1)
