"""Tables of events as columns. What is written without a doubt is never looked at row by row.

A file of hundreds of thousands of rows is split into cells at once, if nothing of its form is doubtful; else
it is read as every other table is, which says line by line what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from geodash.limits import LONGEST_CELL, LONGEST_TEXT
from geodash.model.events import Events
from geodash.model.records import Event
from geodash.model.sheet import FIELDS, PLAIN, REFUSED, TYPES, Sheet, numbers_of
from geodash.package.contents import UNWANTED, read_bytes, verify
from geodash.package.parquet import LARGEST, SUFFIX, DoubtfulFormError, cells_of_parquet
from geodash.package.tables import ID, Row, Table, as_text, read_record, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from geodash.errors import Problem
    from geodash.package.descriptor import Package

EVENTS = "events"

_PLAIN_BYTES = bytes(range(0x20, 0x7F)) + b"\t\n\r"
_MARK = b"\xef\xbb\xbf"
_QUOTE, _COMMA, _NEWLINE, _RETURN, _SPACE, _DELETE = (ord(sign) for sign in '",\n\r \x7f')
_AT_ONCE, _NEAR = 2**24, 2**20
"""Bytes that are split into cells at once, and that are searched at once."""
_ID_PATTERN = "^[a-z0-9][a-z0-9-]*$"


class LinedSheet(NamedTuple):
    """Cells of a table, the line on which each row begins, and whether a packed text of it is doubtful."""

    sheet: Sheet
    lines: NDArray[np.int64]
    doubt: NDArray[np.bool_]


def read_sheet(content: bytes) -> LinedSheet | None:
    """Columns of a CSV text; None where anything of its form is doubtful.

    Nothing is where the text is UTF-8 without control characters, its header names the fields of events in
    their order, every row has as many cells, every quotation mark opens or closes a cell or is doubled, and
    rows are in the order of their ids, each once.
    """
    content = content.removeprefix(_MARK)
    header = ",".join(FIELDS).encode()
    first, newline, _ = content[: len(header) + 2].partition(b"\n")
    if not newline or first.removesuffix(b"\r") != header or len(content) > LARGEST:
        return None
    # Nearly all of a file is plain, and taking that out is far faster than searching it.
    try:
        unusual = content.translate(None, _PLAIN_BYTES).decode()
    except UnicodeDecodeError:
        return None
    returns = content.count(b"\r")
    odd_returns = returns and (returns != content.count(b"\r\n") or b"\n\r\n" in content)
    if odd_returns or UNWANTED.search(unusual):
        return None
    signs = np.frombuffer(content, np.uint8)
    quotes, newlines = _positions_of(_QUOTE, signs), _positions_of(_NEWLINE, signs)
    outside = np.searchsorted(quotes, newlines) % 2 == 0
    table = None
    if _are_plain(signs, quotes, newlines[outside]):
        table = _split(content, whole_lines=bool(outside.all()))
    # A line begins after each end of a line that is in no cell, but for that at the end of the text.
    begins = newlines[outside] < len(content) - 1
    lines = (np.flatnonzero(outside) + 2)[begins]
    if table is None or len(lines) != table.num_rows:
        return None
    parts = (dict(zip(FIELDS, part.columns, strict=True)) for part in table.to_batches())
    return lined_sheet(parts, lines)


def lined_sheet(
    parts: Iterable[Mapping[str, pa.Array]], lines: NDArray[np.int64] | None = None
) -> LinedSheet | None:
    """A sheet of rows in the order of their ids, each once, that come part by part; None where they do not.

    Without ``lines`` they are those of a CSV without an end of a line in a cell.
    """
    doubts: list[NDArray[np.bool_]] = []

    def watched() -> Iterator[Mapping[str, pa.Array]]:
        for part in parts:
            found = np.zeros(len(part[ID]), np.bool_)
            for name in PLAIN:
                found |= _doubtful_texts(name, part[name])
            doubts.append(found)
            yield part

    sheet = Sheet.of_parts(watched())
    ids = sheet.columns[ID]
    if pc.all(pc.less(ids[:-1], ids[1:])).as_py() is False:
        return None
    doubt = np.concatenate([np.zeros(0, np.bool_), *doubts])
    return LinedSheet(sheet, np.arange(len(sheet)) + 2 if lines is None else lines, doubt)


def _positions_of(sign: int, signs: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Where a sign stands; some of the text at a time, which the memory near the processor holds."""
    parts = [
        np.flatnonzero(signs[start : start + _NEAR] == sign) + start for start in range(0, len(signs), _NEAR)
    ]
    return np.concatenate(parts)


