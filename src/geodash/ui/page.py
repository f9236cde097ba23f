"""The page, top to bottom: data, state, header, map, panel, clock, address bar."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from geodash.errors import DatasetError
from geodash.i18n import Translator
from geodash.model.overlay import RECORD
from geodash.model.selection import mask_of
from geodash.scene.settled import settled_state
from geodash.ui import session
from geodash.ui.added.shown import with_added
from geodash.ui.brief import brief_content, brief_view
from geodash.ui.components import browser_component
from geodash.ui.details import card_address, mask_text
from geodash.ui.following import follow
from geodash.ui.header import header_rooms, header_tools, name_and_summary
from geodash.ui.known import as_known
from geodash.ui.map_panel import map_panel
from geodash.ui.notices import broken_page, notice_bar
from geodash.ui.resources import (
    Resources,
    load_resources,
    page_addresses,
)
from geodash.wording.citation import MOST_NAMES, named_filters
from geodash.wording.summary import day_texts

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset

CLOCK_KEY = "clock"
PANEL_KEY = "panel"


def main() -> None:
    """Draw the page once.

    What tells the reader which day is shown comes first: address, sentence, clock, panel, map. The menus,
    which say the same on every day, are sent when these are on their way.
    """
    # Sent in full they would be 73 kB of every session, which no browser could keep.
    styles = page_addresses(embedded=bool(st.context.is_embedded)).styles
    st.html(f'<style>@import "{styles}";</style>')
    follow()
    try:
        today = load_resources()
    except DatasetError as error:
        _name_page("geodash")
        broken_page(error.problems)
        return
    resources, state, notices = session.begin(lambda day: with_added(as_known(today, day), session.key()))
    tr = Translator(state.lang, resources.dataset.conflict)
    _name_page(tr("page.title", date=tr.date(_date_of(state))))
    session.finish(state)
    if state.brief:  # a briefing shows the record, whatever else is on the page
        state = replace(state, set=frozenset({RECORD}))
    mask = _mask(resources, state)
    settled = settled_state(
        state,
        resources.dataset,
        mask_text(resources, state, mask),
        rev=session.revision(),
        tiles=session.tiles(),
    )
    with st.container(key="gd_page"):
        name, tools = header_rooms()
        with name:
            name_and_summary(state, day_texts(resources.dataset, state, mask, tr))
        room_of_map, room_of_panel, room_of_clock = (
            st.container(key=key) for key in ("gd_map", "gd_side", "gd_clock")
        )
        with room_of_clock:
            _clock(resources, settled)
        with room_of_panel:
            _panel(resources, state, settled, tr)
        with room_of_map:
            map_panel(resources.address, settled)
        with tools:
            header_tools(resources, state, _count(resources, mask), tr)
        # What comes and goes stands last: a container that moved up would load the map's frame anew.
        notice_bar(notices, resources.problems, resources.dataset, state, tr)
        if state.brief:
            content = brief_content(resources.dataset, state, tr)
            brief_view(_shared(resources, settled), content, tr)


def _name_page(title: str) -> None:
    """Say in the browser's tab, history and bookmarks which conflict the page shows, and which day."""
    st.set_page_config(page_title=title, layout="wide", initial_sidebar_state="collapsed")


def _mask(resources: Resources, state: DashboardState) -> NDArray[np.bool_] | None:
    columns = resources.dataset.event_columns
    return mask_of(columns, state.event_filter)


def _count(resources: Resources, mask: NDArray[np.bool_] | None) -> tuple[int, int]:
    total = len(resources.dataset.events)
    return (total if mask is None else int(mask.sum())), total


def _panel(resources: Resources, state: DashboardState, settled: dict[str, Any], tr: Translator) -> None:
    dataset = resources.dataset
    browser_component("panel")(
        key=PANEL_KEY,
        data=_shared(resources, settled)
        | {"detail": card_address(resources, state)}
        | _narrowed(dataset, state, tr),
        on_filter_change=lambda: session.take_clearing(PANEL_KEY, "filter"),
    )


def _narrowed(dataset: Dataset, state: DashboardState, tr: Translator) -> dict[str, Any]:
    """What the list says of its filters; where there is none, nothing is sent."""
    named = [each for each in named_filters(dataset, state, tr, MOST_NAMES) if each[0] in session.CLEARED]
    return {"filters": named} if named else {}


def _clock(resources: Resources, settled: dict[str, Any]) -> None:
    browser_component("timeline")(
        key=CLOCK_KEY,
        data=_shared(resources, settled),
        on_settle_change=lambda: session.take_browser_change(CLOCK_KEY, "settle"),
    )


def _shared(resources: Resources, settled: dict[str, Any]) -> dict[str, Any]:
    where = page_addresses()
    return {"scene": f"{where.scenes}/{resources.address}", "settled": settled}


def _date_of(state: DashboardState) -> date:
    if state.date is None:
        raise AssertionError("A settled state has a date.")
    return state.date
