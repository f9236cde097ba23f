"""The immutable dataset: records by id, and the orders that questions about time need."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from geodash.model.conflict import STATES
from geodash.model.events import NOT_FOUND, EventById, Events
from geodash.model.holdings import Holding, holdings_of
from geodash.model.interval import to_day
from geodash.model.postings import Keys, Postings
from geodash.model.relations import Pair, RelationState, chains_of
from geodash.model.selection import EventColumns
from geodash.model.territories import Areas, areas_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from geodash.model.conflict import Conflict
    from geodash.model.overlay import DataSet
    from geodash.model.records import (
        Actor,
        Change,
        Claim,
        ControlRecord,
        Correction,
        Event,
        Language,
        Place,
        Proposal,
        Relation,
        Source,
        StoryStep,
    )


@dataclass(frozen=True, slots=True)
class Credit:
    """What one file of the data package may be used under, and the line to show wherever it is drawn."""

    licence: str
    attribution_en: str
    attribution_fr: str

    def attribution(self, lang: Language) -> str:
        """Attribution line in a language."""
        return self.attribution_fr if lang == "fr" else self.attribution_en


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to about the data: a name, perhaps none, and an address of mail or of a page."""

    name: str
    address: str


@dataclass(frozen=True, eq=False)
class BorderLayer:
    """One geometry layer in EPSG:4326: a geometry and a mapping of properties per feature, and its credit."""

    name: str
    title: str
    geometries: tuple[BaseGeometry, ...]
    properties: tuple[Mapping[str, object], ...]
    credit: Credit

    @cached_property
    def frame(self) -> GeoDataFrame:
        """The layer as a frame, built on first use. Copy it before changing it."""
        from geopandas import GeoDataFrame  # noqa: PLC0415 - slow to import, and not everybody needs it

        return GeoDataFrame([dict(row) for row in self.properties], geometry=list(self.geometries), crs=4326)

    @property
    def licence(self) -> str:
        """Licence of the layer."""
        return self.credit.licence

    @property
    def attribution_en(self) -> str:
        """Attribution line in English."""
        return self.credit.attribution_en

    @property
    def attribution_fr(self) -> str:
        """Attribution line in French."""
        return self.credit.attribution_fr


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Everything geodash knows. Equal only to itself, so that what is derived from it can be kept by it.

    ``first_day`` opens the clock. Control is covered until ``control_known_until`` and events until
    ``events_known_until``, both inclusive; control records after the former are single reports, and from
    ``events_thin_from`` on, where it is given, events are thin. Events are sorted by (date, id), control
    records by (place, valid_from), relations by (pair, valid_from), story steps by (story, step), claims by
    number, corrections by id, changes by release. ``releases`` are the released versions, oldest first; none
    where the package does not list them; ``released`` has their days, where it gives them. ``known`` is
    the day as of whose end the record was known, where that is not now. ``credits`` holds the credit of
    every resource, tables and borders alike, by resource name.

    ``data_sets`` are those added to the record, by id, whose events stand among ``events``. ``layer_sets``
    names the data set of each of their layers, which stand among ``borders`` and those of ``conflict``, by
    resource name, and ``proposals`` what each proposes of control: no question about control looks at them.
    ``record`` is what all this was added to, if there is any. ``contact`` is whom the package names.
    """

    version: str
    conflict: Conflict
    first_day: date
    control_known_until: date
    events_known_until: date
    places: Mapping[str, Place]
    actors: Mapping[str, Actor]
    sources: Mapping[str, Source]
    control: tuple[ControlRecord, ...]
    events: Events
    relations: tuple[Relation, ...]
    stories: tuple[StoryStep, ...]
    claims: tuple[Claim, ...] = ()
    corrections: tuple[Correction, ...] = ()
    changes: tuple[Change, ...] = ()
    releases: tuple[str, ...] = ()
    released: Mapping[str, date] = field(default_factory=dict)
    known: date | None = None
    events_thin_from: date | None = None
    borders: Mapping[str, BorderLayer] = field(default_factory=dict)
    credits: Mapping[str, Credit] = field(default_factory=dict)
    data_sets: Mapping[str, DataSet] = field(default_factory=dict)
    layer_sets: Mapping[str, str] = field(default_factory=dict)
    proposals: Mapping[str, tuple[Proposal, ...]] = field(default_factory=dict)
    contact: Contact | None = None
    record: Dataset | None = None

    def __repr__(self) -> str:
        return f"<Dataset {self.version}: {len(self.control)} control records, {len(self.events)} events>"

    @property
    def last_day(self) -> date:
        """The last day the clock can show."""
        added = (data_set.last_day for data_set in self.data_sets.values())
        return max(self.control_known_until, self.events_known_until, *added)

    def begins_within(self, on: date, days: int | None) -> bool:
        """Whether a window of some days up to one reaches back before the first day, so that it holds all."""
        return days is None or (on - self.first_day).days < days

    @property
    def own(self) -> Dataset:
        """The record alone, without what was added to it."""
        return self.record or self

    def layers_of_set(self, name: str) -> tuple[str, ...]:
        """Names of the layers of a data set."""
        return tuple(layer for layer, data_set in self.layer_sets.items() if data_set == name)

    @cached_property
    def holdings(self) -> Mapping[str, tuple[Holding, ...]]:
        """Control intervals of every tracked place, by place id, each chain in time order."""
        chains: dict[str, list[ControlRecord]] = defaultdict(list)
        for record in self.control:
            chains[record.place_id].append(record)
        reach, known_until = self.conflict.implied_days, self.control_known_until
        return MappingProxyType(
            {place: holdings_of(chain, reach, known_until) for place, chain in sorted(chains.items())}
        )

    @cached_property
    def change_days(self) -> tuple[date, ...]:
        """Days on which the recorded controller of some place changes, in order, without repeats."""
        reported = (h for chain in self.holdings.values() for h in chain if h.records)
        return tuple(sorted({holding.interval.start for holding in reported}))

    @cached_property
    def relation_chains(self) -> Mapping[Pair, tuple[RelationState, ...]]:
        """States of every pair in time order, in order of the pairs."""
        return chains_of(self.relations)

    @cached_property
    def event_columns(self) -> EventColumns:
        """``events`` as columns, for filters and windows."""
        return EventColumns.of(self)

    @cached_property
    def areas(self) -> Areas:
        """Provinces and territories, and the places in them."""
        return areas_of(self)

    @cached_property
    def event_by_id(self) -> Mapping[str, Event]:
        """Events by id."""
        return EventById(self.events)

    @cached_property
    def places_of_events(self) -> Postings:
        """Rows of the events that happened at a place or aimed at it, by its id."""
        columns = [self.events.coded(field) for field in ("place_id", "target_place_id")]
        return Postings.of_keys(
            len(self.events),
            (Keys.of_codes([() if p is None else (p,) for p in values], codes) for values, codes in columns),
        )

    def events_at(self, place_id: str, first: date, last: date) -> Sequence[Event]:
        """The record's events at a place that begin on some days, both inclusive, in time order."""
        events = self.own.events
        rows = self.own.places_of_events.rows_of(place_id)
        begun = events.start[rows]
        return [events[row] for row in rows[(begun >= to_day(first)) & (begun <= to_day(last))].tolist()]

    @cached_property
    def parties(self) -> frozenset[str]:
        """Ids of the actors that take part in an event."""
        columns = [self.events.coded(field) for field in ("actors_from", "actors_to")]
        return frozenset(actor for values, _ in columns for actors in values for actor in actors)

    def lineage(self, actor_id: str) -> tuple[str, ...]:
        """An actor, what it is a member of, what that is a member of, and so on."""
        found: dict[str, None] = {}
        current: str | None = actor_id
        while current is not None and current not in found:
            found[current] = None
            current = self.actors[current].parent
        return tuple(found)

    @cached_property
    def _class_by_actor(self) -> Mapping[str, str]:
        return {actor_id: self.conflict.class_of(self.lineage(actor_id)) for actor_id in self.actors}

    def class_of(self, controller: str) -> str:
        """Class by which the map draws a controller: an actor's by its lineage; a state is its own."""
        return controller if controller in STATES else self._class_by_actor[controller]

    @cached_property
    def _rows_by_whole(self) -> Mapping[int, list[int]]:
        rows: dict[int, list[int]] = defaultdict(list)
        parts = np.flatnonzero(self.events.whole != NOT_FOUND)
        for part, whole in zip(parts.tolist(), self.events.whole[parts].tolist(), strict=True):
            rows[whole].append(part)
        return rows

    def parts_of(self, event_id: str) -> Sequence[Event]:
        """Events that describe a part of an event, in time order."""
        whole = self.events.row_of(event_id)
        return [] if whole is None else [self.events[row] for row in self._rows_by_whole.get(whole, ())]
