"""A commit draws open pages again with what their readers have just done, never with what was before."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSessionState

from geodash.ui import following
from tests.apart import run_apart


class Session(SimpleNamespace):
    """A session as far as a commit is concerned."""

    def __init__(self, said: ClientState, runner: object = None, state: object = None) -> None:
        super().__init__(_event_loop=asyncio.get_running_loop(), _client_state=said, _scriptrunner=runner)
        self._state = state or AppSessionState.APP_NOT_RUNNING
        self.asked: list[str] = []
        self.ran = asyncio.Event()

    def end(self, query: str) -> None:
        """What Streamlit does when a run has ended."""
        self._client_state, self._scriptrunner = said(query), None

    def request_rerun(self, state: ClientState) -> None:
        assert not state.fragment_id
        self.asked.append(state.query_string)
        self.ran.set()


def said(query: str) -> ClientState:
    return ClientState(query_string=query, page_script_hash="page", fragment_id="part")


@pytest.fixture
def active(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The sessions that are open."""
    found: list[Any] = []
    manager = SimpleNamespace(list_active_sessions=lambda: [SimpleNamespace(session=s) for s in found])
    instance = SimpleNamespace(_session_mgr=manager)
    monkeypatch.setattr("streamlit.runtime.get_instance", lambda: instance)
    return found


def test_a_page_whose_run_goes_on_is_drawn_with_what_it_says_at_its_end(active: list[Any]) -> None:
    async def steps() -> list[str]:
        busy, idle = Session(said("date=2025-01-01"), runner=object()), Session(said("date=2025-03-01"))
        active.extend([busy, idle])
        following.draw_again()
        await idle.ran.wait()
        assert busy.asked == []
        busy.end("date=2025-02-01")
        await busy.ran.wait()
        return [*busy.asked, *idle.asked]

    assert run_apart(steps()) == ["date=2025-02-01", "date=2025-03-01"]


def test_a_page_that_has_not_run_yet_or_is_closed_is_left_alone(active: list[Any]) -> None:
    async def steps() -> None:
        new = Session(ClientState())
        closed = Session(said("date=2025-01-01"), state=AppSessionState.SHUTDOWN_REQUESTED)
        last = Session(said("date=2025-03-01"))
        active.extend([new, closed, last])
        following.draw_again()
        await last.ran.wait()
        assert (new.asked, closed.asked) == ([], [])

    run_apart(steps())
