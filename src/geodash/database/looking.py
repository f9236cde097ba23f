"""What is written to a table or view that is read whole: its database counts it, and is asked for that."""

from __future__ import annotations

import logging
from functools import cache
from threading import Condition, Event, Thread
from typing import TYPE_CHECKING

from psycopg import sql

from geodash.database.connecting import listening
from geodash.database.refusal import DatabaseTroubleError
from geodash.database.trouble import in_words
from geodash.limits import DATABASE_CONNECT_S, DATABASE_LOOK_S

if TYPE_CHECKING:
    from collections.abc import Callable

_LOG = logging.getLogger(__name__)
_AGAIN_S = 1
_COUNTS = """
WITH RECURSIVE used (id) AS (
  SELECT to_regclass(%s)::oid
  UNION
  SELECT found.id FROM used, LATERAL (
    SELECT refobjid AS id FROM pg_rewrite JOIN pg_depend ON objid = pg_rewrite.oid
    WHERE ev_class = used.id AND classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
    UNION ALL
    SELECT inhrelid FROM pg_inherits WHERE inhparent = used.id
  ) AS found
)
SELECT md5(string_agg(concat_ws(' ', id, relfilenode, pg_stat_get_tuples_inserted(id),
  pg_stat_get_tuples_updated(id), pg_stat_get_tuples_deleted(id)), ',' ORDER BY id))
FROM used JOIN pg_class ON pg_class.oid = id
"""
"""Rows ever written to a relation and to all that it is a view of or is divided into. A table that is emptied
or a view that is filled anew has another file."""


class TableLook:
    """A table or view whose counts are known without asking: a thread looks every two seconds."""

    def __init__(self, address: str, table: str) -> None:
        self._address, self._table = address, table
        self._news = Condition()
        self._counts: str | None = None
        self._watching: list[Callable[[], None]] = []
        Thread(target=self._look, name="geodash-table", daemon=True).start()

    def written(self) -> str:
        """A text that changes with what was written, as it was seen last; empty where it was never seen."""
        with self._news:
            self._news.wait_for(lambda: self._counts is not None, DATABASE_CONNECT_S + _AGAIN_S)
            return self._counts or ""

    def watch(self, hear: Callable[[], None]) -> None:
        """Call a function, which must not take long, whenever something was written."""
        self._watching.append(hear)

    def _look(self) -> None:
        pause = Event()
        while True:
            try:
                with in_words(), listening(self._address) as connection:
                    name = sql.Identifier(*self._table.split(".", 1)).as_string(connection)
                    while True:
                        found = connection.execute(_COUNTS, (name,)).fetchone()
                        self._tell(str(found[0]) if found and found[0] else "")
                        pause.wait(DATABASE_LOOK_S)
            except DatabaseTroubleError as trouble:  # whoever reads the table is told of it there
                _LOG.info("The table %s cannot be looked at: %s", self._table, trouble)
            except Exception:  # noqa: BLE001  the thread goes on whatever happens
                _LOG.exception("The table %s could not be looked at.", self._table)
            self._tell(self._counts or "")
            pause.wait(_AGAIN_S)

    def _tell(self, counts: str) -> None:
        """Keep what was seen, and tell who watches where it is news."""
        with self._news:
            is_news = self._counts not in {None, counts}
            self._counts = counts
            self._news.notify_all()
        for hear in self._watching if is_news else ():
            hear()


table_look = cache(TableLook)
"""The look at a table of an address, one for the process."""
