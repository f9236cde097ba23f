"""What reaches pages that nobody touches: a commit in a database, and that the record's is away or back."""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import cache
from threading import Event, Thread
from typing import TYPE_CHECKING

from streamlit import runtime
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSessionState

from geodash.errors import DatasetError
from geodash.package import default_origin, default_overlays
from geodash.package.beside import watch_beside
from geodash.ui.resources import load_resources

if TYPE_CHECKING:
    from streamlit.runtime.app_session import AppSession

_LOG = logging.getLogger(__name__)
_AGAIN_S = 0.05
"""Seconds between two looks whether a run has ended."""


@cache
def follow() -> None:
    """Draw every open page again when the data tell of a change, once in a process."""
    if not runtime.exists():
        return
    changed = Event()
    with suppress(OSError):  # which every page is told
        default_origin().watch(changed.set)
        for each in default_overlays():
            watch_beside(each, changed.set)
        Thread(target=_follow, args=(changed,), name="geodash-following", daemon=True).start()


def _follow(changed: Event) -> None:
    while changed.wait():
        changed.clear()
        try:
            with suppress(DatasetError):
                load_resources()  # here and once, not in the first session that is drawn
            draw_again()
        except Exception:  # noqa: BLE001  the thread goes on whatever happens
            _LOG.exception("Open pages could not be drawn again.")


def draw_again() -> None:
    """Ask every session to run, as Streamlit does itself when the code was saved; that has no public name."""
    sessions = runtime.get_instance()._session_mgr.list_active_sessions()  # noqa: SLF001
    for session in (info.session for info in sessions):
        session._event_loop.call_soon_threadsafe(_draw, session)  # noqa: SLF001


def _draw(session: AppSession) -> None:
    """Ask a session to run, with what its browser has said; on its loop, where it is told that.

    What is said is kept when a run has ended: until then a new one would know nothing of it, and an open page
    would jump back. A session whose first run has not begun shows what is new in that one.
    """
    if session._scriptrunner is not None:  # noqa: SLF001
        session._event_loop.call_later(_AGAIN_S, _draw, session)  # noqa: SLF001
        return
    if session._state is AppSessionState.SHUTDOWN_REQUESTED or not session._client_state.page_script_hash:  # noqa: SLF001
        return
    state = ClientState()
    state.CopyFrom(session._client_state)  # noqa: SLF001
    state.ClearField("fragment_id")  # all of the page, whatever part ran last
    session.request_rerun(state)
