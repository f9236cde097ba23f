"""Data sets beside the record, as they change: the files of a folder, and the tables that they name."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from geodash.package.descriptor import DESCRIPTOR
from geodash.package.source import Folder
from geodash.package.sql_resources import sql_tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geodash.database.looking import TableLook


def state_beside(folder: Path) -> str:
    """A short text that changes with a data set."""
    state = Folder(folder).state()
    return "\n".join((state, *(look.written() for look in _looks(folder, state))))


def watch_beside(folder: Path, hear: Callable[[], None]) -> None:
    """Call a function when the tables of a data set change; a folder tells nothing."""
    for look in _looks(folder, Folder(folder).state()):
        look.watch(hear)


@lru_cache(16)
def _looks(folder: Path, _state: str) -> tuple[TableLook, ...]:
    """Looks at the tables that a descriptor names; of what cannot be read or used, its reader tells."""
    try:
        document = json.loads(Folder(folder).read(DESCRIPTOR))
    except (OSError, ValueError):
        return ()
    tables, _ = sql_tables(document if isinstance(document, dict) else {}, [])
    if not tables:
        return ()
    try:
        from geodash.database.looking import table_look  # noqa: PLC0415  an extra, which files do without
    except ImportError:
        return ()
    return tuple(table_look(each.path, each.table) for each in tables.values())
