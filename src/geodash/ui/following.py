"""What reaches pages that nobody touches: a commit in the record's database, and that it is away or back."""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import cache
from threading import Event, Thread

from streamlit import runtime
from streamlit.proto.ClientState_pb2 import ClientState

from geodash.errors import DatasetError
from geodash.package import default_origin
from geodash.ui.resources import load_resources

_LOG = logging.getLogger(__name__)


@cache
def follow() -> None:
    """Draw every open page again when the data tell of a change, once in a process."""
    if not runtime.exists():
        return
    changed = Event()
    with suppress(OSError):  # which every page is told
        default_origin().watch(changed.set)
        Thread(target=_follow, args=(changed,), name="geodash-following", daemon=True).start()


def _follow(changed: Event) -> None:
    while changed.wait():
        changed.clear()
        try:
            with suppress(DatasetError):
                load_resources()  # here and once, not in the first session that is drawn
            _draw_again()
        except Exception:  # noqa: BLE001  the thread goes on whatever happens
            _LOG.exception("Open pages could not be drawn again.")


def _draw_again() -> None:
    """Ask every session to run, as Streamlit does itself when the code was saved; that has no public name."""
    sessions = runtime.get_instance()._session_mgr.list_active_sessions()  # noqa: SLF001
    for session in (info.session for info in sessions):
        state = ClientState()
        state.CopyFrom(session._client_state)  # noqa: SLF001
        state.ClearField("fragment_id")  # all of the page, whatever part ran last
        session.request_rerun(state)
