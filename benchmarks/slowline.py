"""The first and the second visit over a slow line, as the browser's own tools make one."""

from __future__ import annotations

import time
import urllib.request
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.bench import say
from benchmarks.browser import HEIGHT, STOPWATCHES, TIMEOUT_MS, WIDTH, open_tab
from benchmarks.table import Budget, Row, Sample

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from benchmarks.bench import Bench


class Line(NamedTuple):
    """A line: its name, what it carries, how long an answer takes to come, and what is asked of it."""

    name: str
    kilobits: int
    delay_ms: int
    readable: Budget | None
    usable: Budget
    again: Budget | None


LINES = (
    Line("1.6 Mbit/s, 150 ms", 1_600, 150, Budget(3), Budget(9), Budget(2)),
    Line("400 kbit/s, 400 ms", 400, 400, None, Budget(35), None),
)
TIMES = 2
QUIET_S = 90


def measure(bench: Bench) -> list[Row]:
    """Rows for something to read and for a page that can be used, on the shipped data."""
    return [row for line in LINES for row in _over(bench, line, bench.repeats(TIMES))]


def _over(bench: Bench, line: Line, times: int) -> list[Row]:
    say(line.name)
    server = bench.server(bench.shipped).address
    _wait_for_quiet(bench, server)
    address = f"{server}/?date=2025-01-10"
    readable, usable, again, kilobytes = [], [], [], []
    for _ in range(times):
        context = bench.browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
        try:
            first, second = context.new_page(), context.new_page()
            for page, found in ((first, usable), (second, again)):
                _slow(page, line)
                began = time.monotonic()
                page.goto(address, wait_until="commit")
                if page is first:
                    page.locator("#gd-first p").first.wait_for()
                    readable.append(time.monotonic() - began)
                page.evaluate("geodashBench.opened('geodash')")
                found.append(time.monotonic() - began)
            kilobytes.append(first.evaluate(_FETCHED) / 1000)
        finally:
            context.close()
    rows = [
        Row(
            f"first visit until there is something to read, {line.name}",
            Sample.of(readable, "s"),
            line.readable,
        ),
        Row(f"first visit until the map can be used, {line.name}", Sample.of(usable, "s"), line.usable),
        Row(f"second visit until the map can be used, {line.name}", Sample.of(again, "s"), line.again),
    ]
    return [*rows, Row(f"fetched by a first visit, {line.name}", Sample.of(kilobytes, "kB"))]


def _wait_for_quiet(bench: Bench, server: str) -> None:
    """Have one visitor before, and wait until what the next one fetches is as small as it gets."""
    with open_tab(bench.browser, server, {}) as tab:
        tab.wait_for_map("geodash")
    deadline = time.monotonic() + QUIET_S
    while time.monotonic() < deadline:
        with urllib.request.urlopen(f"{server}/metrics", timeout=10) as answer:
            if "geodash_files_to_shrink 0.0" in answer.read().decode():
                return
        time.sleep(1)
    say("a first visit fetches more than it will later")


_FETCHED = """() => {
  const views = [window, ...[...document.querySelectorAll("iframe")].map((frame) => frame.contentWindow)];
  const entries = views.flatMap(({ performance }) =>
    [...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")]);
  return entries.reduce((sum, { transferSize }) => sum + transferSize, 0);
}"""


def _slow(page: Page, line: Line) -> None:
    page.set_default_timeout(TIMEOUT_MS)
    page.add_init_script(path=STOPWATCHES)
    tools = page.context.new_cdp_session(page)
    tools.send("Network.enable")
    bytes_a_second = line.kilobits * 1000 / 8
    tools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": line.delay_ms,
            "downloadThroughput": bytes_a_second,
            "uploadThroughput": bytes_a_second,
        },
    )
