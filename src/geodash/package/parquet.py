"""Tables kept as Parquet, for large ones: read as the CSV that they would be, to be checked as all are.

Events are far more than anything else: where they are columns without a doubt they are taken as they are.
"""

from __future__ import annotations

import csv as plain_csv
import io
import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodash.errors import Problem
from geodash.limits import LONGEST_CELL
from geodash.model.sheet import FIELDS, TYPES, place_of
from geodash.package.contents import UNWANTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

SUFFIX = ".parquet"
LARGEST = 2**31 - 2**16
"""Bytes of a table as text: its columns count them in 32 bits."""
_AT_ONCE = 20_000
"""Rows that are unpacked together: a small file can hold a text a million times."""
_NEAR = 2**16
_FIRST_PLAIN, _LAST_PLAIN = np.uint8(0x20), np.uint8(0x7E)
_DOUBTFUL = re.compile(rf"[\n\r]|{UNWANTED.pattern}")
_NO_PARQUET = "save the table as Parquet whose columns are texts, whole numbers or days"
TOO_LARGE = "divide the data: as text, the table is larger than two gigabytes"


def csv_of_parquet(file: str, content: bytes, problems: list[Problem]) -> bytes | None:
    """The rows of a Parquet file as CSV with a header; nothing where a value is null. None with a problem."""
    from pyarrow import csv, parquet  # noqa: PLC0415  few packages have such a table, and both load slowly

    out = io.BytesIO()
    try:
        table = parquet.ParquetFile(pa.BufferReader(content))
        # Arrow's own header has every name in quotation marks, and no table of ours is written so.
        header = io.StringIO()
        plain_csv.writer(header, lineterminator="\n").writerow(table.schema_arrow.names)
        out.write(header.getvalue().encode())
        for rows in table.iter_batches(_AT_ONCE):
            csv.write_csv(rows, out, csv.WriteOptions(include_header=False, quoting_style="needed"))
            if out.tell() > LARGEST:
                problems.append(Problem(file, 0, "", "", TOO_LARGE))
                return None
    except (pa.ArrowException, OSError, ValueError):
        problems.append(Problem(file, 0, "", "", _NO_PARQUET))
        return None
    return out.getvalue()


class DoubtfulFormError(Exception):
    """Rows cannot be taken as columns as they are; whoever reads them row by row can say what is wrong."""


def cells_of_parquet(content: bytes) -> Iterator[Mapping[str, pa.Array]]:
    """Columns of a table of events, as its CSV would give them, part by part.

    Raises
    ------
    DoubtfulFormError
        If anything of its form is doubtful. Nothing is where it has the fields of events in their order, as
        texts, whole numbers or days, and each text is UTF-8 without control characters and ends of lines.
    """
    from pyarrow import parquet  # noqa: PLC0415  see above

    source = pa.BufferReader(content)
    try:
        schema = parquet.read_schema(source)
        if tuple(schema.names) != FIELDS or not all(map(_is_plain, schema.types)):
            raise DoubtfulFormError
        coded = [name for name in FIELDS if pa.types.is_dictionary(TYPES[name])]
        texts = [name for name in coded if pa.types.is_string(schema.field(name).type)]
        yield from sure_cells(parquet.ParquetFile(source, read_dictionary=texts).iter_batches(_AT_ONCE))
    except (pa.ArrowException, OSError, ValueError):
        raise DoubtfulFormError from None


def sure_cells(
    batches: Iterable[pa.RecordBatch], *, whole_lines: bool = True
) -> Iterator[Mapping[str, pa.Array]]:
    """Columns of parts of a table of events as texts; raises as above, or ArrowInvalid.

    ``whole_lines`` says that a row is a line, so that no text may hold the end of one.
    """
    doubtful = _DOUBTFUL if whole_lines else UNWANTED
    left, seen = LARGEST, set[tuple[int, ...]]()
    kept: list[pa.Array] = []
    for rows in batches:
        cells = {
            name: _as_cells(column, TYPES[name]) for name, column in zip(FIELDS, rows.columns, strict=True)
        }
        for column in cells.values():
            texts = column.dictionary if pa.types.is_dictionary(column.type) else column
            place = place_of(texts)
            if place not in seen:  # parts share their distinct texts
                left -= texts.nbytes
                if left < 0 or not _is_sure(texts, doubtful):
                    raise DoubtfulFormError
            if texts is not column:
                left -= column.indices.nbytes
                seen.add(place)
                kept.append(texts)  # so that nothing else comes to lie there
        yield cells


def _is_plain(kind: pa.DataType) -> bool:
    """Whether values of a type are written in one way only."""
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    is_text = pa.types.is_string(inner) or pa.types.is_large_string(inner)
    return bool(is_text or pa.types.is_integer(inner) or pa.types.is_date32(inner))


def _is_sure(texts: pa.StringArray, doubtful: re.Pattern[str]) -> bool:
    """Whether nothing of the form of texts is doubtful. Raises ArrowInvalid where one is not UTF-8."""
    if (pc.max(pc.binary_length(texts)).as_py() or 0) > LONGEST_CELL:
        return False
    unusual = _unusual(np.frombuffer(texts.buffers()[2] or b"", np.uint8))
    if not unusual:  # and so UTF-8
        return True
    texts.validate(full=True)
    return not doubtful.search(unusual.decode(errors="replace"))


def _unusual(signs: NDArray[np.uint8]) -> bytes:
    """All signs but those of plain ASCII; some at a time, which the memory near the processor holds."""
    found = []
    for start in range(0, len(signs), _NEAR):
        some = signs[start : start + _NEAR]
        plain = some - _FIRST_PLAIN <= _LAST_PLAIN - _FIRST_PLAIN  # what is below wraps around
        found.append(some[~plain].tobytes())
    return b"".join(found)


def _as_cells(column: pa.Array, kind: pa.DataType) -> pa.Array:
    """A column as texts, each kept once where they repeat; nothing where a value is null."""
    if column.type == kind and not column.null_count:
        return column
    texts = column.cast(pa.string()).fill_null("")
    return texts.dictionary_encode() if pa.types.is_dictionary(kind) else texts
