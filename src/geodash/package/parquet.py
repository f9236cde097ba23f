"""Tables kept as Parquet, for large ones: read as the CSV that they would be, to be checked as all are."""

from __future__ import annotations

from io import BytesIO

import pyarrow as pa

from geodash.errors import Problem

SUFFIX = ".parquet"
LARGEST = 2**31 - 2**16
"""Bytes of a table as text: its columns count them in 32 bits."""
_AT_ONCE = 20_000
"""Rows that are unpacked together: a small file can hold a text a million times."""
_NO_PARQUET = "save the table as Parquet whose columns are texts, whole numbers or days"
_TOO_LARGE = "divide the data: as text, the table is larger than two gigabytes"


def csv_of_parquet(file: str, content: bytes, problems: list[Problem]) -> bytes | None:
    """The rows of a Parquet file as CSV with a header; nothing where a value is null. None with a problem."""
    from pyarrow import csv, parquet  # noqa: PLC0415  few packages have such a table, and both load slowly

    out = BytesIO()
    try:
        table = parquet.ParquetFile(pa.BufferReader(content))
        header = pa.table({name: pa.array([name]) for name in table.schema_arrow.names})
        csv.write_csv(header, out, csv.WriteOptions(include_header=False, quoting_style="needed"))
        for rows in table.iter_batches(_AT_ONCE):
            csv.write_csv(rows, out, csv.WriteOptions(include_header=False, quoting_style="needed"))
            if out.tell() > LARGEST:
                problems.append(Problem(file, 0, "", "", _TOO_LARGE))
                return None
    except (pa.ArrowException, OSError, ValueError):
        problems.append(Problem(file, 0, "", "", _NO_PARQUET))
        return None
    return out.getvalue()
