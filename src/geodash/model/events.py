"""Events as columns: an array with one value per event for what all are asked for, a record for one that is.

Hundreds of thousands of events are held by the cells in which they were written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, SupportsIndex, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodash.model.interval import to_day
from geodash.model.records import Event
from geodash.model.sheet import Coded, Sheet, least_type, numbers_of
from geodash.model.texts import arrow_of
from geodash.model.vocabulary import Confidence, DatePrecision, EventCategory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from numpy.typing import NDArray

NOT_FOUND = -1
"""No whole, no figure."""
_FEW_PAIRS = 2**22
_KEPT = 4_096
"""Records kept of those that were looked at: more than a page, a picture or a small package asks for."""


class Events(Sequence[Event]):
    """Events in the order of (date, id), from one table or several; equal to the same events in a tuple.

    Every array has a value per event, in that order. Days are counted from 1970-01-01.
    """

    def __init__(
        self, sheets: Sequence[Sheet], since: date | None = None, without: Iterable[str] = ()
    ) -> None:
        """Join tables.

        Events that begin before ``since`` are left out, as are those of some ids in all tables but the last.
        """
        self.sheets = tuple(sheets)
        self._starts = [0, *accumulate(len(sheet) for sheet in self.sheets)]
        starts = [np.array([*map(to_day, sheet.values("date"))], np.int32) for sheet in self.sheets]
        days = self._in_tables("date", starts)
        order = self._in_time(days)
        kept = np.ones(len(days), np.bool_) if since is None else days >= to_day(since)
        kept[[*self._positions(without)]] = False
        self._order = order[kept[order]]
        self.start: NDArray[np.int32] = days[self._order]
        self._kept: dict[int, Event] = {}

    @classmethod
    def of(cls, records: Iterable[Event]) -> Events:
        """Events of records."""
        return records if isinstance(records, Events) else cls([Sheet.of(records)])

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, row: SupportsIndex) -> Event: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Event]: ...
    def __getitem__(self, row: SupportsIndex | slice) -> Event | Sequence[Event]:
        if isinstance(row, slice):
            return tuple(self[each] for each in range(*row.indices(len(self))))
        position = range(len(self))[row]
        record = self._kept.get(position)
        if record is None:  # another session may empty what is kept at any moment
            record = Event.model_validate(self._cells(position))
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[position] = record
        return record

    def __iter__(self) -> Iterator[Event]:
        return (self[row] for row in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Event.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]  # what it is equal to may change

    def __getstate__(self) -> dict[str, Any]:
        """All but the records that were looked at: another session may look at more meanwhile."""
        return {**vars(self), "_kept": {}}

    def __repr__(self) -> str:
        return f"<{len(self)} events>"

    def _cells(self, row: int) -> dict[str, str]:
        sheet, at = self._at(row)
        return self.sheets[sheet].cells(at)

    def _positions(self, ids: Iterable[str]) -> Iterator[int]:
        """Where ids stand in the tables but the last."""
        for event_id in ids:
            for start, sheet in zip(self._starts, self.sheets[:-1], strict=False):
                if (at := sheet.row_of(event_id)) is not None:
                    yield start + at

    def _at(self, row: int) -> tuple[int, int]:
        """Table of an event, and its row there."""
        position = int(self._order[row])
        sheet = int(np.searchsorted(self._starts, position, side="right")) - 1
        return sheet, position - self._starts[sheet]

    def _in_time(self, days: NDArray[np.int32]) -> NDArray[np.intp]:
        """Rows of the tables together by day and id; each table has its own in the order of their ids."""
        first, last = (int(days.min()), int(days.max())) if len(days) else (0, 0)
        by_id = self._by_id()
        in_turn = days if by_id is None else days[by_id]
        # Of numbers of two bytes numpy sorts ten times as many in the same time.
        few = last - first <= np.iinfo(np.uint16).max
        order = np.argsort((in_turn - first).astype(np.uint16) if few else in_turn, kind="stable")
        if by_id is not None:
            order = by_id[order]
        elif len(self.sheets) > 1:
            # Only on a day of which several tables know is there an order left to find.
            of_day, tables = days[order], np.searchsorted(self._starts, order, side="right")
            begins = np.flatnonzero(np.diff(of_day, prepend=of_day[:1] - 1))
            ends = np.append(begins[1:], len(order))
            is_mixed = tables[begins] != tables[ends - 1] if len(order) else np.zeros(0, np.bool_)
            rows = np.flatnonzero(np.repeat(is_mixed, ends - begins))
            ids = pa.chunked_array([sheet.columns["id"] for sheet in self.sheets])
            keys = pa.table({"day": arrow_of(of_day[rows]), "id": ids.take(arrow_of(order[rows]))})
            found = pc.sort_indices(keys, [("day", "ascending"), ("id", "ascending")])
            order[rows] = order[rows][numbers_of(found)]
        return order

    def _by_id(self) -> NDArray[np.intp] | None:
        """Rows of the tables together by id, where each table cuts the others in two at most; None elsewhere.

        So it is beside data sets: the ids of each begin alike. Ids need not be sorted for that.
        """
        firsts = [sheet.id_of(0) for sheet in self.sheets if len(sheet)]
        if len(firsts) <= 1:
            return None
        pieces: list[tuple[str, str, range]] = []
        for start, sheet in zip(self._starts, self.sheets, strict=False):
            cuts = {*map(sheet.row_from, firsts), len(sheet)}
            for begin, end in pairwise(sorted(cuts)):
                rows = range(start + begin, start + end)
                pieces.append((sheet.id_of(begin), sheet.id_of(end - 1), rows))
        pieces.sort(key=itemgetter(0))
        if any(last >= first for (_, last, _), (first, _, _) in pairwise(pieces)):
            return None
        return np.concatenate([np.arange(rows.start, rows.stop) for _, _, rows in pieces])

    def _numbered(self, field: str) -> tuple[tuple[Any, ...], list[NDArray[np.signedinteger]]]:
        """The distinct values of a field, and for each table the numbers of its own."""
        number: dict[Any, int] = {}
        of_sheets = [
            [number.setdefault(value, len(number)) for value in sheet.values(field)] for sheet in self.sheets
        ]
        least = least_type(len(number))
        return tuple(number), [np.array(numbers, least) for numbers in of_sheets]

    def _in_tables(self, field: str, tables: Sequence[NDArray[Any]]) -> NDArray[Any]:
        """What the distinct cells of a field stand for, table for table, in the order of the tables."""
        found = [table[sheet.codes(field)] for sheet, table in zip(self.sheets, tables, strict=True)]
        return np.concatenate(found) if found else np.zeros(0, np.int32)

    def coded(self, field: str, rows: slice = slice(None)) -> Coded[Any]:
        """A field that repeats, as coded values of that field, of all or some rows."""
        values, tables = self._numbered(field)
        if rows == slice(None):  # which is far faster for all
            return Coded(values, self._in_tables(field, tables)[self._order])
        return Coded(values, self.mapped(field, tables, rows))

    def mapped(self, field: str, tables: Sequence[NDArray[Any]], rows: slice) -> NDArray[Any]:
        """What the distinct cells of a field stand for, table for table, row for row of some rows."""
        order = self._order[rows]
        found = np.empty(len(order), np.result_type(*tables) if tables else np.int32)
        for start, sheet, table in zip(self._starts, self.sheets, tables, strict=False):
            here = (order >= start) & (order < start + len(sheet))
            if here.any():
                found[here] = table[sheet.codes(field)[order[here] - start]]
        return found

    def together(self, *fields: str, rows: slice = slice(None)) -> Coded[tuple[Any, ...]]:
        """Several fields that repeat, as coded tuples of their values, of all or some rows."""
        columns = [self.coded(field, rows) for field in fields]
        found = Coded[tuple[Any, ...]](((),), np.zeros(len(self._order[rows]), np.int8))
        for column in columns:
            found = _paired(found, column)
        return found

    def texts(self, field: str, rows: slice = slice(None)) -> list[str]:
        """A field of texts that hardly repeat, row for row, of all or some rows."""
        order = self._order[rows]
        found = np.empty(len(order), np.object_)
        for start, sheet in zip(self._starts, self.sheets, strict=False):
            of_sheet = (order >= start) & (order < start + len(sheet))
            found[of_sheet] = sheet.take(field, order[of_sheet] - start)
        return found.tolist()

    @cached_property
    def end(self) -> NDArray[np.int32]:
        """Last days."""
        column = self.coded("date_end")
        days = column.map(lambda day: NOT_FOUND if day is None else to_day(day), np.int32)
        given = column.map(lambda day: day is not None, np.bool_)
        return np.where(given, days, self.start)

    @cached_property
    def category(self) -> NDArray[np.int8]:
        """Categories by their position in the vocabulary."""
        return self.coded("category").map([*EventCategory].index, np.int8)

    @cached_property
    def confidence(self) -> NDArray[np.int8]:
        """Ranks of confidence."""
        return self.coded("confidence").map(lambda confidence: Confidence(confidence).rank, np.int8)

    @cached_property
    def precision(self) -> NDArray[np.int8]:
        """Precisions of the date by their position in the vocabulary."""
        return self.coded("date_precision").map([*DatePrecision].index, np.int8)

    @cached_property
    def disputed(self) -> NDArray[np.bool_]:
        """Whether sources disagree about an event."""
        return self.coded("disputed_note_en").map(bool, np.bool_)

    def deaths(self, field: str) -> NDArray[np.int32]:
        """Figures of a field of fatalities; `NOT_FOUND` where there is none."""
        return self.coded(field).map(lambda figure: NOT_FOUND if figure is None else figure, np.int32)

    @cached_property
    def whole(self) -> NDArray[np.int32]:
        """Row of the event that a record describes a part of; `NOT_FOUND` where it is a whole itself."""
        rows: dict[str | None, int] = {}
        for start, sheet in zip(self._starts, self.sheets, strict=False):
            for other in self.sheets:
                named = sheet.rows_of(other.columns["part_of"].dictionary).items()
                found = ((event_id, int(self.rank[start + at])) for event_id, at in named)
                rows |= {event_id: row for event_id, row in found if row != NOT_FOUND}
        return self.coded("part_of").map(lambda whole: rows.get(whole, NOT_FOUND), np.int32)

    @cached_property
    def sheet(self) -> NDArray[np.int16]:
        """Position of the table of each event among the tables."""
        return (np.searchsorted(self._starts, self._order, side="right") - 1).astype(np.int16)

    @cached_property
    def rank(self) -> NDArray[np.int32]:
        """Row of each line of the tables together; `NOT_FOUND` where it was left out."""
        ranks = np.full(self._starts[-1], NOT_FOUND, np.int32)
        ranks[self._order] = np.arange(len(self), dtype=np.int32)
        return ranks

    def row_of(self, event_id: str) -> int | None:
        """Row of an id, or None."""
        for start, sheet in zip(self._starts, self.sheets, strict=False):
            at = sheet.row_of(event_id)
            if at is not None and self.rank[start + at] != NOT_FOUND:
                return int(self.rank[start + at])
        return None

    def data_set_of(self, event_id: str) -> str | None:
        """The data set that an event was added with, if any."""
        row = self.row_of(event_id)
        return None if row is None else self.sheets[self._at(row)[0]].data_set


def _paired(first: Coded[tuple[Any, ...]], second: Coded[Any]) -> Coded[tuple[Any, ...]]:
    """Tuples of a column with the values of another, those that occur."""
    width = len(second.values)
    keys = first.codes.astype(np.int64) * width + second.codes
    if len(first.values) * width <= _FEW_PAIRS:  # far faster than sorting all rows
        occurs = np.zeros(len(first.values) * width, np.bool_)
        occurs[keys] = True
        pairs = np.flatnonzero(occurs)
        codes = (np.cumsum(occurs) - 1).astype(least_type(len(pairs)))[keys]
    else:
        pairs, codes = np.unique(keys, return_inverse=True)
    values = ((*first.values[key // width], second.values[key % width]) for key in pairs.tolist())
    return Coded(tuple(values), codes)


class EventById(Mapping[str, Event]):
    """Events by id, each a record when it is looked at."""

    def __init__(self, events: Events) -> None:
        self._events = events

    def __getitem__(self, event_id: str) -> Event:
        row = self._events.row_of(event_id) if isinstance(event_id, str) else None
        if row is None:
            raise KeyError(event_id)
        return self._events[row]

    def __contains__(self, event_id: object) -> bool:
        return isinstance(event_id, str) and self._events.row_of(event_id) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._events.texts("id"))

    def __len__(self) -> int:
        return len(self._events)
