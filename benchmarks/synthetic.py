"""Data packages of any size: the shipped package plus made-up places and events, the same for a seed.

``python -m benchmarks.synthetic FOLDER [EVENTS] [SEED]`` writes one.
"""

from __future__ import annotations

import json
import runpy
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from benchmarks.synthesis.events import Shipped, invent_events
from benchmarks.synthesis.places import COUNTRY, invent_places, outline_of
from benchmarks.synthesis.times import Calendar, happen, place_chances
from geodash.model.interval import to_day

GEODATA = Path(__file__).resolve().parents[1] / "geodata"
DESCRIBE = runpy.run_path(str(GEODATA / "build" / "describe.py"))["describe"]
MOST_PLACES = 4_000
EVENTS_PER_PLACE = 20
FEW_PLACES = 100
WINDOWS = (30, 60, 90, 120, 180, 270, 365, 545, 730, 1095)


class DenseWindow(NamedTuple):
    """A stretch of days on each of which the last ``days`` days hold at least ``least`` events."""

    first: date
    days: int
    least: int


def write_package(folder: Path, events: int, seed: int = 1) -> Path:
    """Write a valid data package that holds ``events`` events, the shipped ones among them."""
    shutil.copytree(
        GEODATA, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build", "__pycache__")
    )
    rng = np.random.default_rng(seed)
    shipped = Shipped(*(_read(GEODATA, name) for name in Shipped._fields))
    missing = events - len(shipped.events)
    if missing <= 0:
        return folder
    how_many = min(MOST_PLACES, FEW_PLACES + events // EVENTS_PER_PLACE)
    made_places = invent_places(shipped.places, outline_of(folder), how_many, rng)
    known = shipped.places[(shipped.places["country"] == COUNTRY) & shipped.places["lat"].ne("")]
    everywhere = pd.concat([known, made_places], ignore_index=True)
    calendar = _calendar(folder)
    points = everywhere[["lon", "lat"]].astype(float).to_numpy()
    chances = place_chances(len(known), how_many, rng)
    when = happen(points, chances, calendar, missing, rng)
    made_events = invent_events(shipped, everywhere, when, calendar, rng)
    _write(folder, "places", pd.concat([shipped.places, made_places]))
    _write(folder, "events", pd.concat([shipped.events, made_events]))
    DESCRIBE(folder)
    return folder


def dense_window(folder: Path, least: int, run: int = 60) -> DenseWindow:
    """Shortest window, and a run of ``run`` days, with at least ``least`` events in the window on each day.

    The run ends before the knowledge of control does, so that towns are drawn as well. Where the package has
    no such window, the densest run of the longest window is given, with what it holds.
    """
    table = pd.read_csv(folder / "events.csv", usecols=["date", "date_end"], dtype=str, keep_default_na=False)
    start = _day_numbers(table["date"])
    end = _day_numbers(table["date_end"].where(table["date_end"].ne(""), table["date"]))
    calendar = _calendar(folder)
    first = to_day(calendar.first)
    started = np.cumsum(np.bincount(start - first, minlength=calendar.days))
    ended = np.cumsum(np.bincount(end - first, minlength=calendar.days))
    for days in WINDOWS:
        over = np.concatenate([np.zeros(min(days, calendar.days), dtype=np.int64), ended[:-days]])
        inside = (started - over)[: calendar.days - calendar.without_control]
        lowest = np.lib.stride_tricks.sliding_window_view(inside, run + 1).min(axis=1)
        best = int(lowest.argmax())
        if lowest[best] >= least or days == WINDOWS[-1]:
            break
    return DenseWindow(calendar.first + timedelta(days=best), days, int(lowest[best]))


def _read(folder: Path, table: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False)


def _write(folder: Path, table: str, rows: pd.DataFrame) -> None:
    rows.sort_values("id").to_csv(folder / f"{table}.csv", index=False, lineterminator="\n")


def _calendar(folder: Path) -> Calendar:
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    names = ("first_day", "events_known_until", "control_known_until")
    first, last, control = (date.fromisoformat(descriptor[name]) for name in names)
    return Calendar(first, (last - first).days + 1, max(0, (last - control).days))


def _day_numbers(texts: pd.Series[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return texts.to_numpy(dtype="datetime64[D]").astype(np.int64)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    numbers = [int(argument) for argument in sys.argv[2:]]
    write_package(target, *(numbers or [400_000]))
    print(f"{target}: {dense_window(target, 100_000)}")
