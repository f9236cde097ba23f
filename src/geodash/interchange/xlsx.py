"""XLSX: a sheet for each table, and about. Texts are text cells, so that none of them is a formula."""

from __future__ import annotations

import datetime as dt
import io
import os
import tempfile
from contextlib import suppress
from copy import copy
from errno import ENOSPC
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from lxml.etree import LxmlError, SerialisationError
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from geodash.interchange.archive import without_clock
from geodash.interchange.fields import ABOUT, Exported, Kind, to_text
from geodash.interchange.neutral import is_risky, xml_escaped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from geodash.interchange.fields import Column, Row, Value

LONGEST_LINK = 2_079
"""What an address of the format can hold."""
LONGEST_CELL = 32_767
"""What a cell of the format can hold."""

_FIRST_DAY = dt.date(1900, 3, 1)
"""Before it, the day numbers of spreadsheets disagree; older days are written as text."""

_Cell = str | int | float | bool | dt.date | None

_Table = tuple[tuple["Column", ...], list[list[_Cell]]]

_NARROWEST, _WIDEST = 8, 44
"""Characters that a column shows in a line; longer texts are broken."""
_LINE, _HIGHEST = 13.0, 409.0
"""Points of a line of text, and of the highest row that the format knows."""
_PAGE = 170
"""Characters beside each other on an A4 page that lies, in print that is still read with ease."""
_NAMED_BY = ("title_en", "place", "title", "name_a")
"""Columns that say what a row is about: on paper the first of them that there is stands on every page."""


_WHOLE, _BROKEN = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)


class TooLongError(ValueError):
    """A text is longer than a cell of the format can hold."""


def write(export: Exported) -> bytes:
    """A workbook: a sheet for each table, whose header stays in sight and filters, and one about them.

    Raises
    ------
    TooLongError
        If a text is longer than LONGEST_CELL; nothing is cut without saying so.
    OSError
        If there is no room for openpyxl's temporary files.
    """
    # Everything that can be refused is refused before openpyxl opens its temporary files.
    tables = {name: (columns, _lines(columns, rows)) for name, (columns, rows) in export.all_tables.items()}
    about = _about_lines(export)
    book = Workbook(write_only=True)
    try:
        return _filled(book, tables, about)
    except SerialisationError as error:  # lxml has its own for a disk that is full
        for sheet in book:
            with suppress(LxmlError, OSError):
                sheet.close()
        raise OSError(ENOSPC, os.strerror(ENOSPC), tempfile.gettempdir()) from error


def _filled(book: Workbook, tables: Mapping[str, _Table], about: list[list[_Cell]]) -> bytes:
    """The workbook with its sheets as a file."""
    for name, (columns, lines) in tables.items():
        sheet = book.create_sheet(name)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(lines)}"
        lists = {at for at, column in enumerate(columns) if column.kind is Kind.LIST}
        _write_sheet(sheet, _widths(lines), lines, _linked(columns), lists)
        _name_on_each_page(sheet, [column.name for column in columns])
    _write_sheet(book.create_sheet("about"), [22, 30, 120], about)
    out = io.BytesIO()
    book.save(out)
    return without_clock(out.getvalue(), "docProps/core.xml")


def _lines(columns: tuple[Column, ...], rows: tuple[Row, ...]) -> list[list[_Cell]]:
    """Header and rows of a table as cells."""
    header: list[_Cell] = [column.name for column in columns]
    return [header, *([_plain(row[column.name]) for column in columns] for row in rows)]


def _about_lines(export: Exported) -> list[list[_Cell]]:
    """Key, name and value of what goes with the rows, then what each column means."""
    tr = export.tr
    lines: list[list[_Cell]] = [["key", tr("export.table.about"), "value"]]
    lines += [[key, tr(f"export.about.{key}"), _plain(export.about[key])] for key in ABOUT]
    for table, (columns, _) in export.all_tables.items():
        lines += [[], [table, tr(f"export.table.{table}")]]
        lines += [[column.name, None, tr(f"export.column.{column.name}")] for column in columns]
    return lines


