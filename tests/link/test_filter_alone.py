"""The filter of a state, apart from all else: what the address of filter flags says."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st
from tests.link.strategies import states

from geodash.link.state import DashboardState, format_query, parse_query
from geodash.model.overlay import RECORD

sets = st.frozensets(st.sampled_from([RECORD, "acled", "log"]), min_size=1)


@given(states, sets)
def test_it_filters_as_the_state_does_and_survives_an_address(
    state: DashboardState, chosen: frozenset[str]
) -> None:
    whole = replace(state, set=chosen)
    read, notices = parse_query(format_query(whole.filter_alone))
    assert notices == []
    assert read == whole.filter_alone
    assert read.event_filter == whole.event_filter


@given(states, sets)
def test_it_has_nothing_that_filters_nothing(state: DashboardState, chosen: frozenset[str]) -> None:
    """So two states with one filter have one address."""
    alone, usual = replace(state, set=chosen).filter_alone, DashboardState()
    for field in fields(DashboardState):
        without = replace(alone, **{field.name: getattr(usual, field.name)})
        assert without == alone or without.event_filter != alone.event_filter, field.name
