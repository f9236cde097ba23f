"""The way in for files of visitors: shut until we stand guard, and watched as long as the process lives.

Streamlit keeps what a session sends in memory, in any number, until the session is forgotten. So it is told
to take nothing (`server.maxUploadSize = 0`), and the first page opens the way: from then on each session may
have one unread file, and all of them together no more than our limit.
"""

from __future__ import annotations

import logging
import time
from functools import cache
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from streamlit import config, runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geodash.limits import GONE_S, SHUT_MB, SWEEP_S, UNREAD_S, UNREAD_UPLOADS_MB, UPLOAD_MB
from geodash.memory import give_memory_back
from geodash.switches import is_set
from geodash.ui.added import store

if TYPE_CHECKING:
    from streamlit.runtime import Runtime
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
    from streamlit.runtime.uploaded_file_manager import UploadedFileRec

_LOG = logging.getLogger(__name__)
SETTING = "GEODASH_UPLOADS"
_SIZE = "server.maxUploadSize"
_OPENING = Lock()


class Guard:
    """What Streamlit hands files to in place of its own keeper, which it then fills within our limits."""

    def __init__(self, keeper: MemoryUploadedFileManager) -> None:
        self._keeper, self._add = keeper, keeper.add_file
        self._came: dict[str, float] = {}
        self._lock = Lock()

    def add_file(self, session_id: str, file: UploadedFileRec) -> None:
        """Keep a file that was sent until its page reads it; it takes the place of one of the same session.

        Raises
        ------
        HTTPException
            If too much is waiting to be read.
        """
        with self._lock:
            self._keeper.remove_session_files(session_id)
            stored = list(self._keeper.file_storage.values())
            waiting = sum(len(each.data) for files in stored for each in list(files.values()))
            if waiting + len(file.data) > UNREAD_UPLOADS_MB * 2**20:
                raise HTTPException(status_code=503, detail="Too many files are waiting to be read")
            self._came[session_id] = time.monotonic()
            self._add(session_id, file)

    def drop_unread(self, now: float) -> None:
        """Drop files that no page has read."""
        with self._lock:
            for session_id in [name for name, came in self._came.items() if now - came > UNREAD_S]:
                del self._came[session_id]
                self._keeper.remove_session_files(session_id)


def may_add() -> bool:
    """Whether visitors may add files. The first call opens the way, unless the host has shut it."""
    if is_set(SETTING, "off"):
        return False
    if runtime.exists():
        with _OPENING:  # two first pages stand one guard
            _watched()
        if config.get_option(_SIZE) == SHUT_MB:
            config.set_option(_SIZE, UPLOAD_MB)
    return True


def forget_sent() -> None:
    """Drop what this session has sent: it was read."""
    if (run := get_script_run_ctx(suppress_warning=True)) is not None:
        run.uploaded_file_mgr.remove_session_files(run.session_id)


@cache
def _watched() -> Guard:
    """Stand guard, once in a process."""
    server = runtime.get_instance()
    keeper: MemoryUploadedFileManager = server.uploaded_file_mgr  # type: ignore[assignment]
    guard = Guard(keeper)
    keeper.add_file = guard.add_file  # type: ignore[method-assign]
    Thread(target=_watch, args=(server, guard), name="geodash-added", daemon=True).start()
    return guard


def _watch(server: Runtime, guard: Guard) -> None:
    tick = Event()
    while not tick.wait(SWEEP_S):
        try:
            guard.drop_unread(time.monotonic())
            sweep(server, time.monotonic())
        except Exception:  # noqa: BLE001  the watch goes on whatever happens
            _LOG.exception("What sessions have added could not be looked through.")


def sweep(server: Runtime, now: float) -> None:
    """Delete what sessions have added that have been without a browser for a while."""
    for added in store.sessions():
        if server.is_active_session(added.session):
            added.seen = now
        elif now - added.seen > GONE_S:
            store.close(added)
            _end(server, added.session)
            give_memory_back()


def _end(server: Runtime, session: str) -> None:
    """Delete what Streamlit keeps of a session, and let it forget the session itself.

    That it would do later; how to ask it has no public name, and without it memory is given back later.
    """
    server.uploaded_file_mgr.remove_session_files(session)
    server.media_file_mgr.clear_session_refs(session)  # files that the session has had made
    server.media_file_mgr.remove_orphaned_files()
    inner = getattr(server, "_get_async_objs", None)
    if inner is not None:
        inner().eventloop.call_soon_threadsafe(server.close_session, session)
