"""CSV tables to records. Every problem is kept with its file, line, field, value and remedy."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import ValidationError

from geodash.errors import Problem
from geodash.limits import LONGEST_CELL, LONGEST_TEXT
from geodash.model.records import Line
from geodash.package.contents import TOO_LONG, UNWANTED, read_bytes, verify
from geodash.package.parquet import SUFFIX, csv_of_parquet
from geodash.package.remedies import cell_remedy, did_you_mean, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geodash.package.descriptor import Package, Resource

LineT = TypeVar("LineT", bound=Line)
Cells = dict[str, str]
ID = "id"

_OTHER_UNICODE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
"""Marks at the beginning of UTF-16 and UTF-32."""
_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n\r"
_MOST_ZEROS = 0.1
"""Share of zero bytes beyond which a file is UTF-16 or UTF-32 without such a mark; there every second is."""


@dataclass(frozen=True, slots=True)
class Row(Generic[LineT]):
    """A record and the line on which it begins."""

    line: int
    record: LineT


@dataclass(frozen=True)
class Table(Generic[LineT]):
    """One table as read.

    ``lines`` holds the line and id of every row, those with faults included; ``faulty`` the cells of rows
    that gave no record. ``readable`` is false where the file or its first column, usually the id, is missing.
    """

    file: str
    rows: Sequence[Row[LineT]] = ()
    lines: Sequence[tuple[int, str]] = ()
    faulty: tuple[Cells, ...] = ()
    readable: bool = False

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id that the file gives."""
        return frozenset(record_id for _, record_id in self.lines)

    def has(self, record_id: str) -> bool:
        """Whether the file gives an id."""
        return record_id in self.ids

    @property
    def records(self) -> tuple[LineT, ...]:
        """The records in file order."""
        return tuple(row.record for row in self.rows)

    def row(self, record_id: str) -> Row[LineT] | None:
        """The row of an id, the last of them; None where there is none, or it gave no record."""
        return self._row_by_id.get(record_id)

    @cached_property
    def _row_by_id(self) -> Mapping[str, Row[LineT]]:
        return {getattr(row.record, ID, ""): row for row in self.rows}


def read_table(package: Package, name: str, model: type[LineT], problems: list[Problem]) -> Table[LineT]:
    """Read one table of a package."""
    resource = package.resource(name)
    content = read_verified(package, resource, problems)
    return Table(resource.path) if content is None else read_rows(resource.path, content, model, problems)


def read_verified(package: Package, resource: Resource, problems: list[Problem]) -> bytes | None:
    """Content of a file, compared with what the package says of it; None where it cannot be read."""
    content = read_bytes(package.files, resource.path, problems)
    if content is None:
        return None
    verify(resource.path, content, resource.digest, resource.size, problems)
    return as_text(resource.path, content, problems)


def as_text(file: str, content: bytes, problems: list[Problem]) -> bytes | None:
    """Content of a table as CSV, whatever it is kept as; None with a problem where it cannot be read."""
    return csv_of_parquet(file, content, problems) if file.endswith(SUFFIX) else content


def read_rows(file: str, content: bytes, model: type[LineT], problems: list[Problem]) -> Table[LineT]:
    """Read a table row by row."""
    text = decode(file, content, problems)
    return Table(file) if text is None else parse_table(file, text, model, problems)


def decode(file: str, content: bytes, problems: list[Problem]) -> str | None:
    """Text of a UTF-8 file; a byte order mark is dropped, and bytes that are not UTF-8 are replaced.

    A line has one problem of each kind, however many bytes or characters of it are wrong. A file that is
    written another way throughout has one problem, and no text.
    """
    remedy = "save the file as UTF-8"
    if content.startswith(_OTHER_UNICODE) or content.count(0) > _MOST_ZEROS * len(content):
        problems.append(Problem(file, 1, "", "", remedy))
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        unlike = [(line, raw) for line, raw in enumerate(content.split(b"\n"), start=1) if not raw.isascii()]
        wrong = [(line, raw) for line, raw in unlike if raw.decode(errors="ignore").encode() != raw]
        is_all = len(wrong) == len(unlike)
        for line, raw in wrong[:1] if is_all else wrong:
            shown = shorten(raw.decode(errors="replace").strip())
            problems.append(Problem(file, line, "", shown, remedy))
        if is_all:
            return None
        text = content.decode("utf-8-sig", errors="replace")
    if not UNWANTED.search(content.translate(None, _PLAIN).decode(errors="ignore")):
        return text  # nearly all of a file is plain, and taking that out is far faster than searching it
    for line, of_line in enumerate(text.split("\n"), start=1):
        if found := UNWANTED.search(of_line):
            problems.append(Problem(file, line, "", repr(found[0])[1:-1], "remove the control character"))
    return UNWANTED.sub("", text)


