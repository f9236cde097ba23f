"""Events as columns: an array with one value per event for what all are asked for, a record for one that is.

Hundreds of thousands of events are held by the cells in which they were written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, SupportsIndex, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodash.model.interval import to_day
from geodash.model.records import Event
from geodash.model.sheet import Coded, Sheet
from geodash.model.vocabulary import Confidence, DatePrecision, EventCategory

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator
    from datetime import date

    from numpy.typing import NDArray

NOT_FOUND = -1
"""No whole, no figure."""
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
        days = self._joined("date", to_day).map(lambda day: day, np.int32)
        order = np.argsort(days, kind="stable")
        if len(self.sheets) > 1:
            ids = pa.chunked_array([sheet.columns["id"] for sheet in self.sheets])
            keys = pa.table({"day": days, "id": ids})
            order = pc.sort_indices(keys, [("day", "ascending"), ("id", "ascending")]).to_numpy()
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

    def _joined(self, field: str, of: Callable[[Any], Hashable] = lambda value: value) -> Coded[Any]:
        """A column over all tables in their order, as what a function makes of the values of its field."""
        number: dict[Any, int] = {}
        codes = []
        for sheet in self.sheets:
            values = map(of, sheet.values(field))
            numbers = np.array([number.setdefault(value, len(number)) for value in values], np.int32)
            codes.append(numbers[sheet.codes(field)] if len(numbers) else np.zeros(0, np.int32))
        return Coded(tuple(number), np.concatenate(codes) if codes else np.zeros(0, np.int32))

    def coded(self, field: str) -> Coded[Any]:
        """A field that repeats, as coded values of that field."""
        joined = self._joined(field)
        return Coded(joined.values, joined.codes[self._order])

    def together(self, *fields: str) -> Coded[tuple[Any, ...]]:
        """Several fields that repeat, as coded tuples of their values."""
        columns = [self.coded(field) for field in fields]
        keys = np.zeros(len(self), np.int64)
        for values, codes in columns:
            keys = keys * len(values) + codes
        _, first, numbers = np.unique(keys, return_index=True, return_inverse=True)
        found = (tuple(values[codes[row]] for values, codes in columns) for row in first.tolist())
        return Coded(tuple(found), numbers.astype(np.int32))

    def plain(self, field: str) -> pa.StringArray:
        """A field of texts that hardly repeat, as the tables have it: ``rank`` says which row each is of."""
        columns = [sheet.columns[field] for sheet in self.sheets]
        return columns[0] if len(columns) == 1 else pa.concat_arrays(columns)

    def texts(self, field: str, rows: slice = slice(None)) -> list[str]:
        """The texts of such a field, row for row, of all or some rows."""
        texts: list[str] = self.plain(field).take(pa.array(self._order[rows])).to_pylist()
        return texts

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
