"""Rules on the values of events: fatalities, event codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.package.cameo import CAMEO, PLOVER_MODES, plover_of
from geodash.package.checks.tables import problem
from geodash.package.remedies import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodash.errors import Problem
    from geodash.model.records import Event
    from geodash.package.tables import Row, Table


def event_problems(events: Table[Event]) -> Iterator[Problem]:
    """Every problem of an event alone, other than its dates and references."""
    for row in events.rows:
        yield from _fatalities(events, row)
        yield from _codes(events, row)


def _fatalities(events: Table[Event], row: Row[Event]) -> Iterator[Problem]:
    low, high = row.record.fatalities_low, row.record.fatalities_high
    if (low is None) != (high is None):
        field = "fatalities_low" if low is None else "fatalities_high"
        yield problem(events, row, field, "fill in both figures or neither; a single figure goes into both")
    elif low is not None and high is not None and low > high:
        yield problem(events, row, "fatalities_low", f"write a figure not above fatalities_high, {high}")


def _codes(events: Table[Event], row: Row[Event]) -> Iterator[Problem]:
    cameo = row.record.cameo
    if cameo and not is_cameo(cameo):
        remedy = "check the code against the CAMEO manual; add a right one to src/geodash/package/cameo.py"
        yield problem(events, row, "cameo", remedy)
    category, mode = plover_of(row.record.plover)
    if category and category not in PLOVER_MODES:
        remedy = f"use one of {', '.join(PLOVER_MODES)}{did_you_mean(category, PLOVER_MODES)}"
        yield problem(events, row, "plover", remedy)
    elif mode and mode not in PLOVER_MODES[category]:
        modes = ", ".join(sorted(PLOVER_MODES[category])) or "none"
        yield problem(events, row, "plover", f"use a mode of {category}: {modes}")


def is_cameo(code: str) -> bool:
    """Whether a code is one of the CAMEO manual."""
    return code in CAMEO


def is_plover(code: str) -> bool:
    """Whether a code is a category of PLOVER, alone or with one of its modes."""
    category, mode = plover_of(code)
    return category in PLOVER_MODES and (not mode or mode in PLOVER_MODES[category])
