"""``python -m geodash.products.worker``: makes files for the server that started it, one after the other.

Messages come in by standard input and answers go out by standard output, which nobody but the server holds:
nothing lies on a disk. It ends with the server, however that ends, and by itself when nothing is ordered.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import resource
import select
import signal
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO

from geodash.limits import WORKER_IDLE_S, WORKER_NICE
from geodash.products.handing import GoOn, Keep, Make, parts_of
from geodash.products.order import make_file
from geodash.products.queue import wanted

if TYPE_CHECKING:
    from geodash.products.progress import Piece

_LOOK_MS = 1_000
_FRAMES = 4
"""Of the places that an error came through, those that are told without its text: the last ones."""
_FIRST_KILLED = "800"
"""Where the system itself is short of memory it ends the process with the highest such number, of 1,000."""


class _Reader(pickle.Unpickler):
    """Opens what the server has written, and puts in what is held already."""

    def __init__(self, source: BinaryIO, held: dict[tuple[object, ...], object]) -> None:
        super().__init__(source)
        self._held = held

    def persistent_load(self, name: Any) -> object:  # noqa: ANN401  as pickle wants it
        return self._held[name]


class Worker:
    """One process's work."""

    def __init__(self, source: BinaryIO, out: BinaryIO) -> None:
        self._source = source
        self._out = out
        self._held: dict[tuple[object, ...], object] = {}
        self.idle_since: float | None = time.monotonic()

    def run(self) -> None:
        """Do what the server asks for until it has gone."""
        while self._one():
            self.idle_since = time.monotonic()

    def _one(self) -> bool:
        """Do one thing; whether there may be more. Nothing of an order outlives this."""
        try:
            message = self._read()
        except EOFError:
            return False
        self.idle_since = None
        match message:
            case Keep():
                self._held.update(parts_of(message.number, message.dataset))
                gc.freeze()  # no collection goes through the records
            case Make():
                self._make(message)
        return True

    def _read(self) -> Keep | Make | GoOn:
        message: Keep | Make | GoOn = _Reader(self._source, self._held).load()
        return message

    def _make(self, asked: Make) -> None:
        self._answer("begun")
        try:
            with _bounded(asked.megabytes):
                file = make_file(asked.dataset, asked.state, asked.order, wanted, self._piece)
        except Exception as error:  # noqa: BLE001  whatever goes wrong in a library, the server says so
            self._answer("error", b"", **_told(error))
        else:
            about = {"name": file.name, "mime": file.mime, "undrawn": sorted(file.undrawn)}
            self._answer("file", file.content, **about)

    def _piece(self, begun: Piece) -> None:
        """Tell of the next frame, and wait until the server lets it be made: others may go first."""
        self._answer("piece", done=begun.done, total=begun.total)
        self._read()

    def _answer(self, kind: str, content: bytes = b"", **said: object) -> None:
        head = {"answer": kind, "size": len(content), **said}
        self._out.write(json.dumps(head).encode() + b"\n")
        self._out.write(content)
        self._out.flush()

    def watch(self) -> None:
        """End with the server, in the midst of work too, and when nothing was ordered for long."""
        poll = select.poll()
        poll.register(0, 0)  # nothing but that the other end is closed
        while not poll.poll(_LOOK_MS):
            idle_since = self.idle_since
            if idle_since is not None and time.monotonic() - idle_since > WORKER_IDLE_S:
                break
        os._exit(0)


class _bounded:  # noqa: N801  used like a function
    """Memory for one file: what is held already and so many megabytes, where the system can count them."""

    def __init__(self, megabytes: int) -> None:
        self._bytes = megabytes * 2**20

    def __enter__(self) -> None:
        self._before = resource.getrlimit(resource.RLIMIT_DATA)
        hard = self._before[1]
        most = _data_held() + self._bytes
        if most > self._bytes and (hard == resource.RLIM_INFINITY or most < hard):
            resource.setrlimit(resource.RLIMIT_DATA, (most, hard))

    def __exit__(self, *_: object) -> None:
        resource.setrlimit(resource.RLIMIT_DATA, self._before)


def _data_held() -> int:
    """Bytes of memory of its own that this process holds; none where the system does not tell."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 2**10
    return 0


def _kind(error: Exception) -> str:
    kinds = (MemoryError, OSError, ValueError)
    return next((kind.__name__ for kind in kinds if isinstance(error, kind)), "")


def _told(error: Exception) -> dict[str, object]:
    """What the server says of it, and what it writes into its log: for reading, and without any value."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = [f"{'/'.join(Path(each.filename).parts[-3:])}:{each.lineno} {each.name}" for each in frames]
    return {
        "error": _kind(error),
        "errno": getattr(error, "errno", None),
        "said": str(error),
        "type": type(error).__qualname__,
        "at": ", ".join(places),
        "trace": "".join(traceback.format_exception(error)),
    }


def _stand_back() -> None:
    """Leave cores, and memory where the system runs out of it, to the server, and a stop to be told by it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal goes to all that run in it
    with suppress(OSError):
        os.nice(WORKER_NICE)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_KILLED, encoding="utf-8")


def main() -> None:
    """Work until the server has gone, or has nothing to do for long."""
    _stand_back()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints belongs in the log
    worker = Worker(sys.stdin.buffer, out)
    Thread(target=worker.watch, daemon=True).start()
    with suppress(BrokenPipeError):
        worker.run()


if __name__ == "__main__":
    main()
