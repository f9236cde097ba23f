"""The cells of a table of events, column by column; each text of a column that repeats is kept once."""

from __future__ import annotations

import re
from bisect import bisect_left
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated, Any, Generic, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import TypeAdapter, ValidationError

from geodash.model.records import Event
from geodash.model.texts import Packing, arrow_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import DTypeLike, NDArray

    from geodash.model.texts import Texts

ValueT = TypeVar("ValueT")
FIELDS = tuple(Event.model_fields)
TEXTS = ("title_en", "title_fr", "summary_en", "summary_fr")
"""Fields of texts that hardly repeat, which are packed; all others but the id are kept once each."""
PLAIN = frozenset({"id", *TEXTS})
TYPES = {name: pa.string() if name in PLAIN else pa.dictionary(pa.int32(), pa.string()) for name in FIELDS}
"""Type of the column of each field as it is read; a sheet has the numbers of texts in fewer bits."""
REFUSED = object()
"""In place of a value, where a field refuses a cell."""
_LISTS = frozenset({"actors_from", "actors_to", "source_ids"})
_PLAIN_LIST = re.compile(r"[a-z0-9][a-z0-9-]*(;[a-z0-9][a-z0-9-]*)*")
_REQUIRED = frozenset(name for name, field in Event.model_fields.items() if field.is_required())


@cache
def reader_of(field: str) -> Callable[[str], Any]:
    """Function from a cell to the value of a field; `REFUSED` where the field takes no such cell."""
    info = Event.model_fields[field]
    form: Any = Annotated[info.annotation, info, *info.metadata]
    adapter: TypeAdapter[Any] = TypeAdapter(form)
    default = None if info.is_required() else info.default

    def read(cell: str) -> Any:  # noqa: ANN401 - of any field
        if not cell and field not in _REQUIRED:
            return default
        if field in _LISTS and _PLAIN_LIST.fullmatch(cell):
            return tuple(cell.split(";"))  # as the field reads it too, ten times as fast
        try:
            return adapter.validate_python(cell)
        except ValidationError:
            return REFUSED

    return read


class Coded(NamedTuple, Generic[ValueT]):
    """A column by its distinct values, and the number of the value of each row."""

    values: tuple[ValueT, ...]
    codes: NDArray[np.signedinteger]

    def map(self, of: Callable[[ValueT], Any], dtype: DTypeLike) -> NDArray[Any]:
        """An array of what a function makes of each row's value."""
        found: NDArray[Any] = np.array([of(value) for value in self.values], dtype)[self.codes]
        return found


