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


class Column(NamedTuple):
    """The type of a column, and what gives its numbers for some rows: all at once would take much memory."""

    kind: np.dtype[Any]
    of_rows: Callable[[slice], NDArray[Any]]


class EventTable(NamedTuple):
    """Columns of the events in order of their first day, and what describes them."""

    columns: dict[str, Column]
    description: dict[str, Any]

    def block(self, events: Events, rows: slice = slice(None)) -> bytes:
        """Bytes of all columns of some rows, and of the ids of the events."""
        ids = "\n".join(events.texts("id", rows)).encode()
        columns = (of_rows(rows).astype(kind, copy=False) for kind, of_rows in self.columns.values())
        return b"".join((*(values.tobytes() for values in columns), ids))


def event_table(dataset: Dataset, place_row: Mapping[str, int], actor_row: Mapping[str, int]) -> EventTable:
    """Columns of ``dataset.events``, row for row; places and actors are named by their row."""
    events = dataset.events
    sets = _Sets(dataset, place_row, actor_row)
    columns = _columns(events, place_row, sets) | _origin(dataset)
    kinds = {dtype: name for name, dtype in TYPES.items()}
    description = {
        "count": len(events),
        "columns": [[name, kinds[column.kind]] for name, column in columns.items()],
        "span": int((events.end - events.start).max(initial=0)),
        "chunk": CHUNK,
        "piece": PIECE,
        "pieces": [{"first": int(events.start[rows.start])} for rows in rows_of_pieces(len(events))],
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


def _columns(events: Events, place_row: Mapping[str, int], sets: _Sets) -> dict[str, Column]:
    def known(kind: str, values: NDArray[Any]) -> Column:
        return Column(TYPES[kind], lambda rows: values[rows])

    def mapped(kind: str, field: str, of: Callable[[Any], int]) -> Column:
        tables = [np.array([*map(of, sheet.values(field))], TYPES[kind]) for sheet in events.sheets]
        return Column(TYPES[kind], lambda rows: events.mapped(field, tables, rows))

    def together(kind: str, of: Callable[..., int], *fields: str) -> Column:
        def of_rows(rows: slice) -> NDArray[Any]:
            return events.together(*fields, rows=rows).map(lambda values: of(*values), TYPES[kind])

        return Column(TYPES[kind], of_rows)

    def figure(deaths: int | None) -> int:
        return NOT_FOUND if deaths is None else deaths

    codes = ("category", "cameo", "plover")
    acts = ("category", "actors_from", "actors_to")
    columns = {
        "start": known("i4", events.start),
        "end": known("i4", events.end),
        "place": mapped("i4", "place_id", lambda place: place_row[place] if place else NOT_FOUND),
        "low": mapped("i4", "fatalities_low", figure),
        "high": mapped("i4", "fatalities_high", figure),
        "part": known("i4", events.whole),
        "from": mapped("i4", "actors_from", sets.party),
        "to": mapped("i4", "actors_to", sets.party),
        "arcs": together("i4", sets.arc, *acts),
        "sources": mapped("u2", "source_ids", len),
        "category": known("i1", events.category),
        "confidence": known("i1", events.confidence),
        "precision": known("i1", events.precision),
        "disputed": known("i1", events.disputed),
        "tone": together("i1", lambda *each: act_of_codes(*each).tone, *codes),
        "deed": together("i1", lambda *each: act_of_codes(*each).deed, *codes),
    }
    for values in events.together(*acts).values:  # so that all are numbered before any is asked for
        sets.arc(*values)
    return columns


def _origin(dataset: Dataset) -> dict[str, Column]:
    """The data set of each event, 0 for the record's; no column where nothing was added to the record."""
    if not dataset.data_sets:
        return {}
    return {"origin": Column(TYPES["u2"], lambda rows: dataset.event_columns.origin[rows])}


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
