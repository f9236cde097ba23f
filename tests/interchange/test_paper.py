"""A workbook on paper: what it prints is read, and each page says what its rows are about."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from tests.interchange.exported import write

from geodash.interchange.fields import FURTHER, TABLES, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from geodash.model.dataset import Dataset

NAMED_BY = {
    "control": "place",
    "events": "title_en",
    "history": "place",
    "relations": "name_a",
    "sources": "title",
}
LISTS = {
    column.name for columns in (TABLES | FURTHER).values() for column in columns if column.kind is Kind.LIST
}


@pytest.fixture
def book(tmp_path: Path, dataset: Dataset) -> Workbook:
    return openpyxl.load_workbook(write(tmp_path, dataset, "xlsx"))


def test_every_page_says_what_its_rows_are_about(book: Workbook) -> None:
    for name, column in NAMED_BY.items():
        letter = get_column_letter([cell.value for cell in book[name][1]].index(column) + 1)
        assert book[name].print_title_cols == f"${letter}:${letter}"
        assert book[name].print_title_rows == "$1:$1"


def test_print_is_not_smaller_than_half_of_its_size(book: Workbook) -> None:
    for sheet in book:
        wide = sum(sheet.column_dimensions[get_column_letter(at + 1)].width for at in range(sheet.max_column))
        assert sheet.page_setup.orientation == "landscape"
        assert wide / sheet.page_setup.fitToWidth < 260, "A4 holds about 130 characters beside each other"


def test_no_text_leaves_its_cell(book: Workbook) -> None:
    for sheet in book:
        for line in sheet.iter_rows():
            for cell in line:
                room = sheet.column_dimensions[cell.column_letter].width
                column = sheet.cell(1, cell.column).value
                lines = len(wrap(cell.value, int(room))) if isinstance(cell.value, str) else 0
                if lines > 1 and column not in LISTS:
                    assert cell.alignment.wrap_text, cell
                    assert sheet.row_dimensions[cell.row].height >= min(13 * lines, 409), cell
