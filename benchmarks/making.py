"""What is made on request: a picture for a briefing, the page in one file, what the search box finds."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.table import Budget, Row, Sample
from geodash.browser.bundle import bundle
from geodash.link.state import DashboardState
from geodash.package import load_dataset
from geodash.products.onefile.page import render_html

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.bench import Bench

PICTURE_S, PAGE_MB, KEY_MS = Budget(1.2), Budget(2), Budget(30)
MOVING_S, MOVING_MB = Budget(8), Budget(250)
DAYS = (dt.date(2025, 1, 30), dt.date(2025, 3, 17), dt.date(2026, 3, 16))
TYPED = ("goma", "rwanda", "bukvau", "tshisekdi", "the", "sanctions rwandan officers")
WATCH = """import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss)"""
"""A small process between: Linux counts the memory of whoever starts a program as the program's own."""
FIND = """async ([code, texts]) => {
  const { createFinder } = new Function(`${code}; return $page_search_find;`)();
  const scene = await [...window.geodashScenes.values()][0];
  const finder = await createFinder(scene);
  const now = { date: scene.knownUntil.control, days: 30, mask: null };
  finder.find('warm', 'en', now);
  return texts.map((text) => {
    const start = performance.now();
    finder.find(text, 'en', now);
    return performance.now() - start;
  });
}"""


def measure(bench: Bench) -> list[Row]:
    """Rows for the shipped data. The first picture, for which the program is compiled, is left out."""
    dataset = load_dataset(bench.shipped.folder)
    pictures = [
        _exported(bench.shipped.folder, "--format", "png", "--date", day.isoformat())
        for day in (DAYS[0], *DAYS)
    ]
    moving = _exported(
        bench.shipped.folder, "--format", "gif", "--since", "2012-01-01", "--date", "2026-03-16"
    )
    megabytes = len(render_html(dataset, DashboardState(date=DAYS[1]))) / 1e6
    texts = [text[:size] for text in TYPED for size in range(1, len(text) + 1)]
    with bench.dashboard(bench.shipped) as tab:
        keys = tab.run(FIND, [bundle("page/search-find"), texts])
    return [
        Row("briefing picture, PNG", Sample.of([run.seconds for run in pictures[1:]], "s"), PICTURE_S),
        Row("animation of 60 frames, GIF", Sample.of([moving.seconds], "s"), MOVING_S),
        Row("animation of 60 frames, memory", Sample.of([moving.megabytes], "MB"), MOVING_MB),
        Row("page in one file", Sample.of([megabytes], "MB"), PAGE_MB),
        Row("what one key of a search finds", Sample.of(keys, "ms"), KEY_MS),
    ]


class Run(NamedTuple):
    """What a command took: processor time from its start to its end, and the most memory at once."""

    seconds: float
    megabytes: float


def _exported(folder: Path, *asked: str) -> Run:
    """Run `geodash export` in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as place:
        export = [sys.executable, "-m", "geodash", "export", "--data", str(folder), *asked, "-o", f"{place}/"]
        command = [sys.executable, "-c", WATCH, *export]
        watched = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    status, seconds, kilobytes = watched.stdout.split()
    if status != "0":
        raise RuntimeError(f"{' '.join(asked)} ended with {status}.")
    return Run(float(seconds), int(kilobytes) / 1024)
