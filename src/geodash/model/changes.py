"""What differs between two days: places that another side holds."""

from __future__ import annotations

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
