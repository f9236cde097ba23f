"""Map, list, files, pictures and the interface keep the same events, whatever filters are set together."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from geodash.i18n import Translator
from geodash.interchange.shown import shown_rows
from geodash.link.state import DashboardState, format_query, settle
from geodash.model.interval import to_day
from geodash.model.selection import Role, count_events, filter_mask, window_mask
from geodash.model.vocabulary import Confidence, EventCategory
from geodash.pictures.content import content_of
from geodash.ui.details import flags as mask_of_page
from geodash.ui.resources import load_resources
from geodash.wording.citation import active_filters
from tests.web.client import get

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

ACCESSED = date(2026, 11, 1)


def some_states(dataset: Dataset) -> st.SearchStrategy[DashboardState]:
    """States with filters that have something to find."""
    parties = st.sampled_from(sorted(dataset.parties))
    places = st.sampled_from(sorted(dataset.event_columns.places.number))
    return st.builds(
        DashboardState,
        date=st.dates(date(2012, 11, 1), dataset.last_day),
        days=st.sampled_from([30, 365, None]),
        since=st.none() | st.dates(date(2012, 1, 1), dataset.last_day),
        cat=st.frozensets(st.sampled_from(EventCategory), max_size=2),
        actor=st.frozensets(parties, max_size=2),
        role=st.sampled_from(Role),
        where=st.frozensets(places, max_size=2) | st.just(frozenset()),
        conf=st.sampled_from(Confidence),
        deaths=st.sampled_from([0, 0, 2]),
        lang=st.sampled_from(["en", "fr"]),
    )


@settings(max_examples=40)
@given(data=st.data())
def test_they_keep_the_same_events(dataset: Dataset, data: st.DataObject) -> None:
    state, _ = settle(data.draw(some_states(dataset)), dataset)
    assert state.date is not None
    columns = dataset.event_columns
    shown = window_mask(columns, state.date, state.days)
    if state.since and state.since <= state.date:
        first = to_day(state.since)
        assert shown.tolist() == ((columns.end >= first) & (columns.start <= to_day(state.date))).tolist()
    kept = filter_mask(columns, state.event_filter) & shown
    ids = [event.id for event, is_kept in zip(dataset.events, kept, strict=True) if is_kept]
    # The map and the list draw what the flags leave of the window.
    flags, _ = mask_of_page(load_resources(), state)
    drawn = [bool(flags[row >> 3] >> (row & 7) & 1) and bool(shown[row]) for row in range(len(shown))]
    assert drawn == kept.tolist()
    answer = json.loads(get("/api/v1/events", {**format_query(state), "limit": "10000"}).content)
    assert [row["event_id"] for row in answer["rows"]] == ids
    exported = shown_rows(dataset, state, ACCESSED)
    assert [row["event_id"] for row in exported.events] == ids
    assert len(content_of(dataset, state).events) == count_events(columns, kept)
    said: list[Any] = active_filters(dataset, state, Translator(state.lang, dataset.conflict))
    assert all(text.lower() in answer["about"]["filter"].lower() for text in said)
