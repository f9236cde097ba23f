"""Messages to the server while the clock moves, and after it settles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.table import Budget, Row, Sample

if TYPE_CHECKING:
    from benchmarks.bench import Bench
    from benchmarks.browser import Tab

NONE, ONE = Budget(0), Budget(1)
PLAY_SECONDS = 5
SCRUB_STEPS = 60


def measure(bench: Bench) -> list[Row]:
    """Rows for scrubbing, playing and settling, on the shipped data."""
    with bench.dashboard(bench.shipped) as tab:
        scrubbing, after = _scrub(tab)
        playing, frames = _play(tab)
    return [
        Row(f"messages while scrubbing {SCRUB_STEPS} steps", _count(scrubbing), NONE),
        Row(f"messages while playing {PLAY_SECONDS} s", _count(playing), NONE),
        Row("messages after settling", _count(after), ONE),
        Row("time between frames while playing", Sample.of(frames, "ms")),
    ]


def _scrub(tab: Tab) -> tuple[int, int]:
    """Messages sent while dragging, and after letting go."""
    x, y = tab.thumb()
    tab.traffic.reset()
    tab.page.mouse.move(x, y)
    tab.page.mouse.down()
    for step in range(SCRUB_STEPS):
        tab.page.mouse.move(x - 3 * (step + 1), y)
    during = len(tab.traffic.sent)
    settled = tab.page.evaluate_handle("() => ({ done: geodashBench.settle('geodash') })")
    tab.page.mouse.up()
    settled.evaluate("(held) => held.done")
    tab.wait_until_idle()
    return during, len(tab.traffic.sent) - during


def _play(tab: Tab) -> tuple[int, list[float]]:
    """Messages sent while playing, and the time between animation frames."""
    tab.traffic.reset()
    tab.page.get_by_role("button", name="Play").click()
    frames: list[float] = tab.run("(seconds) => geodashBench.frameTimes(seconds)", PLAY_SECONDS)
    sent = len(tab.traffic.sent)
    tab.page.get_by_role("button", name="Pause").click()
    tab.wait_until_idle()
    return sent, frames


def _count(messages: int) -> Sample:
    return Sample.of([messages], "")
