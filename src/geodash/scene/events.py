"""Events as the browser reads them: typed columns in one block of bytes, texts in chunks fetched when needed.

The block holds the columns one after the other, little-endian, widest first, so that each starts where its
type may start. Lists (parties, arcs) are kept once each and named by their number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from geodash.i18n import LANGUAGES
from geodash.model.acts import DIPLOMATIC, act_of
from geodash.model.selection import to_day
from geodash.model.vocabulary import DatePrecision, EventCategory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from geodash.model.dataset import Dataset
    from geodash.model.records import Event, Language

CHUNK = 2_000
NOT_FOUND = -1
"""In the browser's columns: no place, no whole, no figure."""

TYPES: dict[str, np.dtype[Any]] = {"i4": np.dtype("<i4"), "u2": np.dtype("<u2"), "i1": np.dtype("i1")}


class EventTable(NamedTuple):
    """Bytes of all columns, what describes them, and the texts."""

    block: bytes
    description: dict[str, Any]
    ids: list[str]


def event_table(dataset: Dataset, place_row: Mapping[str, int], actor_row: Mapping[str, int]) -> EventTable:
    """Columns of ``dataset.events``, row for row; places and actors are named by their row."""
    events = dataset.events
    sets = _Sets(dataset, place_row, actor_row)
    columns = _columns(events, place_row, sets) | _origin(dataset)
    block = b"".join(values.tobytes() for values in columns.values())
    kinds = {np.dtype(dtype): name for name, dtype in TYPES.items()}
    spans = columns["end"] - columns["start"]
    description = {
        "count": len(events),
        "columns": [[name, kinds[values.dtype]] for name, values in columns.items()],
        "span": int(spans.max(initial=0)),
        "chunk": CHUNK,
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
    return EventTable(block, description, [event.id for event in events])


def title_chunks(events: Sequence[Event], lang: Language) -> list[list[str]]:
    """Headlines in a language, CHUNK rows to a list."""
    titles = [event.text("title", lang) for event in events]
    return [titles[start : start + CHUNK] for start in range(0, len(titles), CHUNK)]


def _columns(events: Sequence[Event], place_row: Mapping[str, int], sets: _Sets) -> dict[str, NDArray[Any]]:
    event_row = {event.id: row for row, event in enumerate(events)}
    categories, precisions = list(EventCategory), list(DatePrecision)
    acts = [act_of(event) for event in events]

    def column(kind: str, value: Callable[[Event], int]) -> NDArray[Any]:
        return np.fromiter(map(value, events), TYPES[kind], len(events))

    return {
        "start": column("i4", lambda e: to_day(e.date)),
        "end": column("i4", lambda e: to_day(e.last_day)),
        "place": column("i4", lambda e: place_row[e.place_id] if e.place_id else NOT_FOUND),
        "low": column("i4", lambda e: NOT_FOUND if e.fatalities_low is None else e.fatalities_low),
        "high": column("i4", lambda e: NOT_FOUND if e.fatalities_high is None else e.fatalities_high),
        "part": column("i4", lambda e: event_row[e.part_of] if e.part_of else NOT_FOUND),
        "from": column("i4", lambda e: sets.party(e.actors_from)),
        "to": column("i4", lambda e: sets.party(e.actors_to)),
        "arcs": column("i4", sets.arc),
        "sources": column("u2", lambda e: len(e.source_ids)),
        "category": column("i1", lambda e: categories.index(e.category)),
        "confidence": column("i1", lambda e: e.confidence.rank),
        "precision": column("i1", lambda e: precisions.index(e.date_precision)),
        "disputed": column("i1", lambda e: bool(e.disputed_note_en)),
        "tone": np.array([act.tone for act in acts], TYPES["i1"]),
        "deed": np.array([act.deed for act in acts], TYPES["i1"]),
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

    def arc(self, event: Event) -> int:
        """Number of the pairs of places from each acting party's seat to each recipient's."""
        if event.category not in DIPLOMATIC:
            return 0
        key = (event.actors_from, event.actors_to)
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
