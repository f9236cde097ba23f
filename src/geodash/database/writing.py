"""A package written into a database: what differs is changed, so that the history holds no more than that."""

from __future__ import annotations

import csv
import io
import json
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, LiteralString

from psycopg import sql

from geodash.database.descriptor import DESCRIPTOR, resources_of
from geodash.database.layers import layer_of, with_system
from geodash.database.reading import KEYS, TABLES, fields_of, read_kept
from geodash.errors import DatasetError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from psycopg import Connection

_CSV_ONLY = "save the table as CSV before it is loaded: in a database each is a table of its own"
_OTHERWISE = (
    "write it as the database gives it back, {now!r}: one writing of each value, so that files are the same"
)


def holds_record(connection: Connection[Any]) -> bool:
    """Whether a record was loaded already."""
    return connection.execute("SELECT FROM geodash.package").fetchone() is not None


def write_package(connection: Connection[Any], files: Mapping[str, bytes], reason: str) -> None:
    """Let the database hold what the files of a package say, in the connection's transaction.

    Raises
    ------
    DatasetError
        If it would not give the same bytes again; the transaction must not be committed then.
    """
    descriptor = files[DESCRIPTOR].decode()
    paths = {each["name"]: each["path"] for each in resources_of(descriptor)}
    connection.execute("SELECT set_config('geodash.reason', %s, true)", (reason,))
    _replace(connection, "package", ("one", "descriptor"), [(True, descriptor)])
    rest = dict(files)
    del rest[DESCRIPTOR]
    for name in TABLES:
        path = paths.get(name, "")
        if path and not path.endswith(".csv"):
            raise DatasetError([Problem(path, 0, "", "", _CSV_ONLY)])
        _write_table(connection, name, rest.pop(path, b""))
    layers = {path: layer for path in rest if path.endswith(".geojson") and (layer := layer_of(rest[path]))}
    _replace(connection, "layers", ("path", "head"), [(path, each.head) for path, each in layers.items()])
    features = (
        (path, n, json.dumps(properties, ensure_ascii=False), with_system(wkb))
        for path, each in layers.items()
        for n, (properties, wkb) in enumerate(each.features)
    )
    _replace(connection, "layer_features", ("path", "n", "properties", "geom"), features)
    others = [(path, content) for path, content in rest.items() if path not in layers]
    _replace(connection, "files", ("path", "content"), others)
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    if problems := [*_unlike(files, read_kept(connection).files)]:
        raise DatasetError(problems)


def comment_on(connection: Connection[Any], descriptor: str) -> None:
    """Let tables and columns say what the data dictionary of a package says of them."""
    for resource in resources_of(descriptor):
        if resource["name"] not in TABLES:
            continue
        table = sql.Identifier("geodash", resource["name"])
        _comment(connection, "TABLE", table, resource.get("title"))
        known = {field.name for field in fields_of(connection, resource["name"])}
        for field in resource.get("schema", {}).get("fields", ()):
            if field.get("name") in known:
                column = sql.Identifier("geodash", resource["name"], field["name"])
                _comment(connection, "COLUMN", column, field.get("description"))


def _comment(connection: Connection[Any], kind: LiteralString, what: sql.Identifier, text: object) -> None:
    query = sql.SQL("COMMENT ON {} {} IS {}")
    connection.execute(
        query.format(sql.SQL(kind), what, sql.Literal(text if isinstance(text, str) else None))
    )


def _write_table(connection: Connection[Any], name: str, content: bytes) -> None:
    """Let a table hold what its file says: nothing, where the package has none."""
    lines = [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]
    types = {field.name: field.type for field in fields_of(connection, name)}
    columns = lines[0] if lines else [*KEYS[name]]
    rows = [[_value(types[c], cell) for c, cell in zip(columns, line, strict=True)] for line in lines[1:]]
    if lines and name == "changes":  # which has no id: its lines are told apart by their order
        columns = ["line", *columns]
        rows = [[line, *row] for line, row in enumerate(rows, start=1)]
    _replace(connection, name, columns, rows)


def _value(kind: str, cell: str) -> object:
    if not cell:
        return None
    return cell.split(";") if kind == "ARRAY" else cell


def _replace(
    connection: Connection[Any], table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Let a table hold these rows; those that it holds already are not touched."""
    now, key = sql.Identifier("geodash", table), KEYS[table]
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    connection.execute(
        sql.SQL("CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0").format(
            names, now
        )
    )
    with connection.cursor().copy(sql.SQL("COPY incoming ({}) FROM STDIN").format(names)) as copy:
        for row in rows:
            copy.write_row(row)
    same = sql.SQL(" AND ").join(sql.SQL("old.{0} = new.{0}").format(sql.Identifier(name)) for name in key)
    parts = {"now": now, "names": names, "same": same}
    connection.execute(
        sql.SQL(
            "DELETE FROM {now} AS old WHERE NOT EXISTS (SELECT FROM incoming AS new WHERE {same})"
        ).format(**parts)
    )
    connection.execute(
        sql.SQL(
            "UPDATE {now} AS old SET {cells} FROM incoming AS new"
            " WHERE {same} AND ({was}) IS DISTINCT FROM ({is_})"
        ).format(
            **parts,
            cells=sql.SQL(", ").join(
                sql.SQL("{0} = new.{0}").format(sql.Identifier(name)) for name in columns
            ),
            was=_as_text("old", columns),
            is_=_as_text("new", columns),
        )
    )
    connection.execute(
        sql.SQL(
            "INSERT INTO {now} ({names}) SELECT {names} FROM incoming AS new"
            " WHERE NOT EXISTS (SELECT FROM {now} AS old WHERE {same})"
        ).format(**parts)
    )
    connection.execute("DROP TABLE incoming")


def _as_text(row: str, columns: Sequence[str]) -> sql.Composable:
    """A row by how its values are written: 1.50 is not 1.5, and JSON cannot be compared."""
    cells = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(row, name)) for name in columns)
    return sql.SQL("ROW({})").format(cells)


def _unlike(files: Mapping[str, bytes], kept: Mapping[str, bytes]) -> Iterator[Problem]:
    """Files that would not come back as they are, each with its first line that differs."""
    others = [path for path in sorted({*files, *kept}) if files.get(path) != kept.get(path)]
    for path in [path for path in others if path != DESCRIPTOR] or others:
        texts = (each.get(path, b"").decode(errors="replace").split("\n") for each in (files, kept))
        lines = enumerate(zip_longest(*texts), start=1)
        number, (old, new) = next((n, pair) for n, pair in lines if pair[0] != pair[1])
        yield Problem(path, number, "", (old or "")[:80], _OTHERWISE.format(now=(new or "")[:80]))
