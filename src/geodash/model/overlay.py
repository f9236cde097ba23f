"""Other people's events beside the record, on the same clock and never mixed up with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from geodash.model.events import Events
from geodash.model.interval import to_day
from geodash.model.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from geodash.model.conflict import MapLayer
    from geodash.model.dataset import BorderLayer, Credit, Dataset
    from geodash.model.records import Actor, Language, Place, Proposal, Source

RecordT = TypeVar("RecordT", bound=Record)
ValueT = TypeVar("ValueT")
RECORD = "record"
"""Among data sets, the sourced record itself: the base package."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """What an overlay is: whose data, under which terms, of which version and which days, both inclusive.

    ``restricted`` rows may be looked at and counted, but not passed on. ``early`` events lie before the first
    day of the clock and are not on it.
    """

    id: str
    title_en: str
    title_fr: str
    credit: Credit
    citation: str
    version: str
    retrieved: date
    first_day: date
    last_day: date
    restricted: bool
    events: int = 0
    early: int = 0

    def title(self, lang: Language) -> str:
        """Name of the data set in a language."""
        return self.title_fr if lang == "fr" else self.title_en


@dataclass(frozen=True, eq=False)
class Overlay:
    """A data set and its records, each table in order of its ids.

    All ids are its own; events may also name places, actors and sources of the base package. ``layers`` say
    how the geometry in ``borders`` is drawn, by resource name. ``proposals`` of control change nothing of it.
    """

    data_set: DataSet
    places: Sequence[Place] = ()
    actors: Sequence[Actor] = ()
    sources: Sequence[Source] = ()
    events: Events = field(default_factory=lambda: Events(()), repr=False)
    proposals: Sequence[Proposal] = ()
    layers: tuple[MapLayer, ...] = ()
    borders: Mapping[str, BorderLayer] = field(default_factory=dict, repr=False)


def with_overlays(base: Dataset, overlays: Sequence[Overlay]) -> Dataset:
    """The base with events and layers of other data sets among its own; nothing else of the record changes.

    Events before the base's first day are left out and counted. The base may have some data sets already.
    """
    if not overlays:
        return base
    sheets = [replace(s, data_set=o.data_set.id) for o in overlays for s in o.events.sheets]
    events = Events((*base.events.sheets, *sheets), base.first_day)
    described = {}
    for overlay in overlays:
        early = int((overlay.events.start < to_day(base.first_day)).sum())
        shown = len(overlay.events) - early
        described[overlay.data_set.id] = replace(overlay.data_set, events=shown, early=early)
    layers = [layer for overlay in overlays for layer in overlay.layers]
    of_sets = {layer.resource: o.data_set.id for o in overlays for layer in o.layers}
    return replace(
        base,
        conflict=base.conflict.with_layers(layers) if layers else base.conflict,
        borders=_merged(base.borders, *(o.borders for o in overlays)),
        layer_sets=_merged(base.layer_sets, of_sets),
        proposals=_merged(
            base.proposals, {o.data_set.id: tuple(o.proposals) for o in overlays if o.proposals}
        ),
        places=_joined(base.places, chain.from_iterable(o.places for o in overlays)),
        actors=_joined(base.actors, chain.from_iterable(o.actors for o in overlays)),
        sources=_joined(base.sources, chain.from_iterable(o.sources for o in overlays)),
        events=events,
        data_sets=_merged(base.data_sets, described),
        record=base.own,
    )


def _joined(own: Mapping[str, RecordT], others: Iterable[RecordT]) -> Mapping[str, RecordT]:
    return _merged(own, {record.id: record for record in others})


def _merged(*tables: Mapping[str, ValueT]) -> Mapping[str, ValueT]:
    return MappingProxyType({name: value for table in tables for name, value in table.items()})
