"""Which records of a view have changed since an earlier version of the data.

The records that a view shows are asked for twice, of the data as they are and as they were then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from geodash.model.conflict import STATES
from geodash.model.events import Events
from geodash.model.records import Actor, ControlRecord, Event, Place, Relation, Source, StoryStep
from geodash.model.relations import relation_states_at
from geodash.model.revision import by_table, restored, revision_between
from geodash.model.selection import filter_mask, select_events, window_mask
from geodash.model.sheet import Sheet
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import UNKNOWN, Basis

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
    from datetime import date

    from geodash.model.dataset import Dataset
    from geodash.model.records import Record
    from geodash.model.revision import RecordChange
    from geodash.model.selection import EventFilter
    from geodash.model.snapshot import PlaceControl

DatedT = TypeVar("DatedT", ControlRecord, Relation)
Key = tuple[str, str]
"""Table and id of a record."""


@dataclass(frozen=True, slots=True)
class View:
    """What somebody looks at: days, the window of events and its filter, a place, and records by name.

    ``pair`` are two parties whose relation is looked at; ``relations`` says that all are.
    """

    days: tuple[date, ...]
    window: int | None
    wanted: EventFilter
    place: str = ""
    named: frozenset[Key] = frozenset()
    pair: frozenset[str] = frozenset()
    relations: bool = False


@dataclass(frozen=True, slots=True)
class ViewChange:
    """A change of a record in a view, with the record as it is and as it was, where there is one."""

    change: RecordChange
    now: Record | None
    then: Record | None


@dataclass(frozen=True, slots=True)
class HolderChange:
    """A place that had another controller on the day in an earlier version; None: it was not followed."""

    place_id: str
    day: date
    then: PlaceControl | None
    now: PlaceControl | None


@dataclass(frozen=True, slots=True)
class ViewChanges:
    """What changed in a view: places with another holder, and the records, those that matter most first.

    ``names`` has every place and actor of either version, by which both are named.
    """

    holders: tuple[HolderChange, ...]
    records: tuple[ViewChange, ...]
    names: Dataset


def changes_in_view(dataset: Dataset, version: str, view: View) -> ViewChanges:
    """What changed in a view since a version.

    Records that the view names come first, then those of its place, then of places with another holder.

    Raises
    ------
    ValueError
        If the version was never released.
    """
    revision = revision_between(dataset.changes, dataset.releases, version, dataset.version)
    changed = {(change.table, change.record_id) for change in revision.changes}
    before = dataset_before(dataset, version, revision.changes)
    # An event that did not change was in view then if it is now: columns are built of the others alone.
    of_events = [before.event_by_id.get(record_id) for table, record_id in changed if table == "events"]
    before = replace(before, events=Events.of(filter(None, of_events)))
    now, then = _records(dataset, changed), _records(before, changed)
    seen = {*in_view(dataset, view), *in_view(before, view)}
    found = [
        ViewChange(change, now.get(key), then.get(key))
        for change in revision.changes
        if (key := (change.table, change.record_id)) in view.named or key in seen
    ]
    holders = tuple(change for day in view.days for change in _holders(before, dataset, day, view))
    turned = {change.place_id for change in holders}
    names = replace(
        dataset,
        places={**before.places, **dataset.places},
        actors={**before.actors, **dataset.actors},
    )
    return ViewChanges(holders, tuple(sorted(found, key=lambda each: _rank(each, view, turned))), names)


def _holders(before: Dataset, after: Dataset, day: date, view: View) -> Iterator[HolderChange]:
    """Places whose controller on a day is another one: the view's, and where it was unknown, last."""
    then, now = (snapshot_at(dataset, day).by_place for dataset in (before, after))
    changes = (HolderChange(place, day, then.get(place), now.get(place)) for place in {*then, *now})
    found = [change for change in changes if _answer(change.then) != _answer(change.now)]
    yield from sorted(found, key=lambda c: (c.place_id != view.place, _answer(c.then) == UNKNOWN, c.place_id))


def _answer(control: PlaceControl | None) -> str:
    """Who held a place; where nobody is known to have, a place that was not followed says no less."""
    return control.controller if control and control.is_answered else UNKNOWN


def _rank(found: ViewChange, view: View, turned: Container[object]) -> tuple[object, ...]:
    """What matters most comes first; of one kind, corrections before what is new."""
    change = found.change
    place = getattr(found.now or found.then, "place_id", None)
    control = change.table == "control"
    named = (change.table, change.record_id) in view.named
    order = ("control", "events", "relations")
    table = order.index(change.table) if change.table in order else len(order)
    kinds = ("changed", "removed", "added")
    return (
        not named,
        place != view.place,
        not (control and place in turned),
        table,
        kinds.index(change.kind),
        change.record_id,
    )


