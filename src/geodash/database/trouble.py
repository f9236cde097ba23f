"""What goes wrong with a database, in words that say what to do and hold no secret."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
from psycopg import errors

from geodash.database.refusal import DatabaseTroubleError

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_ADDRESS = "the address of the database cannot be read: write postgresql://USER@HOST:PORT/DATABASE"
NO_ANSWER = "the database does not answer: look whether PostgreSQL runs there, and whether it may be reached"
NO_ENTRY = "the database lets nobody in under this name: correct the role, or its password"
NO_DATABASE = "there is no such database: make it with `createdb`, then run `geodash db init`"
NO_SCHEMA = "the database holds no record: run `geodash db init`, then `geodash db load DIR`"
NO_RIGHT = "this role may not do that: use one that may (see `geodash db users`)"
NO_POSTGIS = "PostGIS is missing there: install it (Debian: postgresql-15-postgis-3), or have it enabled"
LEFT = "the database has broken off: try again"


_BY_KIND: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.InvalidPassword, NO_ENTRY),
    (errors.InvalidAuthorizationSpecification, NO_ENTRY),
    (errors.InvalidCatalogName, NO_DATABASE),
    (errors.UndefinedTable, NO_SCHEMA),
    (errors.InvalidSchemaName, NO_SCHEMA),
    (errors.UndefinedFile, NO_POSTGIS),
    (errors.FeatureNotSupported, NO_POSTGIS),
    (errors.InsufficientPrivilege, NO_RIGHT),
    (errors.ReadOnlySqlTransaction, NO_RIGHT),
)
_BY_WORDS = (
    ("password", NO_ENTRY),
    ("authentication", NO_ENTRY),
    ("role", NO_ENTRY),
    ("database", NO_DATABASE),
)
"""A connection that fails has no kind, only words, of which these follow ``FATAL:``."""

_UNREAD = "connection is bad"
"""Begins what is said of a value in an address; a server that was asked is named in other words."""


def remedy_for(error: psycopg.Error) -> str:
    """What to do about an error of the database."""
    for kind, remedy in _BY_KIND:
        if isinstance(error, kind):
            return remedy
    if isinstance(error, (psycopg.IntegrityError, psycopg.DataError)):
        where = " ".join(filter(None, (error.diag.table_name, error.diag.message_detail)))
        return f"the database refuses the data ({error.diag.message_primary}): correct {where or 'them'}"
    text = str(error)
    if error.sqlstate is None and (isinstance(error, psycopg.ProgrammingError) or text.startswith(_UNREAD)):
        return NO_ADDRESS
    _, fatal, words = text.partition("FATAL:")
    if fatal and "starting up" not in words and "shutting down" not in words:
        return next((remedy for word, remedy in _BY_WORDS if word in words), NO_ANSWER)
    return LEFT if error.sqlstate else NO_ANSWER


@contextmanager
def in_words() -> Iterator[None]:
    """Let errors of the database become trouble in words, with what it says itself.

    An address that cannot be read is quoted by the library: nobody is told that.
    """
    try:
        yield
    except psycopg.Error as error:
        remedy = remedy_for(error)
        said = "" if remedy is NO_ADDRESS else " ".join(str(error).split())
        raise DatabaseTroubleError(remedy, said) from None
