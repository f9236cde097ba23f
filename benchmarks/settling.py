"""From letting go of the slider to a settled page, against an empty page with one slider."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    """Rows for time and payload, on the shipped and the large package."""
    times = bench.repeats(TIMES)
    reference, as_we_run = (_empty_page(bench, times, environment) for environment in (USUAL_GC, OUR_GC))
    rows = [Row("settle, one-slider page that collects no garbage", as_we_run, None, reference, EMPTY)]
    for package, budget in ((bench.shipped, SHIPPED_KB), (bench.large, LARGE_KB)):
        say(package.name)
        with bench.dashboard(package) as tab:
            found, kilobytes = settles(tab, "geodash", times)
        measured = Sample.of([ms - QUIET_MS for ms in found], "ms")
        rows.append(Row(f"settle, {package.name}", measured, TWICE, reference, EMPTY))
        rows.append(Row(f"payload per settle, {package.name}", Sample.of(kilobytes, "kB"), budget))
    return rows + [row for tab in PANELS for row in _with_panel(bench, tab, times, reference)]


def _empty_page(bench: Bench, times: int, environment: dict[str, str]) -> Sample:
    with (
        bench.peer("one_slider", environment) as server,
        open_tab(bench.browser, server.address) as tab,
    ):
        tab.slider.wait_for()
        milliseconds, _ = settles(tab, "slider", times)
    return Sample.of(milliseconds, "ms")


def _with_panel(bench: Bench, panel: str, times: int, reference: Sample) -> list[Row]:
    """The same with another panel open, on the shipped data; and what a step of the clock costs there."""
    say(f"panel {panel}")
    with bench.dashboard(bench.shipped, **({"tab": panel} | PANELS[panel])) as tab:
        drawn = by_keys(tab, bench.steps, "drawing")
        found, kilobytes = settles(tab, "geodash", max(2, times // 2))
    milliseconds = [ms - QUIET_MS for ms in found]
    return [
        Row(f"scrub step to drawn map, panel {panel}", Sample.of(drawn, "ms"), STEP_MS),
        Row(f"settle, panel {panel}", Sample.of(milliseconds, "ms"), TWICE, reference, EMPTY),
        Row(f"payload per settle, panel {panel}", Sample.of(kilobytes, "kB"), SHIPPED_KB),
    ]


def settles(tab: Tab, kind: str, times: int) -> tuple[list[float], list[float]]:
    """Milliseconds and kilobytes of several settlings after drags to and fro."""
    milliseconds, kilobytes = [], []
    middle, _ = tab.thumb()
    for turn in range(times + 1):
        x, y = tab.thumb()
        target = middle + (REACH if turn % 2 else -REACH)
        tab.page.mouse.move(x, y)
        tab.page.mouse.down()
        tab.page.mouse.move(target, y, steps=MOVES)
        tab.traffic.reset()
        settled = tab.page.evaluate_handle("(kind) => ({ done: geodashBench.settle(kind) })", kind)
        tab.page.mouse.up()
        milliseconds.append(float(settled.evaluate("(held) => held.done")))
        tab.wait_until_idle()
        kilobytes.append(tab.traffic.total / 1000)
    return milliseconds[1:], kilobytes[1:]  # the first one warms