def in_view(dataset: Dataset, view: View) -> Iterator[Key]:
    """What a view shows: control, relations and events of its days, and the history of its place."""
    for day in view.days:
        yield from (("control", record.id) for record in _control(dataset, day))
        yield from (("events", event.id) for event in _events(dataset, day, view))
        for pair, state in relation_states_at(dataset, day).items():
            if view.relations or view.pair == set(pair):
                yield from (("relations", record.id) for record in state.records_until(day))
    if view.place:
        yield from (("control", r.id) for r in dataset.control if r.place_id == view.place)


def _control(dataset: Dataset, day: date) -> Iterator[ControlRecord]:
    """Records on which the holder of each place on a day rests."""
    for row in snapshot_at(dataset, day).control:
        yield from row.records
        if row.evidence and row.basis is Basis.IMPLIED:
            yield row.evidence


def _events(dataset: Dataset, day: date, view: View) -> Sequence[Event]:
    flags = window_mask(dataset.event_columns, day, view.window)
    flags &= filter_mask(dataset.event_columns, view.wanted)
    return select_events(dataset, flags)


def _records(dataset: Dataset, wanted: Collection[Key]) -> dict[Key, Record]:
    """The wanted records by table and id, of the tables that a view can show."""
    of_events = (record_id for table, record_id in wanted if table == "events")
    tables: dict[str, Iterable[Record]] = {
        "places": dataset.places.values(),
        "actors": dataset.actors.values(),
        "sources": dataset.sources.values(),
        "control": dataset.control,
        "events": [e for i in of_events if (e := dataset.event_by_id.get(i))],
        "relations": dataset.relations,
        "stories": dataset.stories,
    }
    return {
        key: record
        for name, records in tables.items()
        for record in records
        if (key := (name, record.id)) in wanted
    }


def dataset_before(dataset: Dataset, version: str, changes: Iterable[RecordChange]) -> Dataset:
    """The dataset as it was in an earlier version, given all that changed since.

    What other records name is never missing: places, actors and sources that are new since stay, and a
    record that names what neither version has is left out.
    """
    of = by_table(changes)
    places = {**dataset.places, **restored(Place, dataset.places, of.get("places", ()))}
    actors = {**dataset.actors, **restored(Actor, dataset.actors, of.get("actors", ()))}
    sources = {**dataset.sources, **restored(Source, dataset.sources, of.get("sources", ()))}
    control = restored(ControlRecord, {r.id: r for r in dataset.control}, of.get("control", ()))
    changed = [change.record_id for change in of.get("events", ())]
    now = {record_id: e for record_id in changed if (e := dataset.event_by_id.get(record_id))}
    events = restored(Event, now, of.get("events", ()))
    relations = restored(Relation, {r.id: r for r in dataset.relations}, of.get("relations", ()))
    stories = restored(StoryStep, {r.id: r for r in dataset.stories}, of.get("stories", ()))
    actors = {
        id_: actor if actor.parent in actors else actor.model_copy(update={"parent": None})
        for id_, actor in actors.items()
    }
    holders, parties, where = {*actors, *STATES}, actors.keys(), {None, *places}
    whole = (
        event
        for event in events.values()
        if {event.place_id, event.target_place_id} <= where
        and {*event.actors_from, *event.actors_to} <= parties
    )
    return replace(
        dataset,
        version=version,
        places=places,
        actors=actors,
        sources=sources,
        control=_one_a_day(
            (r for r in control.values() if {r.controller, r.previous} <= holders and r.place_id in places),
            lambda r: r.place_id,
        ),
        events=Events((*dataset.events.sheets, Sheet.of(whole)), without=changed),
        relations=_one_a_day((r for r in relations.values() if {*r.pair} <= parties), lambda r: r.pair),
        stories=tuple(sorted(stories.values(), key=lambda r: (r.story_id, r.step))),
    )


def _one_a_day(records: Iterable[DatedT], of: Callable[[DatedT], Any]) -> tuple[DatedT, ...]:
    """Records in order, one for each chain and day, as intervals need them."""
    first: dict[tuple[Any, date], DatedT] = {}
    for record in records:
        first.setdefault((of(record), record.valid_from), record)
    return tuple(first[key] for key in sorted(first))
