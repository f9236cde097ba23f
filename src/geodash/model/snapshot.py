"""The world as recorded on one day: who holds each tracked place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodash.model.vocabulary import FADED_DAYS, NO_DATA, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from geodash.model.dataset import Dataset
    from geodash.model.holdings import Holding
    from geodash.model.records import ControlRecord, Language
    from geodash.model.vocabulary import Confidence


@dataclass(frozen=True, slots=True)
class PlaceControl:
    """Control of one place on one day.

    ``controller`` is an actor id, ``contested``, ``unknown`` or ``no_data``; ``group`` is its class, by which
    the map draws it. ``records`` are what it rests on, oldest first: the one that opens the interval, then
    status reports up to the day; none where no record applies. ``begins_earlier`` says that the place was
    already held when it was first seen.
    """

    place_id: str
    controller: str
    group: str
    records: tuple[ControlRecord, ...] = ()
    begins_earlier: bool = False

    @property
    def since(self) -> date | None:
        """First day of the interval."""
        return self.records[0].valid_from if self.records else None

    @property
    def last_confirmed(self) -> date | None:
        """Day of the latest record that saw this controller."""
        return self.records[-1].valid_from if self.records else None

    @property
    def confidence(self) -> Confidence | None:
        """Confidence of the latest record."""
        return self.records[-1].confidence if self.records else None

    def is_old(self, on: date) -> bool:
        """Whether a holder or a contest was last confirmed so long ago that it is drawn faintest."""
        held = self.last_confirmed is not None and self.controller != UNKNOWN
        return held and (on - self.records[-1].valid_from).days >= FADED_DAYS

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources, those of the latest record first."""
        return tuple(
            dict.fromkeys(source for record in reversed(self.records) for source in record.source_ids)
        )

    def disputed_note(self, lang: Language) -> str:
        """Who disputes what, over all records."""
        return " ".join(dict.fromkeys(note for r in self.records if (note := r.text("disputed_note", lang))))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Control of every tracked place on ``date``, by place id, and the classes that the conflict has."""

    date: date
    control: tuple[PlaceControl, ...]
    class_ids: tuple[str, ...]

    @property
    def by_place(self) -> Mapping[str, PlaceControl]:
        """Control by place id."""
        return {row.place_id: row for row in self.control}

    def count_by_group(self) -> dict[str, int]:
        """Number of places per class of controller; every class is there, in the order of the conflict."""
        counts = Counter(row.group for row in self.control)
        return {group: counts[group] for group in self.class_ids}


def snapshot_at(dataset: Dataset, on: date) -> Snapshot:
    """Control of every tracked place on a day.

    A place without a record on that day is ``unknown``; every place is ``no_data`` after
    ``dataset.control_known_until``. Nothing is interpolated.
    """
    control = tuple(place_control_at(dataset, chain, on) for chain in dataset.holdings.values())
    return Snapshot(on, control, dataset.conflict.class_ids)


def place_control_at(dataset: Dataset, chain: Sequence[Holding], on: date) -> PlaceControl:
    """Control of one place on a day, from its holdings in time order."""
    if on > dataset.control_known_until:
        return PlaceControl(chain[0].place_id, NO_DATA, NO_DATA)
    holding = next((holding for holding in chain if on in holding.interval), None)
    if holding is None:
        return PlaceControl(chain[0].place_id, UNKNOWN, UNKNOWN)
    seen = holding.records_until(on)
    group = dataset.class_of(holding.controller)
    return PlaceControl(
        holding.place_id, holding.controller, group, seen, begins_earlier=holding.begins_earlier
    )
