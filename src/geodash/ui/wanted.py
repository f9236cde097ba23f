"""Whether the session that ordered long work still waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.delta_generator import DeltaGenerator

    from geodash.i18n import Translator
    from geodash.products.progress import Piece


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


class Waiting:
    """A session that waits for its file, and is told at a place of the page how far it has come."""

    def __init__(self, place: DeltaGenerator, tr: Translator) -> None:
        self._place = place
        self._tr = tr
        self._frames = ""

    def still_wanted(self, before: int) -> None:
        """Say how many files are before this one, or how far it is; end the run where nobody waits for it."""
        end_if_unwanted()
        said = self._tr("share.waiting", count=before) if before else self._frames
        if said:
            self._place.caption(said)
        else:
            self._place.empty()

    def told(self, begun: Piece) -> None:
        """Keep how many frames are ready, to be said at the next question."""
        self._frames = self._tr("share.frames", done=begun.done, total=begun.total)
