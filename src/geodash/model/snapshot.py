"""The world as recorded on one day: who holds each tracked place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodash.model.vocabulary import NO_DATA, UNKNOWN, Confidence, HolderGroup, holder_group

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from geodash.model.dataset import Dataset
    from geodash.model.holdings import Holding


@dataclass(frozen=True, slots=True)
class PlaceControl:
    """Control of one place on one day.

    ``controller`` is an actor id, ``contested``, ``unknown`` or ``no_data``. ``since`` and ``last_confirmed``
    are None where no record applies. ``begins_earlier`` says that the place was already held on ``since``.
    """

    place_id: str
    controller: str
    since: date | None = None
    last_confirmed: date | None = None
    confidence: Confidence | None = None
    disputed_note: str = ""
    sources: tuple[str, ...] = ()
    begins_earlier: bool = False

    @property
    def group(self) -> HolderGroup:
        """Class by which the map draws it."""
        return holder_group(self.controller)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Control of every tracked place on ``date``, sorted by place id."""

    date: date
    control: tuple[PlaceControl, ...]

    @property
    def by_place(self) -> Mapping[str, PlaceControl]:
        """Control by place id."""
        return {row.place_id: row for row in self.control}

    def count_by_group(self) -> dict[HolderGroup, int]:
        """Number of places per class of controller; every class is present."""
        counts = Counter(row.group for row in self.control)
        return {group: counts[group] for group in HolderGroup}


def snapshot_at(dataset: Dataset, on: date) -> Snapshot:
    """Control of every tracked place on a day.

    A place without a record on that day is ``unknown``; every place is ``no_data`` after
    ``dataset.control_known_until``. Nothing is interpolated.
    """
    if on > dataset.control_known_until:
        return Snapshot(on, tuple(PlaceControl(place_id, NO_DATA) for place_id in dataset.holdings))
    return Snapshot(on, tuple(place_control_at(chain, on) for chain in dataset.holdings.values()))


def place_control_at(chain: Sequence[Holding], on: date) -> PlaceControl:
    """Control of one place on a day, from its holdings in time order."""
    holding = next((holding for holding in chain if on in holding.interval), None)
    if holding is None:
        return PlaceControl(chain[0].place_id, UNKNOWN)
    seen = holding.records_until(on)
    latest = seen[-1]
    notes = dict.fromkeys(record.disputed_note for record in seen if record.disputed_note)
    sources = dict.fromkeys(source for record in reversed(seen) for source in record.source_ids)
    return PlaceControl(
        place_id=holding.place_id,
        controller=holding.controller,
        since=holding.interval.start,
        last_confirmed=latest.valid_from,
        confidence=latest.confidence,
        disputed_note=" ".join(notes),
        sources=tuple(sources),
        begins_earlier=holding.begins_earlier,
    )
