"""Loading the data, and asking the large package a question: each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.servers import ROOT
from benchmarks.table import Budget, Row, Sample

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.bench import Bench

LOAD_S, LARGE_LOAD_S, ASK_MS = Budget(0.3), Budget(3), Budget(10)
LOADS, LARGE_LOADS = 7, 3


def measure_load(bench: Bench) -> list[Row]:
    """Load and check the shipped data, after imports."""
    seconds = [run_reader("load", bench.shipped.folder)["load"][0] for _ in range(bench.repeats(LOADS))]
    return [Row("load and check, shipped data", Sample.of(seconds, "s"), LOAD_S)]


def measure_filter(bench: Bench) -> list[Row]:
    """As-of snapshot, window and every filter over the large package, its columns built beforehand."""
    found = run_reader("ask", bench.large.folder)
    again = [run_reader("load", bench.large.folder)["load"][0] for _ in range(bench.repeats(LARGE_LOADS) - 1)]
    what = f"as-of and {{}}, {bench.many:,} events"
    return [
        Row(what.format("all filters"), Sample.of(found["all"], "ms"), ASK_MS),
        Row(what.format("text alone"), Sample.of(found["text"], "ms")),
        Row(f"load and check, {bench.many:,} events", Sample.of([*found["load"], *again], "s"), LARGE_LOAD_S),
    ]


def run_reader(task: str, *folders: Path, **settings: str) -> dict[str, list[float]]:
    """Samples of a task of `benchmarks.reader`, by name; it has further settings in its environment."""
    command = [sys.executable, "-m", "benchmarks.reader", task, *map(str, folders)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | settings, capture_output=True, check=True, text=True
    )
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found