def _are_plain(signs: NDArray[np.uint8], quotes: NDArray[np.int64], ends: NDArray[np.int64]) -> bool:
    """Whether each quotation mark opens or closes a cell or is doubled, and no line is empty."""
    if len(quotes) % 2 or (np.diff(ends) == 1).any():
        return False
    opening, closing = quotes[::2], quotes[1::2]
    doubled = opening[1:] == closing[:-1] + 1
    before = signs[opening - 1]  # there is one: the header has no quotation mark
    opens = (before == _COMMA) | (before == _NEWLINE)
    opens[1:] |= doubled
    after = signs[np.minimum(closing + 1, len(signs) - 1)]
    closes = (after == _COMMA) | (after == _NEWLINE) | (after == _RETURN) | (closing == len(signs) - 1)
    closes[:-1] |= doubled
    return bool(opens.all() and closes.all())


def _split(content: bytes, *, whole_lines: bool) -> pa.Table | None:
    """Cells of a text without a doubt about its rows; None where a row has more or fewer than the header.

    ``whole_lines`` says that no cell holds an end of a line, so that parts can be read side by side.
    """
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(content),
            memory_pool=pa.system_memory_pool(),  # it gives back what it does not need any more
            read_options=arrow_csv.ReadOptions(block_size=max(_AT_ONCE, 4 * LONGEST_CELL)),
            parse_options=arrow_csv.ParseOptions(
                newlines_in_values=not whole_lines, ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(column_types=TYPES, strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        return None
    chunks = [chunk for column in table.columns for chunk in column.chunks]
    texts = [chunk.dictionary if pa.types.is_dictionary(chunk.type) else chunk for chunk in chunks]
    longest = (pc.max(pc.binary_length(chunk)).as_py() or 0 for chunk in texts)
    return table if max(longest, default=0) <= LONGEST_CELL else None


def doubtful_form(lined: LinedSheet) -> NDArray[np.bool_]:
    """Rows with a cell that its field may refuse, or that is untidy or too long."""
    doubt, sheet = lined.doubt.copy(), lined.sheet
    for name in sheet.columns.keys() - PLAIN:
        cells = zip(sheet.columns[name].dictionary.to_pylist(), sheet.values(name), strict=True)
        odd = np.array([value is REFUSED or not _is_tidy(cell) for cell, value in cells], np.bool_)
        if odd.any():
            doubt |= odd[sheet.codes(name)]
    return doubt


def _doubtful_texts(name: str, column: pa.StringArray) -> NDArray[np.bool_]:
    """Of a column that may not be empty."""
    _, offsets, content = column.buffers()
    ends = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1]
    doubt: NDArray[np.bool_] = np.diff(ends) > LONGEST_TEXT
    if name == ID:
        doubt |= ~numbers_of(pc.match_substring_regex(column, _ID_PATTERN))
        return doubt
    # Nearly all texts begin and end with a plain sign: the others are looked at one by one.
    signs = np.frombuffer(content or b" ", np.uint8)
    plain = np.diff(ends) > 0
    for sign in (signs[np.minimum(ends[:-1], len(signs) - 1)], signs[ends[1:] - 1]):
        plain &= (sign > _SPACE) & (sign < _DELETE)
    others = np.flatnonzero(~plain)
    texts = (column[row].as_py() for row in others.tolist())
    doubt[others] = [not text or not _is_tidy(text) for text in texts]
    return doubt


def _is_tidy(cell: str) -> bool:
    return cell == cell.strip() and len(cell) <= LONGEST_TEXT


class SheetRows(Sequence[Row[Event]]):
    """Rows of a sheet, each a record when it is looked at."""

    def __init__(self, lined: LinedSheet, positions: NDArray[np.intp]) -> None:
        self._lined, self._positions = lined, positions

    def __len__(self) -> int:
        return len(self._positions)

    @overload
    def __getitem__(self, index: int) -> Row[Event]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row[Event]]: ...
    def __getitem__(self, index: int | slice) -> Row[Event] | Sequence[Row[Event]]:
        if isinstance(index, slice):
            return SheetRows(self._lined, self._positions[index])
        position = int(self._positions[index])
        record = Event.model_validate(self._lined.sheet.cells(position))
        return Row(int(self._lined.lines[position]), record)


