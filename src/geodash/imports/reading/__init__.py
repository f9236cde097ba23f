"""Files as tables of text: the format is told by what a file holds, not by its name alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from geodash.imports.bounds import COMMAND
from geodash.imports.errors import ImportRefusedError
from geodash.imports.reading.unpack import is_workbook, is_zip, only_member

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.imports.bounds import Bounds
    from geodash.imports.raw import RawTable

__all__ = ["day_of", "read_tables", "tables_in"]

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PARQUET = b"PAR1"
_DATABASE = b"SQLite format 3\x00"
_SAMPLE = 65_536
_SIGNS = 4_096
"""Bytes among which the first that is no space tells JSON from CSV."""


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
        if size > COMMAND.size:
            text = f"{path.name}: {size:,} bytes are too many: at most {COMMAND.size:,}"
            raise ImportRefusedError(text, "large")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ImportRefusedError(f"{path}: it cannot be read ({reason})") from None
    return tables_in(path.name, content, COMMAND)


def tables_in(name: str, content: bytes, bounds: Bounds, *, trusted: bool = True) -> list[RawTable]:
    """The tables in the content of a file, which may be packed.

    Of a file that is not ``trusted`` only plain text is read here, the rest by another process: what reads
    layers does more than read, and a few bytes of a workbook or of Parquet can fill the memory.

    Raises
    ------
    ImportRefusedError
        If it goes beyond the bounds, is empty, or is nothing that holds a table.
    """
    if is_zip(content) and not is_workbook(content):
        name, content = only_member(name, content, bounds)
        if is_zip(content) and not is_workbook(content):
            raise ImportRefusedError(f"{name}: an archive in an archive is not unpacked: unpack it yourself")
    if not trusted and not is_text(content):
        if not content.startswith((_PARQUET, _DATABASE, _OLD_OFFICE)) and not (
            is_zip(content) or _is_json(content)
        ):
            raise ImportRefusedError(f"{name}: it is no table, no map layer and no Parquet")
        from geodash.imports.reading.apart import read_apart  # noqa: PLC0415

        return read_apart(name, content)
    return tables_of(name, content, bounds)


def is_text(content: bytes) -> bool:
    """Whether content can be a table of text: no workbook, no map layer, no Parquet, no picture."""
    from geodash.imports.reading.delimited import as_utf8  # noqa: PLC0415

    other = is_zip(content) or content.startswith((_PARQUET, _DATABASE, _OLD_OFFICE)) or _is_json(content)
    return not other and b"\0" not in as_utf8(content[:_SAMPLE])


def _is_json(content: bytes) -> bool:
    return content[:_SIGNS].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def tables_of(name: str, content: bytes, bounds: Bounds = COMMAND) -> list[RawTable]:
    """The tables in the content of a file that is no archive."""
    if not content.strip():
        raise ImportRefusedError(f"{name}: the file is empty", "empty")
    # Each reader takes long to load, and a file needs one of them.
    if is_zip(content) or content.startswith(_OLD_OFFICE):
        from geodash.imports.reading.sheets import read_sheets  # noqa: PLC0415

        return read_sheets(name, content, bounds)
    if content.startswith(_PARQUET):
        from geodash.imports.reading.layers import read_parquet  # noqa: PLC0415

        return [read_parquet(name, content, bounds)]
    if content.startswith(_DATABASE) or _is_json(content):
        from geodash.imports.reading.layers import read_layer  # noqa: PLC0415

        return [read_layer(name, content, bounds)]
    from geodash.imports.reading.delimited import read_delimited  # noqa: PLC0415

    return [read_delimited(name, content, bounds)]


def day_of(path: Path) -> dt.date:
    """Day on which a file was last written: the day of retrieval, where nobody says another."""
    return dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC).date()
