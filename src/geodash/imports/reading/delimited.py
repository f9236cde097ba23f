"""CSV in any dialect: which characters, which separator; read by pyarrow, with the line of every row."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from geodash.imports.bounds import COMMAND, Bounds
from geodash.imports.errors import ImportRefusedError
from geodash.imports.raw import RawTable, Refusal, unlike
from geodash.limits import LONGEST_CELL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SEPARATORS = (",", ";", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""How a file that begins with such a mark is written; the longer marks come first."""
_SAMPLE = 65_536
_SAMPLE_ROWS = 60
_BLOCK = 2**24
"""Bytes that pyarrow reads at a time: no row may be longer, and no cell of ours is."""
_MOST_ZEROS = 0.2


def read_delimited(name: str, content: bytes, bounds: Bounds = COMMAND) -> RawTable:
    """Rows of a CSV file.

    Raises
    ------
    ImportRefusedError
        If it has no header, or cannot be read as a table at all.
    """
    content = as_utf8(content)
    skipped = 0
    if content[:4].lower() == b"sep=":  # which Excel writes above the header
        skipped = content.find(b"\n") + 1
        content = content[skipped:]
    sample = content[:_SAMPLE].decode(errors="ignore")
    separator = separator_of(sample)
    header = next(iter(_rows(sample, separator)), [])
    if not any(cell.strip() for cell in header):
        raise ImportRefusedError(
            f"{name}: the file is empty: it needs a first line with the names of the columns", "empty"
        )
    if len(header) > bounds.columns:
        text = f"{name}: {len(header):,} columns are too many: at most {bounds.columns:,}"
        raise ImportRefusedError(text, "columns")
    names = unlike(header)
    first = _first_line(sample, separator) + bool(skipped)
    table, bad = _parsed(name, content, separator, names)
    if table.num_rows > bounds.rows:
        text = f"{name}: {table.num_rows:,} rows are too many: at most {bounds.rows:,}"
        raise ImportRefusedError(text, "rows")
    return _with_lines(name, table, bad, content, first)


def as_utf8(content: bytes) -> bytes:
    """The same text as UTF-8.

    From UTF-16, UTF-32 or, where it is neither, the code page of Western Windows.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace").encode()
    start = content[:_SAMPLE]
    if start.count(0) > _MOST_ZEROS * len(start):
        encoding = "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
        return content.decode(encoding, errors="replace").encode()
    return content if _is_utf8(content) else content.decode("cp1252", errors="replace").encode()


def _is_utf8(content: bytes) -> bool:
    """Whether bytes are UTF-8, without a text of all of them in memory."""
    decoder, whole = codecs.getincrementaldecoder("utf-8")(), memoryview(content)
    try:
        for start in range(0, len(whole), _BLOCK):
            decoder.decode(whole[start : start + _BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def separator_of(sample: str) -> str:
    r"""The separator at which the rows of a sample have the same number of cells, and the most of them.

    >>> separator_of("a;b;c\n1,5;2,5;3,5\n"), separator_of("only\n1\n")
    (';', ',')
    """

    def fit(separator: str) -> tuple[float, int]:
        rows = _rows(sample, separator)
        width = len(rows[0]) if rows else 0
        alike = sum(len(row) == width for row in rows)
        return (round(alike / len(rows), 1), width) if width > 1 else (0, 0)

    best = max(SEPARATORS, key=fit)
    return best if fit(best)[1] > 1 else SEPARATORS[0]


def _rows(sample: str, separator: str) -> list[list[str]]:
    """First rows of a sample, without the last one, which may be cut."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    rows: list[list[str]] = []
    try:
        for row in reader:
            if row:
                rows.append(row)
            if len(rows) > _SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    return rows[:-1] if len(rows) > 1 and len(sample) >= _SAMPLE // 2 else rows


def _first_line(sample: str, separator: str) -> int:
    """The line on which the first row under the header begins."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    for row in reader:
        if row:
            break
    return reader.line_num + 1


def _parsed(
    name: str, content: bytes, separator: str, names: Sequence[str]
) -> tuple[pa.Table, list[tuple[int, str, str]]]:
    """The table, and each row that does not fit: its number under the header, its text, what is wrong."""
    bad: list[tuple[int, str, str]] = []

    def put_aside(row: arrow_csv.InvalidRow) -> str:
        widths = f"the row has {row.actual_columns} cells and the header {row.expected_columns}"
        # The number counts from 1, the header being the first; with threads there is none.
        bad.append(((row.number or 0) - 2, row.text, f"{widths}: check its quotation marks"))
        return "skip"

    try:
        table = _read(content, separator, names, put_aside, threads=True)
        if bad:
            bad.clear()
            table = _read(content, separator, names, put_aside, threads=False)
    except (pa.ArrowException, ValueError) as error:
        reason = str(error).partition("\n")[0][:200]
        if "straddl" in reason:  # a row without an end
            reason = "a quotation mark is never closed"
        text = f"{name}: it cannot be read as a table ({reason}): save it as CSV again"
        raise ImportRefusedError(text) from None
    return table, bad


def _read(
    content: bytes,
    separator: str,
    names: Sequence[str],
    put_aside: Callable[[arrow_csv.InvalidRow], str],
    *,
    threads: bool,
) -> pa.Table:
    """Every row that fits the header, all cells as text."""
    return arrow_csv.read_csv(
        pa.BufferReader(content),
        read_options=arrow_csv.ReadOptions(
            use_threads=threads, column_names=list(names), skip_rows_after_names=1, block_size=_BLOCK
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=separator,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=put_aside,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
        ),
    )


def _with_lines(
    name: str, table: pa.Table, bad: list[tuple[int, str, str]], content: bytes, first: int
) -> RawTable:
    """The rows with the line on which each begins; empty lines are no rows."""
    total = table.num_rows + len(bad)
    is_bad = np.zeros(total, dtype=bool)
    is_bad[[number for number, _, _ in bad]] = True
    breaks = np.zeros(total, dtype=np.int64)
    if content.count(b"\n") + (not content.endswith(b"\n")) != total + first - 1:
        breaks[~is_bad] = _breaks(table)
        breaks[is_bad] = [text.rstrip("\r\n").count("\n") for _, text, _ in bad]
    lines = first + np.arange(total) + np.concatenate([[0], np.cumsum(breaks)[:-1]]) if total else breaks
    cells = table.to_pandas().astype("str")
    empty = (cells == "").all(axis=1).to_numpy() if len(cells.columns) else np.zeros(len(cells), dtype=bool)
    refused = tuple(
        Refusal(name, int(line), "", text[:80], why)
        for line, (_, text, why) in zip(lines[is_bad], bad, strict=True)
    )
    filled = cells[~empty].reset_index(drop=True) if empty.any() else cells
    return RawTable(name, filled, lines[~is_bad][~empty], refused)


def _breaks(table: pa.Table) -> np.ndarray:
    """How many line breaks the cells of each row hold."""
    found = np.zeros(table.num_rows, dtype=np.int64)
    for column in table.columns:
        found += pc.count_substring(column, pattern="\n").to_numpy().astype(np.int64)
    return found
