"""The world as recorded on one day: who holds each tracked place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodash.model.vocabulary import FADED_DAYS, NO_DATA, UNKNOWN, Basis

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
    the map draws it; ``basis`` says what that rests on. ``records`` cover the day, oldest first: the one that
    opens the interval, then status reports up to the day; none where no record applies. ``evidence`` is the
    record nearest in time, before or after, that supports the controller, ``age`` its distance in days.
    ``begins_earlier`` says that the place was already held when it was first seen.
    """

    place_id: str
    controller: str
    group: str
    basis: Basis
    records: tuple[ControlRecord, ...] = ()
    evidence: ControlRecord | None = None
    age: int = 0
    begins_earlier: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether a holder or a contest is known, by a report or by implication."""
        return self.basis in {Basis.REPORTED, Basis.IMPLIED}

    @property
    def is_carried(self) -> bool:
        """Whether a reported holder or contest rests on evidence over a year away."""
        return self.basis is Basis.REPORTED and self.age > FADED_DAYS

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
        """Confidence of the latest record; of an implied holder, that of the record that implies it."""
        latest = self.records[-1] if self.records else self.evidence
        return latest.confidence if latest else None

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources, those of the latest record first; of an implied holder, those of its ground."""
        found = tuple(reversed(self.records)) or ((self.evidence,) if self.evidence else ())
        return tuple(dict.fromkeys(source for record in found for source in record.source_ids))

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

    def count(self, basis: Basis) -> dict[str, int]:
        """Number of places per class of controller on one basis; every class is there."""
        counts = Counter(row.group for row in self.control if row.basis is basis)
        return {group: counts[group] for group in self.class_ids}

    def count_by_group(self) -> dict[str, int]:
        """Number of places per class of controller; every class is there, in the order of the conflict."""
        counts = Counter(row.group for row in self.control)
        return {group: counts[group] for group in self.class_ids}


def snapshot_at(dataset: Dataset, on: date) -> Snapshot:
    """Control of every tracked place on a day.

    A place without a record on that day is held by whom the next record implies, or ``unknown``. After
    ``dataset.control_known_until`` a place shows what a record dated after it says, up to the day; every
    other is ``no_data``. Nothing is interpolated.
    """
    control = tuple(place_control_at(dataset, chain, on) for chain in dataset.holdings.values())
    return Snapshot(on, control, dataset.conflict.class_ids)


def place_control_at(dataset: Dataset, chain: Sequence[Holding], on: date) -> PlaceControl:
    """Control of one place on a day, from its holdings in time order."""
    place_id = chain[0].place_id
    holding = next((holding for holding in chain if on in holding.interval), None)
    if holding is None:
        state, basis = (
            (NO_DATA, Basis.NO_DATA) if on > dataset.control_known_until else (UNKNOWN, Basis.UNKNOWN)
        )
        return PlaceControl(place_id, state, state, basis)
    evidence = holding.evidence_at(on)
    return PlaceControl(
        place_id,
        holding.controller,
        dataset.class_of(holding.controller),
        holding.basis,
        holding.records_until(on),
        evidence,
        abs((evidence.valid_from - on).days) if evidence else 0,
        begins_earlier=holding.begins_earlier,
    )
