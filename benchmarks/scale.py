"""Other people's data at their size: millions of events on the clock, and hundreds of thousands to import."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from benchmarks import intable
from benchmarks.bench import say
from benchmarks.memory import resident_after_one_session
from benchmarks.reading import run_reader
from benchmarks.scrub import by_drag, by_keys
from benchmarks.servers import ROOT
from benchmarks.synthesis.overlay import write_overlay
from benchmarks.synthesis.ucdp import write_ucdp
from benchmarks.table import Budget, Row, Sample

if TYPE_CHECKING:
    from benchmarks.bench import Bench

LOAD_S, SERVER_MB, IMPORT_S, STEP_MS = Budget(8), Budget(600), Budget(15), Budget(50)


def measure(bench: Bench) -> list[Row]:
    """Load, import and memory, each with the machine to itself, then steps of the clock."""
    rows = [_import(bench), _memory(bench), *_beside(bench)]
    huge = bench.huge
    loaded = run_reader("load", huge.folder)
    rows.append(Row(f"load and check, {bench.most:,} events", Sample.of(loaded["load"], "s"), LOAD_S))
    with bench.dashboard(huge) as tab:
        found = {
            "scrub step to drawn map": by_keys(tab, bench.steps, "drawing"),
            "scrub step, whole frame, keys": by_keys(tab, bench.steps),
            "scrub step, whole frame, drag": by_drag(tab, bench.steps),
        }
    return rows + [Row(f"{what}, {huge.name}", Sample.of(ms, "ms"), STEP_MS) for what, ms in found.items()]


def _import(bench: Bench) -> Row:
    """Import of made-up rows in the columns of UCDP GED."""
    file = bench.folder / f"GEDEvent_v25_1-{bench.many}.csv"
    if not file.is_file():
        say(f"writing {bench.many:,} rows of UCDP")
        write_ucdp(file, bench.many)
    out = bench.folder / "imported"
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "geodash", "import", "ucdp", str(file), "-o", str(out)]
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, check=True)
    seconds = time.perf_counter() - start
    return Row(f"import of UCDP, {bench.many:,} rows", Sample.of([seconds], "s"), IMPORT_S)


def _beside(bench: Bench) -> list[Row]:
    """A data set as Parquet beside the record, for comparison: what docs/scaling.md speaks of."""
    events = 3 * bench.most
    folder = bench.folder / f"overlay-{events}"
    if not (folder / "datapackage.json").is_file():
        say(f"writing a data set of {events:,} events")
        write_overlay(folder, events)
    found = run_reader("load", bench.shipped.folder, folder)
    what = f"a data set of {events:,} events as Parquet"
    return [
        Row(f"load and check, {what}", Sample.of(found["load"], "s")),
        Row(f"most memory meanwhile, {what}", Sample.of(found["memory"], "MB")),
        *intable.measure(bench, folder, events),
    ]


def _memory(bench: Bench) -> Row:
    what = f"server memory after one session, {bench.many:,} events"
    return Row(what, Sample.of([resident_after_one_session(bench, bench.large)], "MB"), SERVER_MB)
