"""Texts of many rows, some fields side by side, packed some rows together, unpacked when asked for."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from pyarrow import ipc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

_TOGETHER = 512
"""Rows that are packed together: one that is looked at unpacks them all, and more together take less room."""
_FORM = ipc.IpcWriteOptions(compression="lz4", use_threads=False)


class Packing:
    """Texts that come part by part."""

    def __init__(self, fields: Iterable[str]) -> None:
        self._schema = pa.schema([(field, pa.string()) for field in fields])
        self._out = pa.BufferOutputStream()
        self._writer = ipc.new_file(self._out, self._schema, options=_FORM)
        self._ends = [0]

    def add(self, columns: Mapping[str, pa.StringArray]) -> None:
        """Add rows."""
        rows = pa.table([columns[field] for field in self._schema.names], self._schema)
        for start in range(0, len(rows), _TOGETHER):
            block = rows.slice(start, _TOGETHER)
            self._writer.write_table(block)
            self._ends.append(self._ends[-1] + len(block))

    def texts(self) -> Texts:
        """All that was added."""
        self._writer.close()
        return Texts(self._out.getvalue(), np.array(self._ends))


class Texts:
    """Packed texts, row for row. Threads may share them."""

    def __init__(self, packed: pa.Buffer, starts: NDArray[np.int64]) -> None:
        """Take over what was packed, and the row on which each block begins, with the number of rows."""
        self._packed, self._starts, self._lock = packed, starts, Lock()
        self._reader = ipc.open_file(pa.BufferReader(packed))
        self.fields: tuple[str, ...] = tuple(self._reader.schema.names)
        self._last: tuple[int, pa.RecordBatch] | None = None

    def __reduce__(self) -> tuple[type[Texts], tuple[pa.Buffer, NDArray[np.int64]]]:
        return Texts, (self._packed, self._starts)

    def __len__(self) -> int:
        return int(self._starts[-1])

    def cells(self, row: int) -> dict[str, str]:
        """The texts of a row by field."""
        block = int(np.searchsorted(self._starts, row, side="right")) - 1
        last = self._last  # another thread may put another there at any moment
        if last is None or last[0] != block:
            self._last = last = block, self._block(block)
        at = row - int(self._starts[block])
        return {field: column[at].as_py() for field, column in zip(self.fields, last[1].columns, strict=True)}

    def take(self, field: str, rows: NDArray[np.integer]) -> list[str]:
        """The texts of a field in some rows, in the order in which these are given."""
        order = np.argsort(rows, kind="stable")
        found: list[pa.StringArray] = []
        ends = np.searchsorted(rows[order], self._starts)
        place = self.fields.index(field)
        for block in np.flatnonzero(np.diff(ends)).tolist():
            wanted = rows[order[ends[block] : ends[block + 1]]] - self._starts[block]
            found.append(self._block(block).column(place).take(arrow_of(wanted)))
        back = np.empty(len(rows), np.int64)
        back[order] = np.arange(len(rows))
        texts: list[str] = (
            pa.chunked_array(found, pa.string()).combine_chunks().take(arrow_of(back)).to_pylist()
        )
        return texts

    def parts(self, rows: int) -> Iterator[Sequence[pa.StringArray]]:
        """Columns of all fields, about so many rows at a time."""
        waiting, count = [], 0
        for block in self._blocks():
            waiting.append(block)
            count += len(block)
            if count >= rows:
                yield _together(waiting)
                waiting, count = [], 0
        if waiting:
            yield _together(waiting)

    def _blocks(self) -> Iterator[pa.RecordBatch]:
        return map(self._block, range(self._reader.num_record_batches))

    def _block(self, number: int) -> pa.RecordBatch:
        with self._lock:
            return self._reader.get_batch(number)


def _together(blocks: Sequence[pa.RecordBatch]) -> Sequence[pa.StringArray]:
    joined: Sequence[pa.StringArray] = pa.Table.from_batches(blocks).combine_chunks().columns
    return [column.chunk(0) for column in joined]


def arrow_of(numbers: NDArray[np.integer]) -> pa.Array:
    """An array of numbers for Arrow, whose own way to make one imports pandas, which takes half a second."""
    buffers = [None, pa.py_buffer(np.ascontiguousarray(numbers))]
    return pa.Array.from_buffers(pa.from_numpy_dtype(numbers.dtype), len(numbers), buffers)
