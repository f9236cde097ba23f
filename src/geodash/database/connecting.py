"""Connections to a database: as short-lived as a command, or kept for a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import IsolationLevel
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import ConnectionPool

from geodash.database.trouble import in_words
from geodash.limits import DATABASE_CONNECT_S, DATABASE_CONNECTIONS, DATABASE_STATEMENT_S

if TYPE_CHECKING:
    from psycopg import Connection

_SETTINGS = {"datestyle": "ISO,YMD", "timezone": "UTC", "client_min_messages": "warning"}
"""So that what is written as text does not depend on the server."""


def settings_of(address: str) -> dict[str, Any]:
    """Parameters of a connection; what an address leaves out is found where libpq looks, as in ~/.pgpass."""
    with in_words():
        found: dict[str, Any] = conninfo_to_dict(address)
    usual = {
        "application_name": "geodash",
        "connect_timeout": DATABASE_CONNECT_S,
        "keepalives_idle": DATABASE_CONNECT_S,
        "keepalives_interval": 2,
        "keepalives_count": 2,
        "tcp_user_timeout": 1000 * DATABASE_CONNECT_S,
    }
    settings = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
    return usual | found | {"client_encoding": "utf8", "options": f"{found.get('options', '')} {settings}"}


def connect(address: str) -> Connection[Any]:
    """A connection for a command, which may write where its role may."""
    settings = settings_of(address)
    with in_words():
        return psycopg.connect(**settings)


def listening(address: str) -> Connection[Any]:
    """A connection that hears at once what others have committed."""
    settings = settings_of(address)
    with in_words():
        connection = psycopg.connect(**settings, autocommit=True)
    connection.execute("SET default_transaction_read_only = on")
    return connection


def reading_pool(address: str) -> ConnectionPool[Connection[Any]]:
    """The connections of a server's process, from which nothing can be written."""
    return ConnectionPool(
        kwargs=settings_of(address),
        configure=read_one_state,
        check=ConnectionPool.check_connection,
        min_size=0,
        max_size=DATABASE_CONNECTIONS,
        timeout=DATABASE_CONNECT_S,
        max_idle=60,
        open=True,
        name="geodash",
    )


def read_one_state(connection: Connection[Any]) -> None:
    """Let each transaction see one state of the database, whatever others commit, and change nothing."""
    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    connection.execute(f"SET statement_timeout = '{DATABASE_STATEMENT_S}s'")
    connection.commit()
