"""What a database holds, as the files of a package: of now, or as it was known on a day.

Every check is on files, and so is the same for a folder and for a database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, LiteralString, NamedTuple

from psycopg import sql

from geodash.database.descriptor import DESCRIPTOR, refreshed, resources_of
from geodash.database.layers import layer_text
from geodash.database.refusal import DatabaseTroubleError
from geodash.database.trouble import NO_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from psycopg import Connection

KEPT_BESIDES = ("line", "geom", "row_version", "based_on")
"""Columns that are no fields of the record."""
TABLES = (
    "places",
    "actors",
    "sources",
    "control",
    "events",
    "relations",
    "stories",
    "claims",
    "corrections",
    "changes",
)
KEYS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(TABLES, ("id",)),
    "changes": ("line",),
    "package": ("one",),
    "layers": ("path",),
    "layer_features": ("path", "n"),
    "files": ("path",),
}
"""What tells the rows of each table apart, and gives their order."""


class Field(NamedTuple):
    """A column and its type."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The files of one moment, and the number of edits before it."""

    revision: str
    files: Mapping[str, bytes]


def revision_of(connection: Connection[Any]) -> str:
    """A short text that every commit changes."""
    row = connection.execute("SELECT count(id), max(id) FROM geodash_history.edits").fetchone()
    return "-".join(map(str, row or ()))


def edits_before(connection: Connection[Any], moment: datetime) -> list[datetime]:
    """When the last edits before a moment were made, the newest first: as many as one piece of work has."""
    query = "SELECT at FROM geodash_history.edits WHERE at < %s ORDER BY at DESC, id DESC LIMIT 20"
    return [at for (at,) in connection.execute(query, (moment,))]


def read_kept(connection: Connection[Any], known: datetime | None = None) -> Kept:
    """The files of a record, as they are or as they were before a moment; the transaction sees one state.

    Raises
    ------
    DatabaseTroubleError
        If the database holds no record. What it held at a moment may be nothing.
    """
    rows = _rows(connection, "package", ("descriptor",), known)
    if not rows and known is not None:  # it began later
        return Kept("", {})
    if not rows:
        raise DatabaseTroubleError(NO_SCHEMA)
    descriptor = rows[0][0]
    files: dict[str, bytes] = {
        path: bytes(content) for path, content in _rows(connection, "files", ("path", "content"), known)
    }
    paths = {each["name"]: each["path"] for each in resources_of(descriptor)}
    for name in TABLES:
        if name in paths:
            files[paths[name]] = _table(connection, name, known)
    files |= _layers(connection, known)
    files[DESCRIPTOR] = refreshed(descriptor, files)
    return Kept(revision_of(connection), files)


def fields_of(connection: Connection[Any], table: str) -> list[Field]:
    """The columns of a table in their order."""
    found = connection.execute(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = 'geodash' AND table_name = %s ORDER BY ordinal_position",
        (table,),
    )
    return [Field(*row) for row in found]


def _table(connection: Connection[Any], name: str, known: datetime | None) -> bytes:
    """A table as its CSV file."""
    fields = [each for each in fields_of(connection, name) if each.name not in KEPT_BESIDES]
    query = sql.SQL("COPY (SELECT {cells} FROM {rows} ORDER BY {key}) TO STDOUT (FORMAT csv, HEADER)").format(
        cells=sql.SQL(", ").join(map(_cell, fields)),
        rows=_as_known(name, known),
        key=_names(KEYS[name]),
    )
    with connection.cursor().copy(query) as copy:
        return b"".join(bytes(part) for part in copy)


_CELLS: Mapping[str, LiteralString] = {
    "ARRAY": "array_to_string({0}, ';') AS {0}",
    "boolean": "CASE WHEN {0} THEN 'true' WHEN NOT {0} THEN 'false' END AS {0}",
}


def _cell(field: Field) -> sql.Composed:
    return sql.SQL(_CELLS.get(field.type, "{0}")).format(sql.Identifier(field.name))


def _layers(connection: Connection[Any], known: datetime | None) -> dict[str, bytes]:
    features: dict[str, list[tuple[Any, bytes]]] = {}
    for path, _, properties, wkb in _rows(
        connection, "layer_features", ("path", "n", "properties", "public.ST_AsBinary(geom)"), known
    ):
        features.setdefault(path, []).append((properties, bytes(wkb)))
    heads = _rows(connection, "layers", ("path", "head"), known)
    return {path: layer_text(head, features.get(path, ())) for path, head in heads}


def _rows(
    connection: Connection[Any], name: str, columns: tuple[LiteralString, ...], known: datetime | None
) -> list[tuple[Any, ...]]:
    query = sql.SQL("SELECT {cells} FROM {rows} ORDER BY {key}").format(
        cells=sql.SQL(", ").join(map(sql.SQL, columns)),
        rows=_as_known(name, known),
        key=_names(KEYS[name]),
    )
    return connection.execute(query).fetchall()


def _as_known(name: str, known: datetime | None) -> sql.Composable:
    """The rows of a table as they are, or the last version of each before a moment, if it was not deleted."""
    if known is None:
        return sql.Identifier("geodash", name)
    # By number, not by time: who began first may have written last, and clocks are set back.
    return sql.SQL(
        "(SELECT * FROM (SELECT DISTINCT ON ({key}) past.* FROM {past} AS past"
        " JOIN geodash_history.edits AS edit ON edit.id = past.history_edit WHERE edit.at < {moment}"
        " ORDER BY {key}, past.history_n DESC) AS latest"
        " WHERE history_kind <> 'DELETE') AS known"
    ).format(
        key=sql.SQL(", ").join(sql.Identifier("past", each) for each in KEYS[name]),
        past=sql.Identifier("geodash_history", name),
        moment=sql.Literal(known),
    )


def _names(names: tuple[str, ...]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))
