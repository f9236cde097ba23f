"""One worker process as its server sees it: handed a dataset once, then an order at a time."""

from __future__ import annotations

import json
import logging
import os
import select
import subprocess
import sys
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from geodash.products import fontfolder
from geodash.products.handing import GoOn, Keep, Make, parts_of, write_message
from geodash.products.order import File
from geodash.products.progress import Piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset
    from geodash.products.order import Order
    from geodash.products.progress import Told

    Look = Callable[[], None]
    """Called several times a second; raises what it likes where the work is to end."""

_LOG = logging.getLogger(__name__)
LOOK_MS = 250
MOST_HELD = 2
"""Datasets that one worker holds: the record alone and with data sets for all, or two versions of it."""
_AT_ONCE = 2**20
_SOURCE = Path(__file__).parents[2]
_LIBRARIES = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}
"""Libraries would start a thread per core, and workers are counted by cores; Arrow's own pool takes a
gigabyte at once, which it does not use and the limit on memory would count."""


class WorkerError(Exception):
    """A worker could not make a file, or has ended; the text is for the log."""


class TooLongError(Exception):
    """A file took longer than it may."""


class Errand:
    """A worker process. Used by one thread at a time."""

    def __init__(self) -> None:
        """Start it.

        Raises
        ------
        OSError
            If the system cannot start one more process.
        """
        path = os.pathsep.join(filter(None, (str(_SOURCE), os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "geodash.products.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env={**os.environ, **_LIBRARIES, **fontfolder.setting(), "PYTHONPATH": path},
        )
        assert self._process.stdin is not None  # noqa: S101  for the type checker
        assert self._process.stdout is not None  # noqa: S101
        self._in, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()
        for pipe in (self._in, self._out):
            os.set_blocking(pipe, False)
        self._numbers = count()
        self._held: WeakKeyDictionary[Any, tuple[object, ...]] = WeakKeyDictionary()
        self._keeping = 0
        self._come = bytearray()
        self._look: Look = lambda: None
        self._used = time.monotonic()
        self.made = 0
        self.is_free = True
        self.was_gone = False
        """Whether it has ended before an order was begun, while it waited for one."""

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def holds(self, dataset: Dataset) -> bool:
        """Whether it was handed a dataset, or the record that this one adds to."""
        return dataset.own in self._held

    def is_fit(self, dataset: Dataset, idle: float) -> bool:
        """Whether it lives, was used within so many seconds, and has room for a dataset."""
        more = sum(each not in self._held for each in {dataset.own, dataset})
        is_there = self._process.poll() is None and time.monotonic() - self._used < idle
        return is_there and self._keeping + more <= MOST_HELD

    def keep(self, datasets: Iterable[Dataset], look: Look) -> None:
        """Hand it datasets that it does not hold yet, for this order and those to come."""
        self.is_free, self.was_gone = False, self.made > 0
        self._look = look
        for dataset in datasets:
            if dataset not in self._held:
                number = next(self._numbers)
                write_message(self, Keep(number, dataset), self._held)
                self._held.update({part: name for name, part in parts_of(number, dataset)})
                self._keeping += 1

    def make(
        self,
        dataset: Dataset,
        state: DashboardState,
        order: Order,
        megabytes: int,
        look: Look,
        told: Told,
    ) -> File:
        """Have a file made. ``told`` is told of each frame before it is begun, and may take its time.

        Raises
        ------
        ValueError
            If the choices of the order cannot be met.
        MemoryError
            If it takes more than so many megabytes beside the data.
        OSError
            If the system has no room.
        WorkerError
            If anything else goes wrong.
        """
        self._look = look
        write_message(self, Make(dataset, state, order, megabytes), self._held)
        self._answer()  # that it is begun
        self.was_gone = False
        while True:
            said, content = self._answer()
            if said["answer"] != "piece":
                break
            told(Piece(said["done"], said["total"]))
            write_message(self, GoOn(), self._held)
        self._used, self.made = time.monotonic(), self.made + 1
        if said["answer"] == "error":
            self.is_free = said["error"] != "MemoryError"
            raise _error(said)
        self.is_free = True
        return File(said["name"], content, said["mime"], frozenset(said["undrawn"]))

    def write(self, content: bytes | memoryview) -> int:
        """Write to it, and look meanwhile; for what writes messages."""
        left = memoryview(content).cast("B")
        size = len(left)
        while len(left):
            self._wait(self._in, select.POLLOUT)
            with suppress(BlockingIOError):
                try:
                    left = left[os.write(self._in, left[:_AT_ONCE]) :]
                except BrokenPipeError:
                    raise WorkerError(self._end_of()) from None
        return size

    def _answer(self) -> tuple[dict[str, Any], bytes]:
        while (end := self._come.find(b"\n")) < 0:
            self._read()
        said: dict[str, Any] = json.loads(self._come[:end])
        del self._come[: end + 1]
        size: int = said["size"]
        while len(self._come) < size:
            self._read()
        content = bytes(self._come[:size])
        del self._come[:size]
        return said, content

    def _read(self) -> None:
        self._wait(self._out, select.POLLIN)
        with suppress(BlockingIOError):
            come = os.read(self._out, _AT_ONCE)
            if not come:
                raise WorkerError(self._end_of())
            self._come += come

    def _wait(self, pipe: int, event: int) -> None:
        poll = select.poll()
        poll.register(pipe, event)
        while not poll.poll(LOOK_MS):
            self._look()

    def _end_of(self) -> str:
        self.end()
        return f"The worker has ended with {self._process.returncode}."

    def end(self) -> None:
        """End it, whatever it is doing."""
        self.is_free = False
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def _error(said: dict[str, Any]) -> Exception:
    """What went wrong in the worker, with its traceback as a note: no other log has it."""
    _LOG.warning("A worker could not make a file: %s at %s", said["type"], said["at"])
    error: Exception
    match said["error"]:
        case "MemoryError":
            error = MemoryError(said["said"])
        case "OSError":
            error = OSError(said["errno"], said["said"])
        case "ValueError":
            error = ValueError(said["said"])
        case _:
            error = WorkerError(f"{said['type']}: {said['said']}")
    error.add_note(said["trace"])
    return error
