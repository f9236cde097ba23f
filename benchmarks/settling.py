"""From letting go of the slider to a settled page, against an empty page with one slider."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks.bench import OUR_GC, USUAL_GC, say
from benchmarks.browser import open_tab
from benchmarks.scrub import by_keys
from benchmarks.table import Budget, Row, Sample

if TYPE_CHECKING:
    from benchmarks.bench import Bench
    from benchmarks.browser import Tab

QUIET_MS = 200
"""The clock waits so long before it commits; that is a choice, not a cost."""
TWICE = Budget(2, of_ratio=True)
SHIPPED_KB, LARGE_KB = Budget(10), Budget(100)
EMPTY = "one-slider page"
TIMES = 10
MOVES, REACH = 8, 20
STEP_MS = Budget(17)
PANELS: dict[str, dict[str, str]] = {
    "relations": {},
    "places": {},
    "compare": {"compare": "2024-06-01"},
    "trends": {"split": "party"},
    "stories": {"story": "rwanda-belgium-break.1"},
    "sources": {},
}
"""Every panel but the list of events, with what fills it."""


def measure(bench: Bench) -> list[Row]:
    """Rows for time and payload, on the shipped and the large package, each in turns with the empty page."""
    times = bench.repeats(TIMES)
    with (
        bench.peer("one_slider", USUAL_GC) as server,
        open_tab(bench.browser, server.address) as other,
    ):
        other.slider.wait_for()
        empty = Settling(other, "slider")
        rows = [_without_garbage_collection(bench, empty, times)]
        for package, budget in ((bench.shipped, SHIPPED_KB), (bench.large, LARGE_KB)):
            say(package.name)
            with bench.dashboard(package) as tab:
                rows += _rows(package.name, in_turns(Settling(tab, "geodash"), empty, times), budget)
        for panel in PANELS:
            rows += _with_panel(bench, panel, empty, max(2, times // 2))
    return rows


def _without_garbage_collection(bench: Bench, empty: Settling, times: int) -> Row:
    """The empty page as geodash runs its own."""
    with bench.peer("one_slider", OUR_GC) as server, open_tab(bench.browser, server.address) as tab:
        tab.slider.wait_for()
        both = in_turns(Settling(tab, "slider"), empty, times)
    mine, usual = (Sample.of([each.milliseconds for each in side], "ms") for side in zip(*both, strict=True))
    return Row("settle, one-slider page that collects no garbage", mine, None, usual, EMPTY)


def _with_panel(bench: Bench, panel: str, empty: Settling, times: int) -> list[Row]:
    """The same with another panel open, on the shipped data; and what a step of the clock costs there."""
    say(f"panel {panel}")
    with bench.dashboard(bench.shipped, **({"tab": panel} | PANELS[panel])) as tab:
        drawn = by_keys(tab, bench.steps, "drawing")
        found = in_turns(Settling(tab, "geodash"), empty, times)
    name = f"panel {panel}"
    return [
        Row(f"scrub step to drawn map, {name}", Sample.of(drawn, "ms"), STEP_MS),
        *_rows(name, found, SHIPPED_KB),
    ]


def _rows(name: str, found: list[tuple[Settled, Settled]], budget: Budget) -> list[Row]:
    measured = Sample.of([mine.milliseconds - QUIET_MS for mine, _ in found], "ms")
    reference = Sample.of([other.milliseconds for _, other in found], "ms")
    kilobytes = Sample.of([mine.kilobytes for mine, _ in found], "kB")
    return [
        Row(f"settle, {name}", measured, TWICE, reference, EMPTY),
        Row(f"payload per settle, {name}", kilobytes, budget),
    ]


class Settled(NamedTuple):
    """What one settling took."""

    milliseconds: float
    kilobytes: float


class Settling:
    """Drags of a page's slider, to and fro around where it stood."""

    def __init__(self, tab: Tab, kind: str) -> None:
        self.tab, self.kind = tab, kind
        self.middle, _ = tab.thumb()
        self.side = 1

    def once(self) -> Settled:
        """One settling after a drag to the other side."""
        self.side = -self.side
        page = self.tab.page
        page.bring_to_front()
        x, y = self.tab.thumb()
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(self.middle + self.side * REACH, y, steps=MOVES)
        self.tab.traffic.reset()
        settled = page.evaluate_handle("(kind) => ({ done: geodashBench.settle(kind) })", self.kind)
        page.mouse.up()
        milliseconds = float(settled.evaluate("(held) => held.done"))
        self.tab.wait_until_idle()
        return Settled(milliseconds, self.tab.traffic.total / 1000)


def in_turns(mine: Settling, other: Settling, times: int) -> list[tuple[Settled, Settled]]:
    """Settlings of two pages by turns, so that both meet the same machine."""
    pairs = [(mine.once(), other.once()) for _ in range(times + 1)]
    return pairs[1:]  # the first ones warm
