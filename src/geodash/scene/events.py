"""Events as the browser reads them: typed columns in blocks of bytes, texts in chunks fetched when needed.

A block holds the columns one after the other, little-endian, widest first, so that each starts where its
type may start, and the ids after them, a line each. Lists (parties, arcs) are kept once each and named by
their number.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from geodash.i18n import LANGUAGES
from geodash.model.acts import DIPLOMATIC, act_of_codes
from geodash.model.events import NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from geodash.model.dataset import Dataset
    from geodash.model.events import Events
    from geodash.model.vocabulary import EventCategory

CHUNK = 2_000
"""Titles to a document."""
PIECE = 25_000
"""Events to a block: a browser fetches first what the window needs."""
TYPES: dict[str, np.dtype[Any]] = {"i4": np.dtype("<i4"), "u2": np.dtype("<u2"), "i1": np.dtype("i1")}


class EventTable(NamedTuple):
    """Columns of the events in order of their first day, and what describes them."""

    columns: dict[str, NDArray[Any]]
    description: dict[str, Any]

    def block(self, events: Events, rows: slice = slice(None)) -> bytes:
        """Bytes of all columns of some rows, and of the ids of the events."""
        ids = "\n".join(events.texts("id", rows)).encode()
        return b"".join((*(values[rows].tobytes() for values in self.columns.values()), ids))


def event_table(dataset: Dataset, place_row: Mapping[str, int], actor_row: Mapping[str, int]) -> EventTable:
    """Columns of ``dataset.events``, row for row; places and actors are named by their row."""
    events = dataset.events
    sets = _Sets(dataset, place_row, actor_row)
    columns = _columns(events, place_row, sets) | _origin(dataset)
    kinds = {np.dtype(dtype): name for name, dtype in TYPES.items()}
    spans = columns["end"] - columns["start"]
    description = {
        "count": len(events),
        "columns": [[name, kinds[values.dtype]] for name, values in columns.items()],
        "span": int(spans.max(initial=0)),
        "chunk": CHUNK,
        "piece": PIECE,
        "pieces": [{"first": int(columns["start"][rows.start])} for rows in rows_of_pieces(len(events))],
        "parties": sets.parties,
        "arcSets": sets.arcs,
        "sets": [
            {
                "name": {lang: data_set.title(lang) for lang in LANGUAGES},
                "credit": {lang: data_set.credit.attribution(lang) for lang in LANGUAGES},
            }
            for data_set in dataset.data_sets.values()
        ],
    }
    return EventTable(columns, description)


def rows_of_pieces(count: int) -> list[slice]:
    """Rows of each block that so many events are cut into."""
    return [slice(first, min(count, first + PIECE)) for first in range(0, count, PIECE)]


def pieces_within(description: Mapping[str, Any], day: int, days: int | None) -> range:
    """Numbers of the blocks that may hold an event of a window; a browser asks by the same rule.

    ``day`` is the window's last day and ``days`` its length, None for all that went before.
    """
    firsts = [piece["first"] for piece in description["pieces"]]
    begun = 0 if days is None else bisect_left(firsts, day - days - description["span"] + 1) - 1
    return range(max(0, begun), bisect_left(firsts, day + 1))


def rows_of_titles(count: int) -> list[slice]:
    """Rows of each document with titles of so many events."""
    return [slice(first, min(count, first + CHUNK)) for first in range(0, count, CHUNK)]


def _columns(events: Events, place_row: Mapping[str, int], sets: _Sets) -> dict[str, NDArray[Any]]:
    def column(kind: str, field: str, of: Callable[[Any], int]) -> NDArray[Any]:
        return events.coded(field).map(of, TYPES[kind])

    acts = events.together("category", "cameo", "plover")
    arcs = events.together("category", "actors_from", "actors_to")
    return {
        "start": events.start.astype(TYPES["i4"]),
        "end": events.end.astype(TYPES["i4"]),
        "place": column("i4", "place_id", lambda place: place_row[place] if place else NOT_FOUND),
        "low": events.deaths("fatalities_low").astype(TYPES["i4"]),
        "high": events.deaths("fatalities_high").astype(TYPES["i4"]),
        "part": events.whole.astype(TYPES["i4"]),
        "from": column("i4", "actors_from", sets.party),
        "to": column("i4", "actors_to", sets.party),
        "arcs": arcs.map(lambda key: sets.arc(*key), TYPES["i4"]),
        "sources": column("u2", "source_ids", len),
        "category": events.category.astype(TYPES["i1"]),
        "confidence": events.confidence.astype(TYPES["i1"]),
        "precision": events.precision.astype(TYPES["i1"]),
        "disputed": events.disputed.astype(TYPES["i1"]),
        "tone": acts.map(lambda codes: act_of_codes(*codes).tone, TYPES["i1"]),
        "deed": acts.map(lambda codes: act_of_codes(*codes).deed, TYPES["i1"]),
    }


def _origin(dataset: Dataset) -> dict[str, NDArray[Any]]:
    """The data set of each event, 0 for the record's; no column where nothing was added to the record."""
    if not dataset.data_sets:
        return {}
    return {"origin": dataset.event_columns.origin.astype(TYPES["u2"])}


class _Sets:
    """Lists of actors and of arcs that events share, numbered when first met; number 0 is the empty list."""

    def __init__(self, dataset: Dataset, place_row: Mapping[str, int], actor_row: Mapping[str, int]) -> None:
        self._dataset, self._place_row, self._actor_row = dataset, place_row, actor_row
        self._party_number: dict[tuple[str, ...], int] = {(): 0}
        self._arc_number: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
        self.parties: list[list[int]] = [[]]
        self.arcs: list[list[list[int]]] = [[]]

    def party(self, actors: tuple[str, ...]) -> int:
        if actors not in self._party_number:
            self._party_number[actors] = len(self.parties)
            self.parties.append([self._actor_row[actor] for actor in actors])
        return self._party_number[actors]

    def arc(self, category: EventCategory, acting: tuple[str, ...], receiving: tuple[str, ...]) -> int:
        """Number of the pairs of places from each acting party's seat to each recipient's."""
        if category not in DIPLOMATIC:
            return 0
        key = (acting, receiving)
        if key not in self._arc_number:
            pairs = self._pairs(*key)
            self._arc_number[key] = len(self.arcs) if pairs else 0
            if pairs:
                self.arcs.append(pairs)
        return self._arc_number[key]

    def _pairs(self, acting: tuple[str, ...], receiving: tuple[str, ...]) -> list[list[int]]:
        starts, ends = (
            dict.fromkeys(seat for actor in actors if (seat := seat_of(self._dataset, actor)))
            for actors in (acting, receiving)
        )
        return [[self._place_row[a], self._place_row[b]] for a in starts for b in ends if a != b]


def seat_of(dataset: Dataset, actor_id: str) -> str | None:
    """Place id of an actor's capital or headquarters, its own or its parent's, or None."""
    seats = (dataset.actors[actor].seat_place_id for actor in dataset.lineage(actor_id))
    return next((seat for seat in seats if seat), None)
