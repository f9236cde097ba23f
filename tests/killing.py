"""Exports killed in the middle: a process that makes each file again and again, and ends them with SIGKILL.

It makes each file once by itself and then forks for each export, so that many moments cost little.
It writes one JSON object a line: the format, when the child was ended, what was then under the name.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import resource
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from geodash import package
from geodash.cli import main
from geodash.package import load_dataset
from geodash.products.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

OLD = b"good old bytes"
SMALL_DISK = 2_000
"""Bytes of the largest file on a disk that is full: less than any export has."""
_PATIENCE = 60.0
MADE = dt.date(2026, 6, 1)


def arguments_for(fmt: str, target: Path) -> list[str]:
    """One small file of a format."""
    more = {"png": ["--dpi", "60"], "gif": ["--since", "2025-03-16"], "webp": ["--since", "2025-03-16"]}
    return [
        "export",
        "--date",
        "2025-03-17",
        "--format",
        fmt,
        *more.get(fmt, ()),
        "--quiet",
        "-o",
        str(target),
    ]


def started(arguments: Sequence[str], before: Callable[[], None] = lambda: None) -> int:
    """Process id of a child that runs the command line."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        before()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        main(list(arguments), standalone_mode=True)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """Exit code of a child, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _full_disk() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL_DISK, SMALL_DISK))


def _killed(child: int, folder: Path, after: float, *, while_writing: bool) -> int:
    """End a child a time after it began, or after it began to write; return its exit code."""
    end = time.monotonic() + _PATIENCE
    while while_writing and time.monotonic() < end and not list(folder.glob(".geodash-*")):
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            break
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    return ended(child)


def _found(target: Path, whole: bytes) -> str:
    content = target.read_bytes() if target.exists() else None
    return {None: "none", OLD: "old", whole: "whole"}.get(content, "torn")


def _tried(fmt: str, folder: Path, kills: int, chance: random.Random) -> None:
    target = folder / f"file.{FORMATS[fmt].ending}"
    arguments = arguments_for(fmt, target)
    began = time.monotonic()
    main(arguments, standalone_mode=False)  # reads program and data, which the children then have
    whole, taken = target.read_bytes(), time.monotonic() - began
    for number in range(kills):
        for left in folder.iterdir():
            left.unlink()
        there = number % 2 == 0
        if there:
            target.write_bytes(OLD)
        writing = number % 4 in {1, 2}
        after = chance.uniform(0, 0.003) if writing else chance.uniform(0, taken)
        code = _killed(started(arguments), folder, after, while_writing=writing)
        told = {"kind": "killed", "fmt": fmt, "after": after, "writing": writing, "there": there}
        _tell(told | {"code": code, "found": _found(target, whole)})
    for left in folder.iterdir():
        left.unlink()
    target.write_bytes(OLD)
    code = ended(started(arguments, _full_disk))
    names = [path.name for path in folder.iterdir()]
    told = {"kind": "full", "fmt": fmt, "there": True, "code": code, "clean": names == [target.name]}
    _tell(told | {"found": _found(target, whole)})


def _tell(found: Mapping[str, object]) -> None:
    sys.stdout.write(f"{json.dumps(found)}\n")
    sys.stdout.flush()


def run(folder: Path, kills: int, seed: int) -> None:
    """Try every format."""
    chance = random.Random(seed)
    sys.modules["geodash.command.export"].__dict__["today"] = lambda: MADE  # midnight changes no byte
    dataset = load_dataset(None)
    package.load_dataset = lambda *_: dataset
    for fmt in FORMATS:
        place = folder / fmt
        place.mkdir()
        _tried(fmt, place, kills, chance)


if __name__ == "__main__":
    run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
