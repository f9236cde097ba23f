"""The same step done by the usual alternatives, on the same data in the same browser."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
from playwright.sync_api import Error as PlaywrightError

from benchmarks.bench import say
from benchmarks.browser import open_tab
from benchmarks.scrub import by_keys
from benchmarks.table import Budget, Row, Sample

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.bench import Bench, Package
    from benchmarks.browser import Tab

TWENTY_TIMES = Budget(20, of_ratio=True, at_least=True)
SIZES = ((2_000, 7_500, 10), (20_000, 75_000, 4))
"""Events in the window, events of the package that has such a window, steps."""
NPM = ("leaflet-timedimension@1.1.1", "iso8601-js-period@0.2.1", "moment@2")
FILES = {
    "leaflet-timedimension/dist/leaflet.timedimension.min.js": "timedimension.js",
    "leaflet-timedimension/dist/leaflet.timedimension.control.css": "timedimension.css",
    "iso8601-js-period/iso8601.js": "iso8601.js",
    "moment/min/moment.min.js": "moment.js",
}
FETCH_SECONDS = 60
LEAST_STEPS, ENOUGH_MS = 2, 20_000
"""A slow alternative is not asked for all its steps."""
LEAST_DRAWN = 0.8
"""Share of the window that TimestampedGeoJson must draw; it knows no events of several days."""


class Peer(NamedTuple):
    """One alternative: its app, what it is, how to see that its map shows a day, and whether dots are all."""

    app: str
    what: str
    kind: str
    is_bare: bool


PEERS = (
    Peer("markers", "st_folium, a marker per event, dots only", "leaflet", is_bare=True),
    Peer("feature_group", "st_folium, feature_group_to_add, dots only", "leaflet", is_bare=True),
    Peer("scatterplot", "st.pydeck_chart, dots only", "deck", is_bare=True),
    Peer("whole_feature_group", "st_folium, feature_group_to_add, whole page", "leaflet", is_bare=False),
    Peer("whole_scatterplot", "st.pydeck_chart, whole page", "deck", is_bare=False),
)
"""Dots only is less than geodash does; the whole page has base map, towns, figures and list as well.
A marker per event has no second form: its dots alone take ten times as long as the others'."""


def measure(bench: Bench) -> list[Row]:
    """Rows for every alternative and for geodash, at each size."""
    scripts = fetch_timedimension(bench.folder / "timedimension")
    rows = []
    for least, events, steps in SIZES[:1] if bench.quick else SIZES:
        package = bench.package(events, least)
        rows += _at_size(bench, package, bench.repeats(steps), scripts)
    return rows


def _at_size(bench: Bench, package: Package, steps: int, scripts: Path | None) -> list[Row]:
    size = f"{_in_window(package, 0):,} events"
    rows, driven = [], {}
    for peer in PEERS:
        say(f"{peer.what}, {size}")
        try:
            driven[peer] = Sample.of(_peer_steps(bench, package, peer, steps), "ms")
        except PlaywrightError as error:  # one that cannot carry so much is no comparison
            rows.append(Row(f"step of {peer.what}, {size}", trouble=str(error).splitlines()[0][:100]))
            continue
        rows.append(Row(f"step of {peer.what}, {size}", driven[peer]))
    rows.append(_timestamped(bench, package, scripts, size))
    with bench.dashboard(package) as tab:
        drawn = Sample.of(by_keys(tab, bench.steps, "drawing"), "ms")
        work = Sample.of(by_keys(tab, bench.steps), "ms")
    with bench.dashboard(package) as tab:
        shown = Sample.of(_steps(tab, package, "geodash", 2 * steps), "ms")
    for what, sample, is_bare, budget in (
        ("whole frame", work, False, TWENTY_TIMES),
        ("whole frame", work, True, None),
        ("to drawn map", drawn, False, None),
        ("key to paint", shown, False, None),
    ):
        alike = [peer for peer in driven if peer.is_bare == is_bare]
        fastest = min(alike, key=lambda peer: driven[peer].median)
        title = f"step of geodash, {what}, {size}"
        rows.append(Row(title, sample, budget, driven[fastest], fastest.what, is_speedup=True))
    return rows


