"""What a program that draws forms and maps must know of a database: where it is, its tables and types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from psycopg.conninfo import conninfo_to_dict

from geodash.database.reading import KEYS, TABLES
from geodash.database.trouble import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from psycopg import Connection

_PLACE = ("service", "host", "port", "dbname", "sslmode")
"""Parts of an address that say where a database is; the others say who asks."""


class Column(NamedTuple):
    """A column: its base type as PostgreSQL names it, and the words of its enumeration, if it has one."""

    name: str
    type: str
    required: bool
    choices: tuple[str, ...]


class Described(NamedTuple):
    """A table of the record, and what tells its rows apart."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


def described_tables(connection: Connection[Any]) -> dict[str, Described]:
    """The tables of records, and that of the features of layers, by name."""
    return {
        name: Described(name, KEYS[name], tuple(_columns(connection, name)))
        for name in (*TABLES, "layer_features")
    }


def _columns(connection: Connection[Any], table: str) -> list[Column]:
    found = connection.execute(
        "SELECT field.attname, coalesce(base.typname, own.typname), field.attnotnull,"
        " ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = own.oid ORDER BY enumsortorder)"
        " FROM pg_attribute AS field JOIN pg_type AS own ON own.oid = field.atttypid"
        " LEFT JOIN pg_type AS base ON base.oid = own.typbasetype"
        " WHERE field.attrelid = to_regclass(%s) AND field.attnum > 0 AND NOT field.attisdropped"
        " ORDER BY field.attnum",
        (f"geodash.{table}",),
    )
    return [Column(name, kind, required, tuple(choices)) for name, kind, required, choices in found]


def kinds_of_layers(connection: Connection[Any]) -> dict[str, str]:
    """The kind of geometry of each layer by its path: that of several, where single ones are among them."""
    found = connection.execute(
        "SELECT DISTINCT path, substr(public.ST_GeometryType(geom), 4) AS kind FROM geodash.layer_features"
    )
    return dict(sorted(found.fetchall(), key=lambda row: (row[0], len(row[1]))))


def whereabouts(address: str) -> Mapping[str, str]:
    """Where a database is, by an address: nothing of who asks, and no password."""
    with in_words():
        given = conninfo_to_dict(address)
    return {name: str(given[name]) for name in _PLACE if given.get(name)}
