"""Files as tables of text: the format is told by what a file holds, not by its name alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from geodash.imports.errors import ImportRefusedError
from geodash.imports.reading.unpack import is_workbook, is_zip, only_member
from geodash.limits import MOST_IMPORT_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.imports.raw import RawTable

__all__ = ["day_of", "read_tables"]

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PARQUET = b"PAR1"
_DATABASE = b"SQLite format 3\x00"


def read_tables(path: Path) -> list[RawTable]:
    """The tables of a file: one, or one for each sheet of a workbook.

    Raises
    ------
    ImportRefusedError
        If the file is not there, is too large, is empty, or is nothing that holds a table.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise ImportRefusedError(f"{path.name}: it is no file: name the file itself")
        if size > MOST_IMPORT_BYTES:
            raise ImportRefusedError(
                f"{path.name}: {size:,} bytes are too many: at most {MOST_IMPORT_BYTES:,}"
            )
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ImportRefusedError(f"{path}: it cannot be read ({reason})") from None
    name = path.name
    if is_zip(content) and not is_workbook(content):
        name, content = only_member(name, content)
        if is_zip(content) and not is_workbook(content):
            raise ImportRefusedError(f"{name}: an archive in an archive is not unpacked: unpack it yourself")
    return tables_of(name, content)


def tables_of(name: str, content: bytes) -> list[RawTable]:
    """The tables in the content of a file that is no archive."""
    if not content.strip():
        raise ImportRefusedError(f"{name}: the file is empty")
    # Each reader takes long to load, and a file needs one of them.
    if is_zip(content) or content.startswith(_OLD_OFFICE):
        from geodash.imports.reading.sheets import read_sheets  # noqa: PLC0415

        return read_sheets(name, content)
    if content.startswith(_PARQUET):
        from geodash.imports.reading.layers import read_parquet  # noqa: PLC0415

        return [read_parquet(name, content)]
    if content.startswith(_DATABASE) or content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        from geodash.imports.reading.layers import read_layer  # noqa: PLC0415

        return [read_layer(name, content)]
    from geodash.imports.reading.delimited import read_delimited  # noqa: PLC0415

    return [read_delimited(name, content)]


def day_of(path: Path) -> dt.date:
    """Day on which a file was last written: the day of retrieval, where nobody says another."""
    return dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC).date()
