"""A record in a database as a process sees it: one pool that reads, one listener that hears of commits."""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import cache
from threading import BoundedSemaphore, Condition, Event, Thread
from typing import TYPE_CHECKING

from psycopg.errors import ReadOnlySqlTransaction

from geodash.database.connecting import listening, reading_pool
from geodash.database.reading import Kept, edits_before, read_kept, revision_of
from geodash.database.refusal import DatabaseTroubleError
from geodash.database.trouble import NO_ANSWER, in_words
from geodash.limits import DATABASE_CONNECT_S, DATABASE_CONNECTIONS, DATABASE_LOOK_S

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_LOG = logging.getLogger(__name__)
_AGAIN_S = 1
CHANNEL = "geodash"


class LiveRecord:
    """A record whose revision is known without asking: a thread hears of commits, and of a broken line."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._pool = reading_pool(address)
        self._turn = BoundedSemaphore(DATABASE_CONNECTIONS)  # so that waiting for others is no trouble
        self._news = Condition()
        self._revision: str | None = None
        self._trouble: str | None = None
        self._watching: list[Callable[[], None]] = []
        Thread(target=self._listen, name="geodash-database", daemon=True).start()

    def revision(self) -> str:
        """A text that every commit changes, as it was heard.

        Raises
        ------
        DatabaseTroubleError
            While the database cannot be used.
        """
        with self._news:
            heard = self._news.wait_for(
                lambda: self._revision or self._trouble, DATABASE_CONNECT_S + _AGAIN_S
            )
            if self._trouble or not heard:
                raise DatabaseTroubleError(self._trouble or NO_ANSWER)
            return self._revision or ""

    def kept(self, known: datetime | None = None) -> Kept:
        """The files of the record as they are, or as they were before a moment.

        Raises
        ------
        DatabaseTroubleError
            If the database cannot be used.
        """
        with self._turn, in_words(), self._pool.connection() as connection:
            return read_kept(connection, known)

    def edits_before(self, moment: datetime) -> list[datetime]:
        """When the last edits before a moment were made, the newest first."""
        with self._turn, in_words(), self._pool.connection() as connection:
            return edits_before(connection, moment)

    def watch(self, hear: Callable[[], None]) -> None:
        """Call a function, which must not take long, whenever the record has changed, is away or back."""
        self._watching.append(hear)

    def _listen(self) -> None:
        pause = Event()
        while True:
            try:
                with in_words(), listening(self._address) as connection:
                    with suppress(ReadOnlySqlTransaction):  # a standby hears nothing: looking must do
                        connection.execute(f"LISTEN {CHANNEL}")
                    while True:  # a line that was cut tells nothing: so we look too
                        self._tell(revision_of(connection), None)
                        for _ in connection.notifies(timeout=DATABASE_LOOK_S, stop_after=1):
                            pass
            except DatabaseTroubleError as trouble:
                if self._tell(None, trouble.remedy):
                    _LOG.warning("The record cannot be read: %s", trouble)
            except Exception:  # noqa: BLE001  the listener goes on whatever happens
                _LOG.exception("The database could not be listened to.")
                self._tell(None, NO_ANSWER)
            pause.wait(_AGAIN_S)

    def _tell(self, revision: str | None, trouble: str | None) -> bool:
        """Keep what was heard, and tell who watches; whether it is news."""
        with self._news:
            if (revision, trouble) == (self._revision, self._trouble):
                return False
            self._revision, self._trouble = revision, trouble
            self._news.notify_all()
        for hear in self._watching:
            hear()
        return True


record_at = cache(LiveRecord)
"""The record at an address, one for the process."""
