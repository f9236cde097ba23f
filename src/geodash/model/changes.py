"""What differs between two days: places that another side holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geodash.model.snapshot import snapshot_at

if TYPE_CHECKING:
    from datetime import date

    from geodash.model.dataset import Dataset
    from geodash.model.snapshot import PlaceControl, Snapshot


@dataclass(frozen=True, slots=True)
class ControlChange:
    """One place whose controller differs between two days."""

    place_id: str
    before: PlaceControl
    after: PlaceControl

    @property
    def kind(self) -> Literal["moved", "seen", "lost"]:
        """A place first seen, or lost from sight, has not passed from anyone to anyone."""
        if not self.before.is_answered:
            return "seen"
        return "moved" if self.after.is_answered else "lost"

    @property
    def is_move(self) -> bool:
        """Whether the place is known to have passed from one class to another."""
        return self.kind == "moved" and self.before.group != self.after.group


def changes_between(dataset: Dataset, earlier: date, later: date) -> tuple[ControlChange, ...]:
    """Places whose controller differs between two days, sorted by place id.

    Swapping the days swaps ``before`` and ``after``.
    """
    return differences(snapshot_at(dataset, earlier), snapshot_at(dataset, later))


def differences(before: Snapshot, after: Snapshot) -> tuple[ControlChange, ...]:
    """Places whose controller differs between two snapshots of one dataset, sorted by place id."""
    return tuple(
        ControlChange(old.place_id, old, new)
        for old, new in zip(before.control, after.control, strict=True)
        if old.controller != new.controller
    )


def net_moves(before: Snapshot, after: Snapshot) -> dict[str, int]:
    """Places that each class won from another, less those it lost to one; every class is there."""
    moves = [change for change in differences(before, after) if change.is_move]
    won = Counter(change.after.group for change in moves)
    lost = Counter(change.before.group for change in moves)
    return {group: won[group] - lost[group] for group in after.class_ids}
