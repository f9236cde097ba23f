"""Files of a server are made in other processes, so that pages are answered meanwhile and memory comes back.

They stand back from the server, are bounded in time and memory, and are started when one is needed. One that
fails, takes too long or makes what nobody wants any more is ended: the next order gets a fresh one.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from geodash.limits import MAKING_MB, MAKING_S, MOST_WORKERS, WAITING_FILES, WORKER_FILES, WORKER_IDLE_S
from geodash.products import fontfolder
from geodash.products.errand import Errand, TooLongError, WorkerError
from geodash.products.order import kind_of_order, to_be_shown
from geodash.products.progress import untold
from geodash.products.queue import Queue, wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset
    from geodash.products.order import File, Order
    from geodash.products.progress import Piece, Told
    from geodash.products.queue import StillWanted

_ALMOST_IDLE_S = WORKER_IDLE_S * 0.9
"""Seconds without an order after which a worker is not trusted to take one: it may be about to end."""


class _Clock:
    """The time that the work on a file may take, which stands still while shorter files are made."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def look(self) -> None:
        if time.monotonic() > self._end:
            raise TooLongError

    @contextmanager
    def stopped(self) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self._end += time.monotonic() - begun


def places() -> int:
    """How many files are made at once: a core is left to the server."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(MOST_WORKERS, cores - 1))


class Workshop:
    """Those who make files, and the line before them.

    ``seconds`` and ``megabytes`` bound one file, ``files`` those of one worker. An animation that lets a
    shorter file go first keeps its worker, so there may be twice as many of them as places.
    """

    def __init__(
        self,
        places: int,
        *,
        most_waiting: int = WAITING_FILES,
        seconds: float = MAKING_S,
        megabytes: int = MAKING_MB,
        files: int = WORKER_FILES,
    ) -> None:
        self._queue = Queue(most_waiting, places)
        self._seconds, self._megabytes, self._files = seconds, megabytes, files
        self._idle: list[Errand] = []
        self._changing = Lock()

    def make(
        self,
        dataset: Dataset,
        state: DashboardState,
        order: Order,
        still_wanted: StillWanted = wanted,
        told: Told = untold,
        *,
        is_for_all: bool = True,
    ) -> File:
        """Have made what is asked for, of a state; wait for one's turn and for the file.

        ``still_wanted`` is asked several times a second, and what it raises ends the work. A dataset that is
        not for all, but of one session, is forgotten with its order.

        Raises
        ------
        TooManyFilesError
            If too many files are waiting already.
        TooLongError
            If the work takes too long.
        MemoryError
            If it takes too much memory.
        OSError
            If the system has no room for it, or for a worker.
        ValueError
            If there is no such kind, it does not come in the format, or its choices cannot be met.
        WorkerError
            If anything else goes wrong.
        """
        kind_of_order(order)
        dataset, state, order = to_be_shown(dataset, state, order)
        is_for_all |= dataset.record is None
        with self._queue.turn(still_wanted, is_long=order.is_long) as between:
            clock = _Clock(self._seconds)

            def look() -> None:
                clock.look()
                still_wanted(0)

            def piece(begun: Piece) -> None:
                clock.look()
                told(begun)
                with clock.stopped():
                    between(0)

            while True:
                with self._worker(dataset, is_for_all=is_for_all) as worker:
                    try:
                        worker.keep([dataset.own, dataset] if is_for_all else [dataset.own], look)
                        return worker.make(dataset, state, order, self._megabytes, look, piece)
                    except WorkerError:
                        if not worker.was_gone:
                            raise

    @contextmanager
    def _worker(self, dataset: Dataset, *, is_for_all: bool) -> Iterator[Errand]:
        """A worker for one order; it waits for the next one if it can take one."""
        worker = self._taken(dataset)
        try:
            yield worker
        finally:
            if is_for_all and worker.is_free and worker.made < self._files:
                with self._changing:
                    self._idle.append(worker)
            else:
                worker.end()

    def _taken(self, dataset: Dataset) -> Errand:
        """One that is free, rather one that holds the data; a fresh one where there is none."""
        with self._changing:
            idle = sorted(self._idle, key=lambda worker: worker.holds(dataset))
            worker = idle[-1] if idle else None
            self._idle = idle[:-1]
        if worker is not None and worker.is_fit(dataset, _ALMOST_IDLE_S):
            return worker
        if worker is not None:
            worker.end()
        return Errand()

    def close(self) -> None:
        """End those who wait for an order, and leave no file behind."""
        with self._changing:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end()
        fontfolder.take_away()


_WORKSHOP = Workshop(places())
"""That of this process."""
have_made = _WORKSHOP.make
close = _WORKSHOP.close
