"""A step of the clock, from the key or the pointer to the drawn map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.table import Budget, Row, Sample

if TYPE_CHECKING:
    from benchmarks.bench import Bench
    from benchmarks.browser import Tab

SHIPPED_MS, LARGE_MS = Budget(17), Budget(50)
PIXELS_PER_MOVE = 4
WARM = 5


def measure(bench: Bench) -> list[Row]:
    """Rows for the shipped and the large package."""
    rows = []
    for package, budget in ((bench.shipped, SHIPPED_MS), (bench.large, LARGE_MS)):
        with bench.dashboard(package) as tab:
            found = {
                "scrub step to drawn map": by_keys(tab, bench.steps, "drawing"),
                "scrub step, whole frame, keys": by_keys(tab, bench.steps),
                "scrub step, whole frame, drag": by_drag(tab, bench.steps),
            }
        rows += [Row(f"{what}, {package.name}", Sample.of(ms, "ms"), budget) for what, ms in found.items()]
    return rows


def by_keys(tab: Tab, steps: int, what: str = "work") -> list[float]:
    """Time of the page per key press, one in each frame: its ``drawing``, or all ``work`` of the frame."""
    before = _day(tab)
    script = "([n, what]) => geodashBench.steps(n, geodashBench.key('ArrowRight'), what)"
    tab.run(script, [WARM, what])
    found: list[float] = tab.run(script, [steps, what])
    if _day(tab) != before + WARM + steps:
        raise RuntimeError("The clock did not take every step.")
    for _ in range(2):  # back, so that each series begins on the same day
        tab.run("([n, what]) => geodashBench.steps(n, geodashBench.key('PageDown'), what)", [1, what])
    tab.wait_until_idle()
    return found


def by_drag(tab: Tab, steps: int) -> list[float]:
    """Work of the page per pointer move with the thumb held, forth and back over the dense days."""
    x, y = tab.thumb()
    tab.page.mouse.move(x, y)
    tab.page.mouse.down()
    tab.run("() => geodashBench.watchMoves()")
    for step in range(steps):
        place = step % 20
        tab.page.mouse.move(x - PIXELS_PER_MOVE * min(place, 20 - place), y)
        tab.page.wait_for_function("(n) => geodashBench.moved.length >= n", arg=step + 1)
    found: list[float] = tab.run("() => { geodashBench.unwatchMoves(); return geodashBench.moved; }")
    tab.page.mouse.up()
    tab.wait_until_idle()
    return found[1:]  # the first move, from where the thumb was pressed, changes nothing


def _day(tab: Tab) -> int:
    return int(tab.slider.get_attribute("aria-valuenow") or 0)
