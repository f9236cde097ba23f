"""What is made on request: a picture for a briefing, the page in one file, what the search box finds."""

from __future__ import annotations

import datetime as dt
import os
import resource
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

from benchmarks.table import Budget, Row, Sample
from geodash.browser.bundle import bundle
from geodash.link.state import DashboardState
from geodash.package import load_dataset
from geodash.products.onefile.page import render_html

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.bench import Bench

PICTURE_S, PAGE_MB, KEY_MS = Budget(1.2), Budget(2), Budget(30)
DAYS = (dt.date(2025, 1, 30), dt.date(2025, 3, 17), dt.date(2026, 3, 16))
TYPED = ("goma", "rwanda", "bukvau", "tshisekdi", "the", "sanctions rwandan officers")
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
    seconds = [_picture_seconds(bench.shipped.folder, day) for day in (DAYS[0], *DAYS)]
    megabytes = len(render_html(dataset, DashboardState(date=DAYS[1]))) / 1e6
    texts = [text[:size] for text in TYPED for size in range(1, len(text) + 1)]
    with bench.dashboard(bench.shipped) as tab:
        keys = tab.run(FIND, [bundle("page/search-find"), texts])
    return [
        Row("briefing picture, PNG, processor time of the command", Sample.of(seconds[1:], "s"), PICTURE_S),
        Row("page in one file", Sample.of([megabytes], "MB"), PAGE_MB),
        Row("what one key of a search finds", Sample.of(keys, "ms"), KEY_MS),
    ]


def _picture_seconds(folder: Path, day: dt.date) -> float:
    """Processor time of one run of the command, from its start to its end."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as place:
        asked = ("--data", str(folder), "--date", day.isoformat(), "--format", "png", "-o", f"{place}/")
        command = [sys.executable, "-m", "geodash", "export", *asked]
        before = _seconds_of_children()
        subprocess.run(command, env=environment, check=True, capture_output=True)
        return _seconds_of_children() - before


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
