"""Small things that several formats share: bounds on what is read, checks of what was read."""

from __future__ import annotations

import io
import math
import zipfile
from typing import TYPE_CHECKING, Any

from geodash.i18n import LANGUAGES, Translator
from geodash.interchange.fields import ABOUT, TABLES, Exported, UnreadableExportError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geodash.interchange.fields import Column, Row, Value

MAX_BYTES = 200_000_000
MAX_UNPACKED = 1_000_000_000
MAX_ROWS = 1_000_000


def open_zip(content: bytes) -> zipfile.ZipFile:
    """An archive whose members, unpacked, stay within bounds."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
        raise UnreadableExportError(f"The file unpacks to more than {MAX_UNPACKED} bytes.")
    return archive


def checked_about(found: Mapping[str, object]) -> dict[str, str]:
    """What goes with the rows, complete and nothing but texts."""
    missing = [key for key in ABOUT if not isinstance(found.get(key), str)]
    if missing:
        raise UnreadableExportError(f"The export does not say its {', '.join(missing)}.")
    if found["language"] not in LANGUAGES:
        raise UnreadableExportError(f"{found['language']!r} is not a language of this program.")
    return {key: str(found[key]) for key in ABOUT}


def translator_of(export: Exported) -> Translator:
    """Texts in the language of an export."""
    return next(Translator(lang) for lang in LANGUAGES if lang == export.about["language"])


def parsed_rows(
    table: str,
    columns: Iterable[Column],
    cells: Iterable[Mapping[str, Any]],
    parse: Callable[[Column, Any], Value],
) -> tuple[Row, ...]:
    """Rows of a table from its cells by name; a value that cannot be read names its row and column."""
    wanted = tuple(columns)
    rows: list[Row] = []
    for number, cell in enumerate(cells, start=1):
        if number > MAX_ROWS:
            raise UnreadableExportError(f"{table} has more than {MAX_ROWS} rows.")
        row: Row = {}
        for column in wanted:
            try:
                row[column.name] = _finite(parse(column, cell.get(column.name)))
            except (KeyError, ValueError, TypeError) as error:
                raise UnreadableExportError(f"{table}, row {number}, {column.name}: {error}") from error
        rows.append(row)
    return tuple(rows)


def _finite(value: Value) -> Value:
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is not a number")
    return value


def checked_header(table: str, found: Iterable[object]) -> None:
    """Refuse a table that lacks a column."""
    missing = {column.name for column in TABLES[table]} - set(found)
    if missing:
        raise UnreadableExportError(f"{table} lacks the columns {', '.join(sorted(missing))}.")


def exported(about: Mapping[str, object], tables: Mapping[str, tuple[Row, ...]]) -> Exported:
    """What was read, put together."""
    return Exported(checked_about(about), tables["control"], tables["events"])
