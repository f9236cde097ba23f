"""``python -m benchmarks.load``: how fast many viewers are answered, against an empty page with one slider.

Viewers of both pages move the day every 1.5 to 4 s, so many at once as are asked for, one page after the
other. Then they move it without a pause: on the empty page, on one process of ours, on two. The empty page is
measured as Streamlit comes, and as geodash runs: without collecting all garbage after each run. Exit code
1 if of twenty of our answers the slowest takes longer than on the empty page as Streamlit comes, if a process
gives fewer than 25 a second, or two fewer than 1.7 times as many, or if anybody met an error.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.bench import OUR_GC, USUAL_GC
from benchmarks.crowd import PAUSE, print_table, tell
from benchmarks.protocol import Session, Tally
from benchmarks.servers import APP, PEERS, serve
from benchmarks.table import Sample
from benchmarks.viewers import Viewer
from geodash.package import load_dataset

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

EMPTY, EMPTY_AS_OURS, OURS, TWO = (
    "empty page",
    "empty page, no collection",
    "geodash",
    "geodash, two processes",
)
LEAST_A_SECOND, LEAST_OF_TWO, MOST_P95 = 25, 1.7, 1.0
SLIDER_DAYS = 5_000
HEADINGS = ("viewers", "page", "settles", "p50/p95 ms", "a second", "p95 of the empty page", "errors")


class SliderViewer(Session):
    """A session of the empty page."""

    async def move(self, value: int) -> float:
        """Move the slider; return the seconds until it is answered."""
        start = time.monotonic()
        await self._set("day", double_array_value=[value])
        taken = time.monotonic() - start
        self._tally.settles.append(taken)
        if self._elements["markdown"].markdown.body != f"value {value}":
            self._tally.errors.append("the slider's answer is of another value")
        return taken


class Page(NamedTuple):
    """A page under load: where it is served, and what a viewer of it does."""

    name: str
    addresses: Sequence[str]
    open: Callable[[str, Tally, random.Random], Session]
    move: Callable[[Any, random.Random], Awaitable[float]]


class Span(NamedTuple):
    """What so many viewers met in so many seconds."""

    tally: Tally
    seconds: float

    @property
    def a_second(self) -> float:
        """Changes that were answered."""
        return len(self.tally.settles) / self.seconds

    @property
    def milliseconds(self) -> Sample:
        """How long each took."""
        return Sample.of([1000 * value for value in self.tally.settles], "")


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--viewers", type=int, nargs="+", default=[10, 25, 50, 100], metavar="N")
    parser.add_argument("--seconds", type=float, default=40.0, help="length of a span")
    parser.add_argument("--flat-out", type=int, default=20, metavar="N", help="viewers that never pause")
    wanted = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # an exit stops the servers
    with tempfile.TemporaryDirectory(prefix="load-") as folder, ExitStack() as servers:
        log = Path(folder, "log")

        def address(script: Path, environment: dict[str, str]) -> str:
            return servers.enter_context(serve(script, log, environment)).address

        return asyncio.run(_compare(_pages(address), wanted))


def _pages(address: Callable[[Path, dict[str, str]], str]) -> list[Page]:
    """The pages, each on a server of its own but for the last, which has one more."""
    days = [f"{event.date}" for event in load_dataset().events]
    slider = PEERS / "one_slider.py"

    def empty(name: str, environment: dict[str, str]) -> Page:
        return Page(
            name,
            [address(slider, environment)],
            lambda where, tally, _: SliderViewer(where, tally),
            lambda viewer, chance: viewer.move(chance.randrange(SLIDER_DAYS)),
        )

    ours = Page(
        OURS,
        [address(APP, {})],
        lambda where, tally, chance: Viewer(where, tally, date=chance.choice(days)),
        lambda viewer, chance: viewer.settle(date=chance.choice(days)),
    )
    two = ours._replace(name=TWO, addresses=[*ours.addresses, address(APP, {})])
    return [empty(EMPTY, USUAL_GC), empty(EMPTY_AS_OURS, OUR_GC), ours, two]


async def _compare(pages: Sequence[Page], wanted: argparse.Namespace) -> int:
    rows, good = [], True
    for count in wanted.viewers:
        found = {page.name: await _span(page, count, wanted.seconds, PAUSE) for page in pages[:-1]}
        rows += [_row(f"{count}", name, span, found[EMPTY]) for name, span in found.items()]
        good &= all(span.tally.is_good for span in found.values())
        good &= found[OURS].milliseconds.p95 <= MOST_P95 * found[EMPTY].milliseconds.p95
    flat = {page.name: await _span(page, wanted.flat_out, wanted.seconds, (0, 0)) for page in pages}
    without = f"{wanted.flat_out}, without a pause"
    rows += [_row(without, name, span, flat[EMPTY]) for name, span in flat.items()]
    times = flat[TWO].a_second / flat[OURS].a_second
    good &= all(span.tally.is_good for span in flat.values())
    good &= flat[OURS].a_second >= LEAST_A_SECOND and times >= LEAST_OF_TWO
    print_table(HEADINGS, rows)
    print(f"\nTwo processes answer {times:.2f} times as many as one.")
    return 0 if good else 1


async def _span(page: Page, count: int, seconds: float, pause: tuple[float, float]) -> Span:
    """Open so many sessions, let them move the day for so long once all are there, and close them."""
    tally, there = Tally(), asyncio.Barrier(count)

    async def view(number: int) -> float:
        chance = random.Random(number)
        where = page.addresses[number % len(page.addresses)]
        async with page.open(where, tally, chance) as viewer:
            await page.move(viewer, chance)  # the first move of a session fills what it keeps
            await there.wait()
            tally.settles.clear()
            start = time.monotonic()
            while time.monotonic() < start + seconds:
                await asyncio.sleep(chance.uniform(*pause))
                await page.move(viewer, chance)
            return time.monotonic() - start

    taken = await asyncio.gather(*map(view, range(count)))
    tell(tally)
    return Span(tally, max(taken))


def _row(viewers: str, name: str, span: Span, empty: Span) -> tuple[str, ...]:
    sample = span.milliseconds
    return (
        viewers,
        name,
        f"{len(span.tally.settles):,}",
        f"{sample.median:,.0f}/{sample.p95:,.0f}",
        f"{span.a_second:.1f}",
        f"{sample.p95 / empty.milliseconds.p95:.2f}x",
        str(len(span.tally.errors) + len(span.tally.failed_requests)),
    )


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
