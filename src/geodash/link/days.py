"""Days that follow from a state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset


def day_of(dataset: Dataset, state: DashboardState) -> dt.date:
    """The day of a state, or the last one with known control."""
    return state.date or dataset.control_known_until


def windowed(state: DashboardState) -> DashboardState:
    """Count the days of a window that begins on a day: one where that is still to come."""
    if state.since is None or state.date is None:
        return state
    return replace(state, days=max(1, (state.date - state.since).days + 1))


def named_start(state: DashboardState) -> dt.date | None:
    """The day on which the window of a state begins, where one was named and more than that day is shown."""
    if state.since is None or state.date is None or state.days is None or state.since >= state.date:
        return None
    return state.since if (state.date - state.since).days + 1 == state.days else None


def days_compared(dataset: Dataset, state: DashboardState) -> tuple[dt.date, dt.date]:
    """The day and the one it is compared with, or the day before its window; the earlier first."""
    on = day_of(dataset, state)
    first = dataset.first_day
    if state.compare is not None:
        return min(state.compare, on), max(state.compare, on)
    if state.days is None or (on - first).days < state.days:
        return first, on
    return on.fromordinal(on.toordinal() - state.days), on
