"""Events that lie in a table or a view of PostgreSQL: read part by part into the same columns as a file's."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import csv as arrow_csv

from geodash.database.refusal import NEEDS_EXTRA, DatabaseTroubleError
from geodash.errors import Problem
from geodash.limits import LONGEST_CELL
from geodash.model.records import Event
from geodash.model.sheet import FIELDS, TYPES
from geodash.package.descriptor import DESCRIPTOR
from geodash.package.parquet import LARGEST, TOO_LARGE, DoubtfulFormError, sure_cells
from geodash.package.sheets import EVENTS, LinedSheet, SheetTable, checked, lined_sheet
from geodash.package.tables import Table, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geodash.database.tables import CsvStream, SqlTable
    from geodash.package.descriptor import Resource

_AT_ONCE = max(2**22, 2 * LONGEST_CELL)
NO_TABLE = "name a table or view that is there, as SCHEMA.NAME, and that the role may read"
NO_COLUMN = "give the table or view this column, if need be an empty text"
_NO_FORM = arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)


def read_sql_events(resource: Resource, problems: list[Problem]) -> Table[Event]:
    """The events of a table or view, which rows name by their id.

    Raises
    ------
    DatabaseTroubleError
        If the database cannot be used, which is no problem of the data.
    """
    try:
        from geodash.database.tables import table_at  # noqa: PLC0415  an extra, which files do without
    except ImportError:
        raise DatabaseTroubleError(NEEDS_EXTRA) from None
    with table_at(resource.path, resource.table) as found:
        if found is None:
            where = f"resources.{EVENTS}.dialect.table"
            problems.append(Problem(DESCRIPTOR, 0, where, resource.table, NO_TABLE))
            return Table(resource.table)
        absent = [field for field in FIELDS if field not in found.columns]
        if absent:
            problems += (Problem(resource.table, 0, field, "", NO_COLUMN) for field in absent)
            return Table(resource.table)
        lined = _columns(found)
        if lined is not None:
            return checked(resource.table, lined, problems)
        return _rows(resource.table, found, problems)


def _columns(found: SqlTable) -> LinedSheet | None:
    """All rows as columns, one part in memory at a time; None where anything of their form is doubtful."""
    with found.csv(FIELDS) as stream:
        hashed = _Hashed(stream)
        try:
            lined = lined_sheet(sure_cells(_batches(hashed), whole_lines=False))
        except (DoubtfulFormError, pa.ArrowException):
            lined = None
        hashed.drain()
    if lined is None:
        return None
    return lined._replace(sheet=replace(lined.sheet, read_from=hashed.digest()))


def _batches(stream: io.RawIOBase) -> Iterator[pa.RecordBatch]:
    buffered = io.BufferedReader(stream)
    if not buffered.peek(1):  # no row, which the reader of CSV takes for a fault
        return
    yield from arrow_csv.open_csv(
        pa.PythonFile(buffered, "r"),
        read_options=arrow_csv.ReadOptions(column_names=FIELDS, block_size=_AT_ONCE, use_threads=False),
        parse_options=_NO_FORM,
        convert_options=arrow_csv.ConvertOptions(column_types=TYPES, strings_can_be_null=False),
    )


class _Hashed(io.RawIOBase):
    """A stream, and a hash of all that came of it."""

    def __init__(self, stream: CsvStream) -> None:
        super().__init__()
        self._stream, self._hash = stream, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  as io has it
        taken = self._stream.readinto(buffer)
        self._hash.update(memoryview(buffer)[:taken])
        return taken

    def drain(self) -> None:
        """Take what is left, without which the line to the database would be broken off."""
        rest = bytearray(2**16)
        while self.readinto(rest):
            pass

    def digest(self) -> bytes:
        return self._hash.digest()


def _rows(name: str, found: SqlTable, problems: list[Problem]) -> Table[Event]:
    """All rows one by one, by which each problem is found."""
    text = io.BytesIO()
    text.write(f"{','.join(FIELDS)}\n".encode())
    with found.csv(FIELDS) as stream:
        for part in iter(lambda: stream.read(_AT_ONCE), b""):
            if text.tell() <= LARGEST:
                text.write(part)
    if text.tell() > LARGEST:
        problems.append(Problem(name, 0, "", "", TOO_LARGE))
        return Table(name)
    return read_rows(name, text.getvalue(), Event, problems)


def named_by_id(table: Table[Event], problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems of rows of a table, with the id in place of the line that they would have in a file."""
    ids = {} if isinstance(table, SheetTable) else dict(table.lines)
    for problem in problems:
        found = problem.file == table.file and problem.line > 1
        if found and isinstance(table, SheetTable):
            row_id = table.sheet.columns["id"][problem.line - 2].as_py()
        else:
            row_id = ids.get(problem.line, "") if found else ""
        yield replace(problem, file=f"{table.file} {row_id}", line=0) if row_id else problem
