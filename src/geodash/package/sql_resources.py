"""Resources that lie in a database: the address is the path, and the dialect names the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodash.database.address import has_password, is_address, shown
from geodash.errors import Problem
from geodash.package.descriptor import DESCRIPTOR, Resource

if TYPE_CHECKING:
    from collections.abc import Mapping

EVENTS = "events"
LEAVE_OUT = "leave the password out: it comes from ~/.pgpass, PGPASSWORD or a service file"
NO_NAME = "name the table or view in `dialect.table`, as SCHEMA.NAME"
ONLY_EVENTS = "give the path of a file: only `events` may lie in a database"


def sql_tables(
    document: Mapping[str, Any], problems: list[Problem]
) -> tuple[dict[str, Resource], list[object]]:
    """The resources of a descriptor that lie in a database, by name, and all others as they stand.

    Nothing may be read from them where there is a problem.
    """
    listed = document.get("resources")
    found: dict[str, Resource] = {}
    others: list[object] = []
    for position, entry in enumerate(listed if isinstance(listed, list) else []):
        path = entry.get("path") if isinstance(entry, dict) else None
        if not isinstance(path, str) or not is_address(path):
            others.append(entry)
            continue
        dialect = entry.get("dialect")
        table = dialect.get("table") if isinstance(dialect, dict) else None
        where, name = f"resources[{position}]", entry.get("name")
        if name != EVENTS:
            problems.append(Problem(DESCRIPTOR, 0, f"{where}.path", shown(path), ONLY_EVENTS))
        if has_password(path):
            problems.append(Problem(DESCRIPTOR, 0, f"{where}.path", shown(path), LEAVE_OUT))
        if not isinstance(table, str) or not table:
            problems.append(Problem(DESCRIPTOR, 0, f"{where}.dialect.table", "", NO_NAME))
        found[EVENTS] = Resource(EVENTS, path, table=str(table))
    return found, others