def _environment(package: Package) -> dict[str, str]:
    first, days = _window(package)
    return {"GEODASH_DATA": str(package.folder), "BENCH_FIRST": first.isoformat(), "BENCH_DAYS": str(days)}


def _window(package: Package) -> tuple[date, int]:
    if package.window is None:
        raise ValueError("The package has no dense window.")
    return package.window.first, package.window.days


def _peer_steps(bench: Bench, package: Package, peer: Peer, steps: int) -> list[float]:
    """Milliseconds from a key press on the slider until the map has painted the next day."""
    with (
        bench.peer(peer.app, _environment(package)) as server,
        open_tab(bench.browser, server.address) as tab,
    ):
        tab.wait_for_map(peer.kind)
        tab.wait_until_idle()
        return _steps(tab, package, peer.kind, steps)


def _steps(tab: Tab, package: Package, kind: str, steps: int) -> list[float]:
    """Times of single steps, each begun when the page is idle."""
    first, _ = _window(package)
    found = []
    tab.slider.focus()
    for step in range(1, steps + 2):
        day = (first + timedelta(days=step)).isoformat()
        expected = {"date": day, "count": _in_window(package, step)}
        script = "([kind, expected]) => ({ done: geodashBench.shows(kind, expected) })"
        shown = tab.page.evaluate_handle(script, [kind, expected])
        tab.page.keyboard.press("ArrowRight")
        found.append(float(shown.evaluate("(held) => held.done")))
        tab.wait_until_idle()
        if len(found) > LEAST_STEPS and sum(found) > ENOUGH_MS:
            break
    return found[1:]  # the first one warms


def _in_window(package: Package, step: int) -> int:
    """Events with a position in the window, some days after its first day: what every alternative draws."""
    first, days = _window(package)
    on = first + timedelta(days=step)
    events = _with_position(package.folder)
    inside = (events["date"] <= on.isoformat()) & (events["end"] > (on - timedelta(days=days)).isoformat())
    return int(inside.sum())


@cache
def _with_position(folder: Path) -> pd.DataFrame:
    """First and last days of the events whose place has a position."""
    events = pd.read_csv(folder / "events.csv", usecols=["date", "date_end", "place_id"])
    places = pd.read_csv(folder / "places.csv", usecols=["id", "lat"]).dropna()
    events["end"] = events["date_end"].fillna(events["date"])
    return events.loc[events["place_id"].isin(places["id"]), ["date", "end"]]


def _timestamped(bench: Bench, package: Package, scripts: Path | None, size: str) -> Row:
    """TimestampedGeoJson moves in the browser like geodash, so its step is measured the same way."""
    what = f"step of folium TimestampedGeoJson, whole frame, {size}"
    if scripts is None:
        return Row(what, trouble="its scripts could not be fetched with npm")
    say(what)
    environment = _environment(package) | {"BENCH_TIMEDIMENSION": str(scripts)}
    with bench.peer("timestamped", environment) as server, open_tab(bench.browser, server.address) as tab:
        tab.wait_for_map("leaflet")
        tab.wait_until_idle()
        script = "([n, first]) => geodashBench.steps(n, geodashBench.nextTime(first))"
        found = tab.run(script, [bench.repeats(10), environment["BENCH_FIRST"]])
        if tab.run("() => geodashBench.layers()") < _in_window(package, 0) * LEAST_DRAWN:
            raise RuntimeError("TimestampedGeoJson does not draw the events of the window.")
        return Row(what, Sample.of(found, "ms"))


def fetch_timedimension(folder: Path) -> Path | None:
    """Leaflet.TimeDimension (MIT) and what it needs (Apache-2.0, MIT), or None where npm cannot get them."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    folder.mkdir(exist_ok=True)
    command = [npm, "pack", "--silent", "--pack-destination", str(folder), *NPM]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=FETCH_SECONDS)
    except (subprocess.SubprocessError, OSError):
        return None
    for wanted, name in FILES.items():
        package, _, path = wanted.partition("/")
        archive = next(folder.glob(f"{package}-*.tgz"))
        with tarfile.open(archive) as packed:
            member = packed.extractfile(f"package/{path}")
            (folder / name).write_bytes(member.read() if member else b"")
    return folder