def parse_table(file: str, text: str, model: type[LineT], problems: list[Problem]) -> Table[LineT]:
    """Records of a CSV text whose header names the fields of a model."""
    parsed = csv_rows(file, text, problems)
    header = next(parsed, (1, []))[1]
    fields = tuple(model.model_fields)
    _check_header(file, header, fields, problems)
    known = frozenset(fields)
    absent = known - frozenset(header)
    rows: list[Row[LineT]] = []
    lines: list[tuple[int, str]] = []
    faulty: list[Cells] = []
    for line, values in parsed:
        whole = len(values) == len(header)
        if not whole:
            remedy = f"give the row {len(header)} cells, and put quotation marks around text with commas"
            problems.append(Problem(file, line, "", f"{len(values)} cells", remedy))
        cells = {name: value for name, value in zip(header, values, strict=False) if value and name in known}
        lines.append((line, cells.get(ID, "")))
        record = read_record(file, line, cells, model, problems, absent if whole else known)
        if record is None:
            faulty.append(cells)
        else:
            rows.append(Row(line, record))
    return Table(file, tuple(rows), tuple(lines), tuple(faulty), readable=fields[0] in header)


def read_record(
    file: str,
    line: int,
    cells: Cells,
    model: type[LineT],
    problems: list[Problem],
    unasked: frozenset[str] = frozenset(),
) -> LineT | None:
    """The record of a row's cells, empty ones left out; None where a field refuses its cell.

    Fields of ``unasked`` are not named among the problems: the header lacks them, or cells have shifted.
    """
    problems += _untidy_cells(file, line, cells)
    try:
        return model.model_validate(cells)
    except ValidationError as error:
        problems += _cell_problems(file, line, model, error, unasked)
    return None


def ids_of(file: str, content: bytes) -> dict[int, str]:
    """The id of each row of a table by the line on which it begins; nothing of what is no table with ids."""
    rows = csv_rows(file, content.decode(errors="replace"), []) if file.endswith(".csv") else iter(())
    header = next(rows, (1, []))[1]
    if header[:1] != [ID]:
        return {}
    return {line: row[0] for line, row in rows}


def csv_rows(file: str, text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins; rows that are not CSV are reported and left out."""
    csv.field_size_limit(LONGEST_CELL)  # of the whole process, and other libraries set it too
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            remedy = f"write quotation marks inside a cell twice and close every quoted cell ({error})"
            problems.append(Problem(file, line, "", "", remedy))
            continue
        if row:
            yield line, row
        else:
            problems.append(Problem(file, line, "", "", "remove the empty line"))


def _check_header(file: str, header: list[str], fields: tuple[str, ...], problems: list[Problem]) -> None:
    def say(column: str, remedy: str) -> None:
        problems.append(Problem(file, 1, shorten(column), "", remedy))

    for column in fields:
        if column not in header:
            say(column, "add the missing column to the header and to every row")
    for position, column in enumerate(header):
        if column not in fields:
            say(column, f"remove the unknown column or correct its name{did_you_mean(column, fields)}")
        elif column in header[:position]:
            say(column, "remove the second column of this name")
    if sorted(header) == sorted(fields) and header != [*fields]:
        say("", f"put the columns in this order: {','.join(fields)}")


def _untidy_cells(file: str, line: int, cells: Mapping[str, str]) -> Iterator[Problem]:
    for name, cell in cells.items():
        if cell[0].isspace() or cell[-1].isspace():
            yield Problem(file, line, name, shorten(cell), "remove the spaces around the text")
        if len(cell) > LONGEST_TEXT:
            yield Problem(file, line, name, shorten(cell), TOO_LONG)


def _cell_problems(
    file: str, line: int, model: type[Line], error: ValidationError, absent: frozenset[str]
) -> Iterator[Problem]:
    """One problem per refused cell; columns that the header lacks are reported once, not in every row."""
    for detail in error.errors(include_url=False):
        field = str(detail["loc"][0])
        if field in absent:
            continue
        value = "" if detail["type"] == "missing" else shorten(detail["input"])
        annotation = model.model_fields[field].annotation
        yield Problem(file, line, field, value, cell_remedy(field, annotation, detail))
