"""Two days side by side: what changed hands, which relations changed, how many events of each kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from geodash.model.changes import changes_between
from geodash.model.relations import relation_changes_between
from geodash.model.selection import window_mask, without_parts
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import EventCategory

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from geodash.model.changes import ControlChange
    from geodash.model.dataset import Dataset
    from geodash.model.relations import RelationChange
    from geodash.model.selection import EventColumns

LEAST_FOR_PERCENT = 10
"""Events on each side from which a percentage is given.

One event more or less moves a count of ten by ten points, and chance alone by a third (its root). ACLED
guards its displays of change against a baseline in the same way: places with few events on average and in
the latest week are "limited change", whatever their percentage.
"""


@dataclass(frozen=True, slots=True)
class GroupTotal:
    """Places of one class of controller on each day, and how many entered and left it in between."""

    before: int
    after: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class EventTotal:
    """Events in the window up to each day."""

    before: int
    after: int

    @property
    def percent(self) -> int | None:
        """Change in percent of ``before``; None where either count is below LEAST_FOR_PERCENT.

        >>> EventTotal(20, 25).percent, EventTotal(9, 90).percent
        (25, None)
        """
        if min(self.before, self.after) < LEAST_FOR_PERCENT:
            return None
        return round(100 * (self.after - self.before) / self.before)


@dataclass(frozen=True)
class Comparison:
    """What differs between two days. ``days`` None: events are counted from the first day on.

    ``groups`` holds every class in the order of the conflict, ``events`` every category in that of the
    vocabulary.
    """

    earlier: date
    later: date
    days: int | None
    control: tuple[ControlChange, ...]
    groups: Mapping[str, GroupTotal]
    relations: tuple[RelationChange, ...]
    events: Mapping[EventCategory, EventTotal]

    @property
    def all_events(self) -> EventTotal:
        """Events of all categories together."""
        totals = self.events.values()
        return EventTotal(sum(total.before for total in totals), sum(total.after for total in totals))


def compare(
    dataset: Dataset,
    earlier: date,
    later: date,
    days: int | None,
    mask: NDArray[np.bool_] | None = None,
) -> Comparison:
    """Compare two days; ``mask`` flags the events that pass the filters, which act on nothing else.

    Swapping the days swaps ``before`` and ``after``, ``gained`` and ``lost``. A part of an event does not
    count beside its whole, as in `count_events`.
    """
    control = changes_between(dataset, earlier, later)
    before, after = (_events(dataset.event_columns, on, days, mask) for on in (earlier, later))
    return Comparison(
        earlier,
        later,
        days,
        control,
        MappingProxyType(_groups(dataset, earlier, later, control)),
        relation_changes_between(dataset, earlier, later),
        MappingProxyType({c: EventTotal(before[row], after[row]) for row, c in enumerate(EventCategory)}),
    )


def _groups(
    dataset: Dataset, earlier: date, later: date, control: tuple[ControlChange, ...]
) -> dict[str, GroupTotal]:
    before, after = (snapshot_at(dataset, on).count_by_group() for on in (earlier, later))
    moved = [change for change in control if change.before.group != change.after.group]
    gained = Counter(change.after.group for change in moved)
    lost = Counter(change.before.group for change in moved)
    return {group: GroupTotal(before[group], after[group], gained[group], lost[group]) for group in before}


def _events(columns: EventColumns, on: date, days: int | None, mask: NDArray[np.bool_] | None) -> list[int]:
    """Number of events in the window up to a day, by category in the order of the vocabulary."""
    shown = window_mask(columns, on, days)
    counted = without_parts(columns, shown if mask is None else shown & mask)
    counts: list[int] = np.bincount(columns.category[counted], minlength=len(EventCategory)).tolist()
    return counts
