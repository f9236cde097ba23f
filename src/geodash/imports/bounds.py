"""How much of a file an import reads: all that a machine can bear, or what a server takes from a visitor."""

from __future__ import annotations

from typing import NamedTuple

from geodash.limits import (
    MOST_IMPORT_BYTES,
    MOST_IMPORT_COLUMNS,
    MOST_IMPORT_ROWS,
    MOST_SHEET_CELLS,
    UPLOAD_CELLS,
    UPLOAD_COLUMNS,
    UPLOAD_ROWS,
    UPLOAD_UNPACKED_MB,
)


class Bounds(NamedTuple):
    """Most bytes as read or unpacked, rows, columns, and cells of all sheets of a workbook."""

    size: int
    rows: int
    columns: int
    cells: int


COMMAND = Bounds(MOST_IMPORT_BYTES, MOST_IMPORT_ROWS, MOST_IMPORT_COLUMNS, MOST_SHEET_CELLS)
"""Of the command: its user owns the machine."""
UPLOAD = Bounds(UPLOAD_UNPACKED_MB * 2**20, UPLOAD_ROWS, UPLOAD_COLUMNS, UPLOAD_CELLS)
"""Of a file that a visitor hands to a page: many share its machine."""
