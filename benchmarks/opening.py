"""From the start of a navigation to a map that can be used, against a bare st_folium page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.browser import open_tab
from benchmarks.table import Budget, Row, Sample

if TYPE_CHECKING:
    from benchmarks.bench import Bench

HALF_MORE = Budget(1.5, of_ratio=True)
TIMES = 5


def measure(bench: Bench) -> list[Row]:
    """Rows for the shipped data and the large package."""
    times = bench.repeats(TIMES)
    with bench.peer("bare_map") as server:
        bare = Sample.of(_open(bench, server.address, "leaflet", times), "ms")
    shipped = _open(bench, bench.server(bench.shipped).address, "geodash", times)
    bench.stop_servers()  # one that nobody asks anything packs its files again
    large = _open(bench, bench.server(bench.large).address, "geodash", times, bench.large.query)
    name = "bare st_folium page"
    return [
        Row("open to interactive map, shipped data", Sample.of(shipped, "ms"), HALF_MORE, bare, name),
        Row(f"open to interactive map, {bench.large.name}", Sample.of(large, "ms"), HALF_MORE, bare, name),
    ]


def _open(
    bench: Bench, address: str, kind: str, times: int, query: dict[str, str] | None = None
) -> list[float]:
    """Opening times; the first visit, which warms the server, is left out."""
    found = []
    for _ in range(times + 1):
        with open_tab(bench.browser, address, query) as tab:
            found.append(tab.wait_for_map(kind))
            tab.wait_until_idle()
    return found[1:]
