"""Workbooks, new and old: every sheet that is a table, as text.

Formulas, macros and links are never followed.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from geodash.imports.errors import ImportRefusedError
from geodash.imports.raw import RawTable, unlike
from geodash.imports.reading.unpack import check_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodash.imports.bounds import Bounds

_CHUNK = 2**20
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_LONGEST_REFERENCE = 16
_UNREAD, _PANIC = (CalamineError, ValueError, OSError), "pyo3_runtime"
_HEADER_WITHIN = 20
"""A header stands among the first rows: above it are titles and notes."""


def read_sheets(name: str, content: bytes, bounds: Bounds) -> list[RawTable]:
    """A table for each sheet that has a header and rows under it; the others are named in its notes.

    Raises
    ------
    ImportRefusedError
        If the workbook cannot be read, is locked, or holds no table.
    """
    if content.startswith(b"PK"):
        _check_workbook(name, content, bounds)
    sheets = _cells_of(name, content)
    tables = [_table(f"{name}/{sheet}" if len(sheets) > 1 else name, rows, bounds) for sheet, rows in sheets]
    found = [table for table in tables if table is not None]
    if not found:
        raise ImportRefusedError(
            f"{name}: no sheet is a table: one needs a row with names of columns and rows under it", "empty"
        )
    passed = [sheet for (sheet, _), table in zip(sheets, tables, strict=True) if table is None]
    notes = tuple(f"{name}: the sheet {sheet!r} is no table and was passed over" for sheet in passed)
    first = found[0]
    return [RawTable(first.file, first.cells, first.lines, first.refused, notes), *found[1:]]


def _cells_of(name: str, content: bytes) -> list[tuple[str, list[list[Any]]]]:
    """Each sheet's name and rows of cells."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            (sheet, book.get_sheet_by_name(sheet).to_python(skip_empty_area=False))
            for sheet in book.sheet_names
        ]
    except BaseException as error:
        # What fails inside the library by a fault of its own is no Exception, and has no name to catch.
        if not (isinstance(error, _UNREAD) or type(error).__module__ == _PANIC):
            raise
        reason = str(error).partition("\n")[0][:200]
        text = f"{name}: the workbook cannot be read ({reason})"
        raise ImportRefusedError(f"{text}: take off its password, or save it as XLSX or CSV") from None


def _check_workbook(name: str, content: bytes, bounds: Bounds) -> None:
    """Refuse a workbook that unpacks beyond our limits, or whose sheets span more cells than can be held."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "mimetype" in archive.namelist():
                raise ImportRefusedError(f"{name}: OpenDocument is not read: save the table as XLSX or CSV")
            size, cells = 0, 0
            for info in archive.infolist():
                more, spanned = _member(f"{name}/{info.filename}", archive, info, bounds)
                size, cells = size + more, cells + spanned
                check_size(name, size, len(content), bounds)
                if cells > bounds.cells:
                    text = f"{name}: its sheets span {cells:,} cells: delete stray cells at their ends"
                    raise ImportRefusedError(text, "rows")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ImportRefusedError(
            f"{name}: the workbook cannot be unpacked ({error}): save it again"
        ) from None


def _member(name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, bounds: Bounds) -> tuple[int, int]:
    """Bytes of a member, unpacked, and cells that it spans if it is a sheet."""
    size, tail, columns, rows = 0, b"", 0, 0
    is_sheet = "worksheets/" in info.filename and info.filename.endswith(".xml")
    with archive.open(info) as member:
        while chunk := member.read(_CHUNK):
            size += len(chunk)
            check_size(name, size, info.compress_size, bounds)
            if is_sheet:
                for letters, digits in _REFERENCE.findall(tail + chunk):
                    columns, rows = max(columns, _column(letters)), max(rows, int(digits))
                tail = chunk[-_LONGEST_REFERENCE:]
    return size, columns * rows


def _column(letters: bytes) -> int:
    """Number of a column by its letters.

    >>> _column(b"A"), _column(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _table(name: str, rows: Sequence[Sequence[object]], bounds: Bounds) -> RawTable | None:
    """The table in a sheet: from the first row on that has names for what stands under it."""
    position = _header_of(rows)
    if position is None:
        return None
    header = [_text(cell) for cell in rows[position]]
    width = max(place for place, text in enumerate(header, start=1) if text)
    if width > bounds.columns or len(rows) > bounds.rows + _HEADER_WITHIN:
        raise ImportRefusedError(f"{name}: the sheet has too many columns or rows: split it", "rows")
    names = unlike(header[:width])
    found = [
        (line, [_text(cell) for cell in row[:width]])
        for line, row in enumerate(rows[position + 1 :], position + 2)
    ]
    filled = [(line, cells) for line, cells in found if any(cells)]
    cells = pd.DataFrame([cells for _, cells in filled], columns=names, dtype="str")
    return RawTable(name, cells, np.array([line for line, _ in filled], dtype=np.int64))


def _header_of(rows: Sequence[Sequence[object]]) -> int | None:
    """Place of the header: at least two names, only texts, with something under it."""
    for position, (row, below) in enumerate(pairwise(rows[:_HEADER_WITHIN])):
        named = [cell for cell in row if cell != ""]
        if (
            len(named) > 1
            and all(isinstance(cell, str) for cell in named)
            and any(cell != "" for cell in below)
        ):
            return position
    only = [cell for cell in rows[0] if cell != ""] if len(rows) == 1 else []
    return 0 if len(only) > 1 and all(isinstance(cell, str) for cell in only) else None


def _text(value: object) -> str:  # noqa: PLR0911  one for each type
    """Text of a cell: whole numbers without a fraction, days as YYYY-MM-DD."""
    match value:
        case str():
            return value.strip()
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case None | timedelta():
            return "" if value is None else str(value)
    return str(value)