@dataclass(frozen=True, eq=False)
class Sheet:
    """The cells of one table of events, a column per field of `Event`, in the order of the ids.

    An empty cell is the empty text. ``columns`` has all fields but those of ``texts``. ``data_set`` names the
    data set that they were added with, if any, ``read_from`` is a hash of what was read where no file was.
    """

    columns: Mapping[str, pa.Array]
    texts: Texts
    data_set: str | None = None
    read_from: bytes = b""

    @classmethod
    def of(cls, records: Iterable[Event]) -> Sheet:
        """The cells of records."""
        rows = sorted(records, key=lambda event: event.id)
        cells = {name: [_cell(getattr(row, name)) for row in rows] for name in FIELDS}
        return cls.of_parts([{name: pa.array(cells[name], TYPES[name]) for name in FIELDS}])

    @classmethod
    def of_parts(cls, parts: Iterable[Mapping[str, pa.Array]]) -> Sheet:
        """The cells of rows that come part by part, each with the columns of `TYPES`."""
        ids: list[pa.Array] = []
        packing, packed = Packing(TEXTS), Future[None]()
        packed.set_result(None)
        coded = {name: Coding() for name in FIELDS if name not in PLAIN}
        with ThreadPoolExecutor(1) as beside:  # packing a part takes as long as reading the next
            for part in parts:
                packed.result()  # so that no more than two are in memory
                packed = beside.submit(packing.add, part)
                ids.append(part["id"])
                for name, coding in coded.items():
                    coding.add(part[name])
            packed.result()
        columns = {name: coding.column() for name, coding in coded.items()}
        return cls({"id": pa.chunked_array(ids, pa.string()).combine_chunks()} | columns, packing.texts())

    def __len__(self) -> int:
        return len(self.columns["id"])

    def cells(self, row: int) -> dict[str, str]:
        """The cells of a row that are not empty, by field."""
        found = {name: column[row].as_py() for name, column in self.columns.items()} | self.texts.cells(row)
        return {name: found[name] for name in FIELDS if found[name] or name in _REQUIRED}

    def take(self, field: str, rows: NDArray[np.intp]) -> list[str]:
        """The cells of a field of texts that hardly repeat, or of the ids, in some rows."""
        if field in TEXTS:
            return self.texts.take(field, rows)
        ids: list[str] = self.columns[field].take(arrow_of(rows)).to_pylist()
        return ids

    def codes(self, field: str) -> NDArray[np.signedinteger]:
        """Number of the cell of each row among the distinct cells of a column."""
        return numbers_of(self.columns[field].indices)

    def values(self, field: str) -> tuple[Any, ...]:
        """What the distinct cells of a column mean, in their order; `REFUSED` for what the field refuses."""
        if field not in self._values:
            self._values[field] = tuple(map(reader_of(field), self.columns[field].dictionary.to_pylist()))
        return self._values[field]

    @cached_property
    def _values(self) -> dict[str, tuple[Any, ...]]:
        return {}

    def rows_of(self, event_ids: pa.StringArray) -> dict[str, int]:
        """Rows of many ids, without those that the table does not have."""
        ids = self.columns["id"]
        if len(event_ids) <= 1 and not any(event_ids.to_pylist()):
            return {}
        named = pc.is_in(ids, value_set=event_ids)
        return dict(
            zip(ids.filter(named).to_pylist(), np.flatnonzero(numbers_of(named)).tolist(), strict=True)
        )

    def row_of(self, event_id: str) -> int | None:
        """Row of an id, or None."""
        row = self.row_from(event_id)
        return row if row < len(self) and self.id_of(row) == event_id else None

    def row_from(self, event_id: str) -> int:
        """First row whose id is not before an id, which may be none of the table; their number if all are."""
        return bisect_left(range(len(self)), event_id, key=self.id_of)

    def id_of(self, row: int) -> str:
        """Id of a row."""
        found: str = self.columns["id"][row].as_py()
        return found


class Coding:
    """A column of texts that repeat, part by part, each with texts of its own or those of others."""

    def __init__(self) -> None:
        self._texts: dict[tuple[int, ...], pa.StringArray] = {}
        self._parts: list[tuple[tuple[int, ...], NDArray[np.signedinteger]]] = []

    def add(self, part: pa.DictionaryArray) -> None:
        """Add rows, none of which is null."""
        key = place_of(part.dictionary)
        self._texts[key] = part.dictionary
        codes = numbers_of(part.indices)
        self._parts.append((key, codes.astype(least_type(len(part.dictionary)))))

    def column(self) -> pa.DictionaryArray:
        """All rows, each distinct text once."""
        values = pa.chunked_array([*self._texts.values()], pa.string()).unique()
        numbers = {
            key: numbers_of(pc.index_in(texts, value_set=values)).astype(least_type(len(values)))
            for key, texts in self._texts.items()
        }
        as_they_are = {key for key, found in numbers.items() if np.array_equal(found, np.arange(len(found)))}
        codes = [
            codes.astype(numbers[key].dtype) if key in as_they_are else numbers[key][codes]
            for key, codes in self._parts
        ]
        joined = np.concatenate(codes) if codes else np.zeros(0, np.int8)
        return pa.DictionaryArray.from_arrays(arrow_of(joined), values)


def place_of(texts: pa.StringArray) -> tuple[int, ...]:
    """Where an array lies in memory: parts of a table share their distinct texts."""
    addresses = (buffer.address if buffer else 0 for buffer in texts.buffers())
    return (*addresses, texts.offset, len(texts))


def least_type(count: int) -> type[np.signedinteger]:
    """The smallest type that has so many numbers from 0 on."""
    return next((kind for kind in (np.int8, np.int16) if count <= np.iinfo(kind).max + 1), np.int32)


def numbers_of(column: pa.Array) -> NDArray[Any]:
    """An array of numbers or flags; `to_numpy` would import pandas, which takes half a second."""
    if pa.types.is_boolean(column.type):
        return np.from_dlpack(column.cast(pa.uint8())).view(np.bool_)
    return np.from_dlpack(column)


def _cell(value: Any) -> str:  # noqa: ANN401 - of any field
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ";".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)
