"""The schema of a database: made, and brought up to date, by its migrations."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from geodash.database.connecting import settings_of
from geodash.database.trouble import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

SCHEMA = "geodash"
_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(address: str, revision: str = "head") -> str:
    """Bring the schema of a database to a version, in one transaction; the version that it has then.

    Raises
    ------
    DatabaseTroubleError
        If the database cannot be used, or the role may not make the schema.
    """
    with in_words(), _unwrapped(), _engine(address).begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        return version_of(connection)


@contextmanager
def _unwrapped() -> Iterator[None]:
    """Let errors be those of the database itself."""
    try:
        yield
    except sqlalchemy.exc.DBAPIError as error:
        raise (error.orig or error) from None


def version_of(connection: Connection) -> str:
    """The version of a schema; empty where there is none."""
    context = MigrationContext.configure(connection, opts={"version_table_schema": SCHEMA})
    return context.get_current_revision() or ""


def newest() -> str:
    """The version that this program works with."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def run_sql(connection: Connection, script: Path) -> None:
    """Run the statements of a file in a migration's transaction, as they stand there."""
    raw: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
    raw.execute(script.read_bytes())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _engine(address: str) -> Engine:
    settings = settings_of(address)
    return sqlalchemy.create_engine(
        "postgresql+psycopg://",  # the address itself is never in an object that writes itself out
        creator=lambda: psycopg.connect(**settings),
        poolclass=sqlalchemy.NullPool,
    )
