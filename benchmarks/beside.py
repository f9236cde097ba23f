"""``python -m benchmarks.beside``: how much slower one viewer settles while others export without a pause.

One viewer settles again and again; in every second span four sessions order one animation after the other.
Exit code 1 if that slows the one by more than half, or if anybody met an error or an order came to nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.crowd import MENU, print_table, tell
from benchmarks.protocol import Tally
from benchmarks.servers import APP, serve
from benchmarks.table import Sample
from benchmarks.viewers import Viewer
from geodash.package import load_dataset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.servers import Server

EXPORTING, PAUSE_SECONDS, MOST = 4, 0.3, 1.5


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.beside", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="length of a span")
    parser.add_argument("--spans", type=int, default=3, help="spans of each kind")
    wanted = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # an exit stops the server
    with tempfile.TemporaryDirectory(prefix="beside-") as folder, serve(APP, Path(folder, "log")) as server:
        return asyncio.run(compare(server, wanted.seconds, wanted.spans))


async def compare(server: Server, seconds: float, spans: int) -> int:
    """Measure both kinds of spans in turn, and print what was found."""
    quiet, busy, others = Tally(), Tally(), Tally()
    chance = random.Random(0)
    days = [f"{event.date}" for event in load_dataset().events]
    for _ in range(spans):
        await _span(server, quiet, seconds, days, chance)
        there = asyncio.Barrier(EXPORTING + 1)
        leaving = [asyncio.create_task(_export(server, others, there)) for _ in range(EXPORTING)]
        await there.wait()
        await _span(server, busy, seconds, days, chance)
        for each in leaving:
            each.cancel()
        await asyncio.gather(*leaving, return_exceptions=True)
    found = [Sample.of([1000 * value for value in tally.settles], "") for tally in (quiet, busy)]
    print_table(
        ("beside", "settles", "p50 ms", "p95 ms"),
        [
            (name, str(len(tally.settles)), f"{sample.median:.0f}", f"{sample.p95:.0f}")
            for name, tally, sample in zip(("nobody", "exports"), (quiet, busy), found, strict=True)
        ],
    )
    print(f"{len(others.files)} animations, {server.resident_mb:.0f} MB")
    for tally in (quiet, busy, others):
        tell(tally)
    is_good = all(tally.is_good for tally in (quiet, busy, others)) and bool(others.files)
    return 0 if is_good and found[1].p95 <= MOST * found[0].p95 else 1


async def _span(
    server: Server, tally: Tally, seconds: float, days: Sequence[str], chance: random.Random
) -> None:
    async with Viewer(server.address, Tally(), date="2025-01-27") as viewer:
        await viewer.settle(date="2025-01-28")
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            tally.settles.append(await viewer.settle(date=chance.choice(days)))
            await asyncio.sleep(PAUSE_SECONDS)


async def _export(server: Server, tally: Tally, there: asyncio.Barrier) -> None:
    async with Viewer(server.address, tally, date="2025-03-17") as viewer:
        await viewer.order(MENU.index("data"))  # whose worker is there then
        await there.wait()
        while True:
            await viewer.order(MENU.index("animation"))


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