def _plain(value: Value) -> _Cell:
    """A value as a cell holds it: a number, a day, a text within bounds, or nothing."""
    if isinstance(value, bool | int | float) or (isinstance(value, dt.date) and value >= _FIRST_DAY):
        return value
    text = xml_escaped(to_text(value))
    if len(text.encode("utf-16-le")) > 2 * LONGEST_CELL:
        raise TooLongError(f"A text of {len(text)} characters is too long for XLSX: {text[:40]!r}.")
    return text or None


def _widths(lines: Sequence[Sequence[_Cell]]) -> list[int]:
    """As wide as the longest cell of each column, within bounds."""
    longest = (
        max(len(str(cell)) for cell in column if cell is not None) for column in zip(*lines, strict=True)
    )
    return [min(max(length + 2, _NARROWEST), _WIDEST) for length in longest]


def _height(line: Sequence[_Cell], widths: Sequence[int], lists: AbstractSet[int]) -> float:
    """Points for all lines of the longest text of a row: programs do not look for them by themselves.

    Of a list a row shows what it has room for: a table of their own has the sources.
    """
    cells = enumerate(zip(line, widths, strict=False))
    texts = ((cell, width) for at, (cell, width) in cells if isinstance(cell, str) and at not in lists)
    lines = max((len(wrap(text, width)) for text, width in texts if len(text) > width), default=1)
    return min(_LINE * lines + 2, _HIGHEST)


def _linked(columns: tuple[Column, ...]) -> frozenset[int]:
    """Positions of the columns that hold one address each."""
    return frozenset(at for at, column in enumerate(columns) if column.name == "url")


def _write_sheet(
    sheet: WriteOnlyWorksheet,
    widths: list[int],
    lines: list[list[_Cell]],
    linked: AbstractSet[int] = frozenset(),
    lists: AbstractSet[int] = frozenset(),
) -> None:
    _set_for_paper(sheet, sum(widths))
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    bold = Font(bold=True)
    for number, line in enumerate(lines):
        sheet.row_dimensions[number + 1].height = _height(line, widths, lists)
        cells: list[Any] = [
            _cell(sheet, value, width) if isinstance(value, str) else value
            for value, width in zip(line, widths, strict=False)
        ]
        for cell in cells if number == 0 else ():
            cell.font = bold
        for at in linked if number else ():
            _link(cells[at])
        sheet.append(cells)


def _set_for_paper(sheet: WriteOnlyWorksheet, width: int) -> None:
    """Printed, a table is as many pages wide as it is read well on, and its header stands on each page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, round(width / _PAGE)), 0
    sheet.page_setup.pageOrder = "overThenDown"
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.oddFooter.center.text = "&A: &P / &N"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _name_on_each_page(sheet: WriteOnlyWorksheet, columns: Sequence[str]) -> None:
    named = next((name for name in _NAMED_BY if name in columns), columns[0])
    letter = get_column_letter(columns.index(named) + 1)
    sheet.print_title_cols = f"{letter}:{letter}"


def _link(cell: Any) -> None:  # noqa: ANN401  a cell of openpyxl, untyped
    """Make the address in a cell a link, as far as the format lets one be."""
    if cell is not None and len(cell.value) <= LONGEST_LINK:
        aligned = copy(cell.alignment)
        cell.hyperlink, cell.style = cell.value, "Hyperlink"
        cell.alignment = aligned
        cell.data_type = "s"


def _cell(sheet: WriteOnlyWorksheet, text: str, width: int) -> Any:  # noqa: ANN401  a cell of openpyxl, untyped
    cell = WriteOnlyCell(sheet, text)
    cell.alignment = _BROKEN if len(text) > width else _WHOLE
    cell.data_type = "s"  # openpyxl takes =1+1 for a formula and #N/A for an error
    if is_risky(text):
        cell.quotePrefix = True  # stays text when somebody edits the cell
    return cell
