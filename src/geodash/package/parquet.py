"""Tables kept as Parquet, for large ones: read as the CSV that they would be, to be checked as all are.

Events are far more than anything else: where they are columns without a doubt they are taken as they are.
"""

from __future__ import annotations

import csv as plain_csv
import io
import re

import pyarrow as pa
import pyarrow.compute as pc

from geodash.errors import Problem
from geodash.limits import LONGEST_CELL
from geodash.model.sheet import FIELDS, TYPES
from geodash.package.contents import UNWANTED

SUFFIX = ".parquet"
LARGEST = 2**31 - 2**16
"""Bytes of a table as text: its columns count them in 32 bits."""
_AT_ONCE = 20_000
"""Rows that are unpacked together: a small file can hold a text a million times."""
_PLAIN = bytes(range(0x20, 0x7F)) + b"\t"
_DOUBTFUL = re.compile(rf"[\n\r]|{UNWANTED.pattern}")
_NO_PARQUET = "save the table as Parquet whose columns are texts, whole numbers or days"
_TOO_LARGE = "divide the data: as text, the table is larger than two gigabytes"


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
                problems.append(Problem(file, 0, "", "", _TOO_LARGE))
                return None
    except (pa.ArrowException, OSError, ValueError):
        problems.append(Problem(file, 0, "", "", _NO_PARQUET))
        return None
    return out.getvalue()


def cells_of_parquet(content: bytes) -> dict[str, pa.Array] | None:
    """Columns of a table of events, as its CSV would give them; None where anything of its form is doubtful.

    Nothing is where it has the fields of events in their order, as texts, whole numbers or days, and each
    text is UTF-8 without control characters and ends of lines.
    """
    from pyarrow import parquet  # noqa: PLC0415  see above

    source = pa.BufferReader(content)
    parts: dict[str, list[pa.Array]] = {name: [] for name in FIELDS}
    try:
        schema = parquet.read_schema(source)
        if tuple(schema.names) != FIELDS or not all(map(_is_plain, schema.types)):
            return None
        coded = [name for name in FIELDS if pa.types.is_dictionary(TYPES[name])]
        texts = [name for name in coded if pa.types.is_string(schema.field(name).type)]
        left, counted = LARGEST, set[int]()
        for rows in parquet.ParquetFile(source, read_dictionary=texts).iter_batches(_AT_ONCE):
            for name, column in zip(FIELDS, rows.columns, strict=True):
                cells = _as_cells(column, TYPES[name])
                left -= _new_bytes(cells, counted)
                if left < 0 or not _is_sure(cells):
                    return None
                parts[name].append(cells)
    except (pa.ArrowException, OSError, ValueError):
        return None
    found = {}
    for name in FIELDS:  # one after the other, so that no more than one is held twice
        found[name] = pa.chunked_array(parts.pop(name), TYPES[name]).unify_dictionaries().combine_chunks()
    return found


def _new_bytes(column: pa.Array, counted: set[int]) -> int:
    """Bytes of a part of a column, without a dictionary that was counted with another part."""
    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    where = next((buffer.address for buffer in column.dictionary.buffers()[2:] if buffer), 0)
    known = where in counted
    counted.add(where)
    return int(column.indices.nbytes + (0 if known else column.dictionary.nbytes))


def _is_plain(kind: pa.DataType) -> bool:
    """Whether values of a type are written in one way only."""
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    is_text = pa.types.is_string(inner) or pa.types.is_large_string(inner)
    return bool(is_text or pa.types.is_integer(inner) or pa.types.is_date32(inner))


def _is_sure(column: pa.Array) -> bool:
    """Whether nothing of the form of its texts is doubtful. Raises ArrowInvalid where one is not UTF-8."""
    texts = column.dictionary if pa.types.is_dictionary(column.type) else column
    texts.validate(full=True)
    longest = pc.max(pc.binary_length(texts)).as_py() or 0
    unusual = b"".join(filter(None, texts.buffers()[2:])).translate(None, _PLAIN)
    return longest <= LONGEST_CELL and not _DOUBTFUL.search(unusual.decode(errors="replace"))


def _as_cells(column: pa.Array, kind: pa.DataType) -> pa.Array:
    """A column as texts, each kept once where they repeat; nothing where a value is null."""
    if column.type == kind and not column.null_count:
        return column
    texts = column.cast(pa.string()).fill_null("")
    return texts.dictionary_encode() if pa.types.is_dictionary(kind) else texts
