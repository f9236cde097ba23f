"""Whether the session that ordered long work still waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.delta_generator import DeltaGenerator


def end_if_unwanted() -> None:
    """End this run of the page if a part of the page is asked for anew, say by a button to stop.

    Streamlit ends a run whose session has closed, or whose page is asked for anew, wherever it sends an
    element. But it finishes the run of a fragment before the next run of a fragment, so that request is
    looked up. It has no public name: in a Streamlit without it, whoever stops an order waits for its end.
    """
    run = get_script_run_ctx(suppress_warning=True)
    asked = getattr(getattr(run, "script_requests", None), "_state", None)
    if asked is ScriptRequestType.RERUN and getattr(run, "fragment_ids_this_run", None):
        st.stop()


def waiter(place: DeltaGenerator, said: Callable[[int], str]) -> Callable[[int], None]:
    """What a line asks with the number of those before this session, which stands at a place of the page.

    It ends the run where nobody waits for it any more.
    """

    def still_wanted(before: int) -> None:
        end_if_unwanted()
        if before:
            place.caption(said(before))
        else:
            place.empty()

    return still_wanted
