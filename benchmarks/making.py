"""What is made on request: a picture for a briefing, the page in one file, what the search box finds."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

from benchmarks.table import Budget, Row, Sample
from geodash.browser.bundle import bundle
from geodash.link.state import DashboardState
from geodash.package import load_dataset
from geodash.products.onefile.page import render_html
from geodash.products.picture import render_figure

if TYPE_CHECKING:
    from benchmarks.bench import Bench

PICTURE_S, PAGE_MB, KEY_MS = Budget(1.5), Budget(2), Budget(30)
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
    """Rows for the shipped data. The first picture, which loads fonts, is left out."""
    dataset = load_dataset(bench.shipped.folder)
    seconds = []
    for day in (DAYS[0], *DAYS):
        start = time.perf_counter()
        render_figure(dataset, DashboardState(date=day), fmt="png")
        seconds.append(time.perf_counter() - start)
    megabytes = len(render_html(dataset, DashboardState(date=DAYS[1]))) / 1e6
    texts = [text[:size] for text in TYPED for size in range(1, len(text) + 1)]
    with bench.dashboard(bench.shipped) as tab:
        keys = tab.run(FIND, [bundle("page/search-find"), texts])
    return [
        Row("briefing picture, PNG", Sample.of(seconds[1:], "s"), PICTURE_S),
        Row("page in one file", Sample.of([megabytes], "MB"), PAGE_MB),
        Row("what one key of a search finds", Sample.of(keys, "ms"), KEY_MS),
    ]