@dataclass(frozen=True)
class SheetTable(Table[Event]):
    """A table of events as columns, in the order of its ids.

    Rules look at ``rows`` and ``lines``: at first all rows that gave a record, after `narrowed` those alone
    that may break one.
    """

    lined: LinedSheet = field(kw_only=True)
    refused: NDArray[np.bool_] = field(kw_only=True)

    @property
    def sheet(self) -> Sheet:
        """The cells of all rows."""
        return self.lined.sheet

    @property
    def ids(self) -> frozenset[str]:
        """Every id that the file gives."""
        return frozenset(self.sheet.columns[ID].to_pylist())

    def has(self, record_id: str) -> bool:
        """Whether the file gives an id."""
        return self.sheet.row_of(record_id) is not None

    def row(self, record_id: str) -> Row[Event] | None:
        """The row of an id; None where there is none, or it gave no record."""
        position = self.sheet.row_of(record_id)
        if position is None or self.refused[position]:
            return None
        return SheetRows(self.lined, np.array([position]))[0]

    def narrowed(self, doubt: NDArray[np.bool_]) -> SheetTable:
        """The same table, of which rules look at some rows."""
        ids, lines = self.sheet.columns[ID], self.lined.lines
        positions = np.flatnonzero(doubt)
        return replace(
            self,
            rows=SheetRows(self.lined, positions[~self.refused[positions]]),
            lines=tuple((int(lines[position]), ids[position].as_py()) for position in positions.tolist()),
        )


def read_events(package: Package, problems: list[Problem]) -> Table[Event]:
    """The table of events of a package."""
    resource = package.resource(EVENTS)
    file, content = resource.path, read_bytes(package.files, resource.path, problems)
    if content is None:
        return Table(file)
    unlike: list[Problem] = []
    with ThreadPoolExecutor(1) as beside:  # the hash of a large file takes a tenth of reading it
        verified = beside.submit(verify, file, content, resource.digest, resource.size, unlike)
        unread: list[Problem] = []
        lined = _read_parquet(content) if file.endswith(SUFFIX) else None
        text = None
        if lined is None:
            text = as_text(file, content, unread)
            lined = None if text is None else read_sheet(text)
        verified.result()
    problems += unlike + unread
    if lined is not None:
        return checked(file, lined, problems)
    return Table(file) if text is None else read_rows(file, text, Event, problems)


def _read_parquet(content: bytes) -> LinedSheet | None:
    """Columns of a Parquet file, rows with the lines of its CSV; None where its form is doubtful."""
    try:
        return lined_sheet(cells_of_parquet(content))
    except DoubtfulFormError:
        return None


def checked(file: str, lined: LinedSheet, problems: list[Problem]) -> SheetTable:
    """A table whose doubtful cells are read as every other table is."""
    faulty, refused = [], np.zeros(len(lined.sheet), np.bool_)
    for position in np.flatnonzero(doubtful_form(lined)).tolist():
        cells = {name: cell for name, cell in lined.sheet.cells(position).items() if cell}
        if read_record(file, int(lined.lines[position]), cells, Event, problems) is None:
            faulty.append(cells)
            refused[position] = True
    rows = SheetRows(lined, np.flatnonzero(~refused))
    return SheetTable(file, rows, faulty=tuple(faulty), readable=True, lined=lined, refused=refused)


def events_of(table: Table[Event]) -> Events:
    """The events of a table in which nothing is wrong."""
    return Events([table.sheet]) if isinstance(table, SheetTable) else Events.of(table.records)
