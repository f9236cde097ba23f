"""What changed, and when: days on which control changes, and the difference of two days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodash.model.snapshot import snapshot_at

if TYPE_CHECKING:
    from datetime import date

    from geodash.model.dataset import Dataset
    from geodash.model.snapshot import PlaceControl


@dataclass(frozen=True, slots=True)
class ControlChange:
    """One place whose controller differs between two days."""

    place_id: str
    before: PlaceControl
    after: PlaceControl


def change_days(dataset: Dataset) -> tuple[date, ...]:
    """Days on which the recorded controller of some place changes, in order, without repeats."""
    return tuple(sorted({h.interval.start for chain in dataset.holdings.values() for h in chain}))


def next_change(dataset: Dataset, on: date) -> date | None:
    """The first change day after a day."""
    days = change_days(dataset)
    position = bisect_right(days, on)
    return days[position] if position < len(days) else None


def previous_change(dataset: Dataset, on: date) -> date | None:
    """The last change day before a day."""
    days = change_days(dataset)
    position = bisect_left(days, on)
    return days[position - 1] if position else None


def changes_between(dataset: Dataset, earlier: date, later: date) -> tuple[ControlChange, ...]:
    """Places whose controller differs between two days, sorted by place id.

    Swapping the days swaps ``before`` and ``after``.
    """
    before, after = snapshot_at(dataset, earlier), snapshot_at(dataset, later)
    return tuple(
        ControlChange(old.place_id, old, new)
        for old, new in zip(before.control, after.control, strict=True)
        if old.controller != new.controller
    )
