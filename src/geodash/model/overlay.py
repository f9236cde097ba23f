"""Other people's events beside the record, on the same clock and never mixed up with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from geodash.model.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from geodash.model.dataset import Credit, Dataset
    from geodash.model.records import Actor, Event, Language, Place, Source

RecordT = TypeVar("RecordT", bound=Record)
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

    All ids are its own; events may also name places, actors and sources of the base package.
    """

    data_set: DataSet
    places: Sequence[Place] = ()
    actors: Sequence[Actor] = ()
    sources: Sequence[Source] = ()
    events: Sequence[Event] = field(default=(), repr=False)


def with_overlays(base: Dataset, overlays: Sequence[Overlay]) -> Dataset:
    """The base with the events of other data sets among its own; nothing else of the record changes.

    Events before the base's first day are left out and counted.
    """
    if not overlays:
        return base
    events = {o.data_set.id: [e for e in o.events if e.date >= base.first_day] for o in overlays}
    described = {
        o.data_set.id: replace(
            o.data_set,
            events=len(events[o.data_set.id]),
            early=len(o.events) - len(events[o.data_set.id]),
        )
        for o in overlays
    }
    return replace(
        base,
        places=_joined(base.places, chain.from_iterable(o.places for o in overlays)),
        actors=_joined(base.actors, chain.from_iterable(o.actors for o in overlays)),
        sources=_joined(base.sources, chain.from_iterable(o.sources for o in overlays)),
        events=tuple(sorted((*base.events, *chain(*events.values())), key=lambda e: (e.date, e.id))),
        data_sets=MappingProxyType(described),
        added=MappingProxyType({e.id: name for name, found in events.items() for e in found}),
        record=base,
    )


def _joined(own: Mapping[str, RecordT], others: Iterable[RecordT]) -> Mapping[str, RecordT]:
    return MappingProxyType({**own, **{record.id: record for record in others}})
