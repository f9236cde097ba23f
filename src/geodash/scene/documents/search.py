"""The document of the search box: what has names. The titles of events are in the scene."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from geodash.model.query import asking_tables

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Actor, Place, Source

_Table = dict[str, list[Any]]


def search_document(dataset: Dataset) -> dict[str, _Table]:
    """Places, parties and sources with all their names; equal matches are shown in the order of the table.

    ``asking`` is by what tables words are read.
    """
    return {
        "places": _places(dataset),
        "actors": _actors(dataset),
        "sources": _sources(dataset),
        "asking": asking_tables() | {"years": list(dataset.event_columns.years)},
    }


def _places(dataset: Dataset) -> _Table:
    """Places, those of most events first. What to call them is in the scene."""
    events = dataset.own.places_of_events
    counts = {place_id: len(events.rows_of(place_id)) for place_id in dataset.own.places}
    places = sorted(dataset.own.places.values(), key=lambda p: (-counts[p.id], p.kind.rank, p.id))
    return {"id": [place.id for place in places], "names": [_names_of_place(place) for place in places]}


def _actors(dataset: Dataset) -> _Table:
    """Parties to events, or those whose members are: a filter by any other would find nothing."""
    counts = _events_by_actor(dataset)
    actors = sorted((dataset.actors[actor_id] for actor_id in counts), key=lambda a: (-counts[a.id], a.id))
    return {
        "id": [actor.id for actor in actors],
        "en": [actor.name_en for actor in actors],
        "fr": [actor.name_fr for actor in actors],
        "events": [counts[actor.id] for actor in actors],
        "names": [_names_of_actor(actor) for actor in actors],
    }


def _sources(dataset: Dataset) -> _Table:
    """Sources, the latest first."""
    sources: list[Source] = sorted(dataset.own.sources.values(), key=lambda s: s.id)
    sources.sort(key=lambda s: s.published, reverse=True)
    return {
        "id": [source.id for source in sources],
        "title": [source.title for source in sources],
        "publisher": [source.publisher for source in sources],
        "published": [source.published for source in sources],
    }


def _events_by_actor(dataset: Dataset) -> Counter[str]:
    """Number of events in which an actor or one of its members takes part."""
    columns = dataset.own.event_columns
    actors = dict.fromkeys((*columns.acting.number, *columns.acted_upon.number))
    return Counter({actor: int(columns.involving([actor]).sum()) for actor in actors})


def _names_of_place(place: Place) -> list[str]:
    return list(dict.fromkeys((place.name, place.name_en, place.name_fr, *place.aliases)))


def _names_of_actor(actor: Actor) -> list[str]:
    """Names that are not the full ones in the table already."""
    names = dict.fromkeys((actor.short_en, actor.short_fr, *actor.aliases))
    return [name for name in names if name not in {actor.name_en, actor.name_fr}]
