"""``python -m benchmarks.crowd``: many viewers at once on one server, or many sessions one after the other.

Each viewer settles every 1.5 to 4 s; one in five opens the cards of what it selects; now and then one changes
filters or language; some order one file after the other. Exit code 1 if anybody met an error box, a failed
request or a wrong answer, or if what the server holds goes on growing.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchmarks.protocol import Tally
from benchmarks.servers import APP, serve
from benchmarks.table import Sample
from benchmarks.viewers import Viewer
from geodash.package import load_dataset
from geodash.products.formats import KINDS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence

    from benchmarks.servers import Server
    from geodash.model.dataset import Dataset

T = TypeVar("T")
MENU = list(KINDS)
PAUSE = (1.5, 4.0)
ARRIVAL_SECONDS = 0.1
CARDS, CHANGES = 0.2, 0.1
"""Shares: of viewers that open cards, and of settles after which filters or language change."""
WORDS = ("goma", "sanctions", "bukavu", "monusco", "")
ORDERED = ("picture", "data", "slide", "picture", "page", "animation")
"""Kinds of files that are ordered in turn."""
AT_ONCE, LEAVING, ORDERING = 8, 10, 4
"""Of a long run: sessions at the same time; of how many one leaves a long order, and one makes a file."""
WARMING, LOOKS = 150, 8
"""Of a long run: sessions before it, more than the 128 closed ones that Streamlit keeps for two minutes."""
GROWTH_MB, GROWTH = 30, 12
"""What memory, and what threads and open files may grow by in a long run; each export moves them."""
MOST_FILES = 450
"""On disk: 256 cards, 64 masks, the documents of one scene, the program, and what is being written."""
HEADINGS = (
    "viewers", "settles", "p50/p95 ms", "a second", "files", "p50/p95 s", "error boxes", "failed requests",
    "CPU s", "memory MB", "threads", "open files", "files on disk",
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """What a server holds at a moment."""

    memory: float
    threads: int
    handles: int
    files: int
    cpu: float

    @classmethod
    def by(cls, server: Server, folder: Path) -> Held:
        """Look at a process and at its folder for temporary files."""
        process = Path(f"/proc/{server.pid}")
        status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
        times = (process / "stat").read_text().rpartition(")")[2].split()
        return cls(
            memory=server.resident_mb,
            threads=int(status["Threads"]),
            handles=len(list((process / "fd").iterdir())),
            files=sum(path.is_file() for path in folder.rglob("*")),
            cpu=(int(times[11]) + int(times[12])) / 100,
        )


def main() -> int:
    """Run what the command line asks for and print a table."""
    wanted = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # an exit stops the server
    dataset = load_dataset()
    if wanted.sessions:
        rows, good = _with_server({}, lambda *where: long_run(*where, dataset, wanted.sessions))
        print_table(("sessions", "seconds", *HEADINGS[8:]), rows)
        return 0 if good else 1
    ways = {"page": {}, "collecting after each run": {"STREAMLIT_RUNNER_POST_SCRIPT_GC": "true"}}
    rows, good = [], True
    for viewers in wanted.viewers:
        for way in list(ways)[: 1 if wanted.page_only else 2]:
            row, fine = _with_server(
                ways[way], partial(crowd, dataset=dataset, viewers=viewers, wanted=wanted)
            )
            rows.append((f"{viewers}, {way}", *row))
            good = good and fine
    print_table(HEADINGS, rows)
    return 0 if good else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crowd", description=__doc__)
    parser.add_argument("--viewers", type=int, nargs="+", default=[10, 50], metavar="N")
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--exporting", type=int, default=4, metavar="N", help="viewers that order files")
    parser.add_argument("--page-only", action="store_true", help="do not compare with collecting all garbage")
    parser.add_argument("--sessions", type=int, metavar="N", help="open and close N sessions instead")
    return parser.parse_args()


def _with_server(environment: dict[str, str], run: Callable[[Server, Path], Coroutine[None, None, T]]) -> T:
    """Run against a server of its own, with a folder of its own for temporary files, empty afterwards."""
    with tempfile.TemporaryDirectory(prefix="crowd-") as folder:
        place = Path(folder, "tmp")
        place.mkdir()
        with serve(APP, Path(folder, "log"), environment | {"TMPDIR": str(place)}) as server:
            found = asyncio.run(run(server, place))
        left = [path.name for path in place.rglob("*")]
        if left:
            print(f"left behind: {left[:5]}", file=sys.stderr)
    return found


async def crowd(
    server: Server, folder: Path, *, dataset: Dataset, viewers: int, wanted: argparse.Namespace
) -> tuple[tuple[str, ...], bool]:
    """Cells of a row, and whether nobody met anything bad."""
    tally = Tally()
    async with Viewer(server.address, tally, date="2025-01-27") as first:  # who comes first warms the server
        await first.settle(date="2025-01-28")
    tally.settles.clear()
    before, start = Held.by(server, folder), time.monotonic()
    end = start + wanted.minutes * 60
    chance = random.Random(viewers)
    exporting = min(wanted.exporting, viewers)
    await asyncio.gather(
        *(
            _met(tally, _view(server, tally, dataset, end, random.Random(chance.random()), number))
            for number in range(viewers - exporting)
        ),
        *(
            _met(tally, _export(server, tally, dataset, end, random.Random(number)))
            for number in range(exporting)
        ),
    )
    seconds, after = time.monotonic() - start, Held.by(server, folder)
    tell(tally)
    return (
        f"{len(tally.settles):,}",
        _pair(tally.settles, 1000),
        f"{len(tally.settles) / seconds:.1f}",
        str(len(tally.files)),
        _pair(tally.files, 1),
        str(len(tally.errors)),
        f"{len(tally.failed_requests)} of {tally.requests:,}",
        f"{after.cpu - before.cpu:.0f}",
        f"{before.memory:.0f} to {after.memory:.0f}",
        f"{before.threads} to {after.threads}",
        f"{before.handles} to {after.handles}",
        f"{before.files} to {after.files}",
    ), tally.is_good


async def _met(tally: Tally, work: Awaitable[None]) -> None:
    """Do a viewer's work; whatever ends it is an error of the page."""
    try:
        await work
    except Exception as error:  # noqa: BLE001
        tally.errors.append(f"a viewer was cut off: {type(error).__name__}: {error}"[:200])


