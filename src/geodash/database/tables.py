"""A table or view of any database, read part by part in bounded memory, and never written to."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from psycopg import errors, sql

from geodash.database.connecting import connect, read_one_state
from geodash.database.trouble import in_words
from geodash.limits import DATABASE_TABLE_S

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from psycopg import Connection, Copy

_AT_ONCE = 2**18


@contextmanager
def table_at(address: str, table: str) -> Iterator[SqlTable | None]:
    """A table or view by its name, with that of its schema before it and a dot; None where there is none.

    Raises
    ------
    DatabaseTroubleError
        If the database cannot be used.
    """
    with in_words(), connect(address) as connection:
        read_one_state(connection)
        connection.execute(f"SET statement_timeout = '{DATABASE_TABLE_S}s'")
        name = sql.Identifier(*table.split(".", 1))
        try:
            found = connection.execute(sql.SQL("SELECT * FROM {} LIMIT 0").format(name))
        except (errors.UndefinedTable, errors.InvalidSchemaName):
            yield None
            return
        yield SqlTable(connection, name, {each.name: each.type_code for each in found.description or ()})


class SqlTable:
    """What can be asked of a table."""

    def __init__(self, connection: Connection[Any], name: sql.Identifier, columns: dict[str, int]) -> None:
        self._connection, self._name, self.columns = connection, name, columns

    @contextmanager
    def csv(self, fields: Sequence[str]) -> Iterator[CsvStream]:
        """Some columns as CSV without a header, in the order of the first: arrays divided by semicolons."""
        query = "SELECT oid FROM pg_type WHERE typcategory = 'A' AND oid = ANY (%s)"
        arrays = {oid for (oid,) in self._connection.execute(query, ([*self.columns.values()],))}
        cells = [
            sql.SQL("array_to_string({}, ';')" if self.columns[field] in arrays else "{}::text").format(
                sql.Identifier(field)
            )
            for field in fields
        ]
        copied = sql.SQL(
            'COPY (SELECT {} FROM {} ORDER BY {}::text COLLATE "C") TO STDOUT (FORMAT csv)'
        ).format(sql.SQL(", ").join(cells), self._name, sql.Identifier(fields[0]))
        with self._connection.cursor().copy(copied) as copy:
            yield CsvStream(copy)


class CsvStream(io.RawIOBase):
    """The bytes that a database sends, as they come."""

    def __init__(self, copy: Copy) -> None:
        super().__init__()
        self._copy, self._left = copy, b""

    def readable(self) -> bool:
        """It can be read, once."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  as io has it
        """Fill a buffer with what has come; nothing is the end."""
        parts, count, most = [self._left], len(self._left), min(len(buffer), _AT_ONCE)
        with in_words():
            while count < most and (part := self._copy.read()):  # a row at a time
                parts.append(bytes(part))
                count += len(part)
        found, taken = b"".join(parts), min(most, count)
        buffer[:taken], self._left = found[:taken], found[taken:]
        return taken
