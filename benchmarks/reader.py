"""The process behind benchmarks.reading: ``python -m benchmarks.reader load|ask FOLDER ...`` prints JSON.

Folders after the first are those of data sets beside the record.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from geodash.model.selection import EventColumns, EventFilter, filter_mask, window_mask
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import Confidence, EventCategory
from geodash.package import load_dataset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodash.model.dataset import Dataset

EVERY_FILTER = EventFilter(
    categories=frozenset({EventCategory.BATTLE, EventCategory.EXPLOSION, EventCategory.DIPLOMACY}),
    actors=frozenset({"m23", "rwanda"}),
    least_confidence=Confidence.MEDIUM,
    text="rutshuru route",
)
TEXT_ALONE = EventFilter(text="munitions")
TIMES = 25


def load(folder: Path, overlays: Sequence[Path]) -> tuple[Dataset, float]:
    """The dataset and the seconds that it took."""
    start = perf_counter()
    dataset = load_dataset(folder, overlays)
    return dataset, perf_counter() - start


def ask(dataset: Dataset, columns: EventColumns, wanted: EventFilter) -> list[float]:
    """Milliseconds of as-of, window and filter, on different days."""
    found = []
    for turn in range(TIMES):
        on = dataset.control_known_until - timedelta(days=7 * turn)
        start = perf_counter()
        snapshot_at(dataset, on)
        int((window_mask(columns, on, 365) & filter_mask(columns, wanted)).sum())
        found.append((perf_counter() - start) * 1000)
    return found[1:]


def most_memory() -> float:
    """Megabytes that the process held at most; what `getrusage` says may be those of its parent."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def main(task: str, folder: Path, *overlays: Path) -> None:
    """Print what was asked for; after loading also the most memory, in megabytes, that it took."""
    dataset, seconds = load(folder, overlays)
    found = {"load": [seconds], "memory": [most_memory()]}
    if task == "ask":
        columns = dataset.event_columns
        found |= {"all": ask(dataset, columns, EVERY_FILTER), "text": ask(dataset, columns, TEXT_ALONE)}
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