async def _view(
    server: Server, tally: Tally, dataset: Dataset, end: float, chance: random.Random, number: int
) -> None:
    await asyncio.sleep(number * ARRIVAL_SECONDS)
    events = list(dataset.events)
    opens_cards = chance.random() < CARDS
    async with Viewer(server.address, tally, date=f"{chance.choice(events).date}") as viewer:
        while time.monotonic() < end:
            await asyncio.sleep(chance.uniform(*PAUSE))
            event = chance.choice(events)
            if opens_cards:
                await viewer.settle(date=f"{event.date}", event=event.id)
                await viewer.card()
            else:
                await viewer.settle(date=f"{event.date}")
            if chance.random() < CHANGES:
                await _change(viewer, chance)


async def _change(viewer: Viewer, chance: random.Random) -> None:
    match chance.randrange(3):
        case 0:
            await viewer.search(chance.choice([word for word in WORDS if word != viewer.data("search")["q"]]))
        case 1:
            await viewer.choose_category(chance.randrange(3))
            await viewer.choose_category(-1)
        case _:
            now = viewer.data("timeline")["settled"]["lang"]
            await viewer.speak("en" if now == "fr" else "fr")


async def _export(server: Server, tally: Tally, dataset: Dataset, end: float, chance: random.Random) -> None:
    events = list(dataset.events)
    async with Viewer(server.address, tally, date="2025-03-17") as viewer:
        turn = chance.randrange(len(ORDERED))
        while time.monotonic() < end:
            await asyncio.sleep(chance.uniform(*PAUSE))
            await viewer.settle(date=f"{chance.choice(events).date}")
            await viewer.order(MENU.index(ORDERED[turn % len(ORDERED)]))
            turn += 1


async def long_run(
    server: Server, folder: Path, dataset: Dataset, sessions: int
) -> tuple[list[tuple[str, ...]], bool]:
    """Rows of what the server held on the way, and whether it was flat after warming up."""
    tally, start, step = Tally(), time.monotonic(), max(1, sessions // LOOKS)
    held, rows = [], []
    ends = [WARMING, *range(WARMING + step, WARMING + sessions + 1, step)]
    for begun, end in pairwise([0, *ends]):
        waiting = iter(range(begun, end))
        await asyncio.gather(*(_sessions(server, tally, dataset, waiting) for _ in range(AT_ONCE)))
        held.append(Held.by(server, folder))
        rows.append(_row(end - WARMING, start, held[-1]))
    tell(tally)
    return rows, tally.is_good and is_flat(held)


async def _sessions(server: Server, tally: Tally, dataset: Dataset, numbers: Iterator[int]) -> None:
    for number in numbers:
        await _met(tally, _session(server, tally, dataset, number))


async def _session(server: Server, tally: Tally, dataset: Dataset, number: int) -> None:
    chance = random.Random(number)
    events = chance.sample(list(dataset.events), 3)
    async with Viewer(server.address, tally, date=f"{events[0].date}") as viewer:
        for event in events:
            await viewer.settle(date=f"{event.date}", event=event.id)
            await viewer.card()
        await _change(viewer, chance)
        if number % LEAVING == 0:
            await viewer.order(MENU.index("animation"), leave=True)
        elif number % ORDERING == 0:
            await viewer.order(MENU.index(ORDERED[number // ORDERING % (len(ORDERED) - 1)]))


def is_flat(held: Sequence[Held]) -> bool:
    """Whether the most that was held in the second half of the looks is what it was in the first."""
    half = len(held) // 2
    first, second = held[:half], held[half:]
    return (
        max(look.memory for look in second) - max(look.memory for look in first) <= GROWTH_MB
        and max(look.threads for look in second) - max(look.threads for look in first) <= GROWTH
        and max(look.handles for look in second) - max(look.handles for look in first) <= GROWTH
        and max(look.files for look in held) <= MOST_FILES
    )


def _row(number: int, start: float, held: Held) -> tuple[str, ...]:
    seconds = time.monotonic() - start
    counts = (held.threads, held.handles, held.files)
    return (str(number), f"{seconds:.0f}", f"{held.cpu:.0f}", f"{held.memory:.0f}", *map(str, counts))


def _pair(seconds: Sequence[float], factor: float) -> str:
    if not seconds:
        return ""
    sample = Sample.of([value * factor for value in seconds], "")
    return (
        f"{sample.median:,.0f}/{sample.p95:,.0f}" if factor > 1 else f"{sample.median:.1f}/{sample.p95:.1f}"
    )


def tell(tally: Tally) -> None:
    """Say on stderr what went wrong, the most frequent first."""
    for text, times in Counter([*tally.errors, *tally.failed_requests]).most_common(10):
        print(f"{times} x {text}", file=sys.stderr)
    if tally.refused:
        print(f"{tally.refused} orders were told to come back later", file=sys.stderr)


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table for a document."""
    for line in (headings, ["---"] * len(headings), *rows):
        print(f"| {' | '.join(line)} |")


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
