"""Memory of the server, and of a page that plays."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

from benchmarks.bench import say
from benchmarks.browser import open_tab
from benchmarks.table import Budget, Row, Sample

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

    from benchmarks.bench import Bench, Package
    from benchmarks.browser import Tab
    from benchmarks.servers import Server

SERVER_MB, SESSION_MB = Budget(350), Budget(3)
GROWTH = Budget(1.1, of_ratio=True)
SESSIONS = 10
SETTLE_SECONDS = 2
LOOK_MS = 500


def measure(bench: Bench) -> list[Row]:
    """Server with the shipped data after one session, and what each further open session adds."""
    sessions = bench.repeats(SESSIONS)
    with bench.fresh_server(bench.shipped) as server, ExitStack() as tabs:
        _visit(bench, server, tabs)
        first = _resident(server)
        _visit(bench, server, tabs)  # the second session still fills caches
        before = _resident(server)
        for _ in range(sessions):
            _visit(bench, server, tabs)
        each = (_resident(server) - before) / sessions
    return [
        Row("server memory after one session, shipped data", Sample.of([first], "MB"), SERVER_MB),
        Row(f"server memory per further session, {sessions} sessions", Sample.of([each], "MB"), SESSION_MB),
    ]


def measure_soak(bench: Bench, minutes: float) -> list[Row]:
    """Heap of the page after playing for some minutes, against the heap after the first run."""
    with bench.dashboard(bench.shipped) as tab:
        inspector = tab.page.context.new_cdp_session(tab.page)
        _play(tab, 20)
        before = _heap_mb(inspector)
        say(f"playing for {minutes:g} minutes")
        _play(tab, minutes * 60)
        after = _heap_mb(inspector)
    what = f"page memory after {minutes:g} minutes of play"
    return [Row(what, Sample.of([after], "MB"), GROWTH, Sample.of([before], "MB"), "after 20 s of play")]


def resident_after_one_session(bench: Bench, package: Package) -> float:
    """Memory of a server of its own once one session has opened the page and is still there."""
    with bench.fresh_server(package) as server, ExitStack() as tabs:
        _visit(bench, server, tabs, package)
        return _resident(server)


def _visit(bench: Bench, server: Server, tabs: ExitStack, package: Package | None = None) -> None:
    query = (package or bench.shipped).query
    tab = tabs.enter_context(open_tab(bench.browser, server.address, query))
    tab.wait_for_map("geodash")
    tab.wait_for_page()


def _resident(server: Server) -> float:
    time.sleep(SETTLE_SECONDS)
    return server.resident_mb


def _heap_mb(inspector: CDPSession) -> float:
    """JavaScript heap of the page and its frames after a forced collection."""
    for _ in range(2):
        inspector.send("HeapProfiler.collectGarbage")
    used: float = inspector.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1e6


def _play(tab: Tab, seconds: float) -> None:
    """Play for some seconds, again from the start at each end, then stop."""
    play, pause = (tab.page.get_by_role("button", name=name, exact=True) for name in ("Play", "Pause"))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if play.is_visible():
            play.click()
        tab.page.wait_for_timeout(LOOK_MS)
    if pause.is_visible():
        pause.click()
    tab.wait_until_idle()
