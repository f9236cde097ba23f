"""The state and its one form in the address bar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodash.model.vocabulary import Confidence, EventCategory
from geodash.state import (
    LANGUAGES,
    LAYERS,
    MAX_DAYS,
    PARAMS,
    TABS,
    DashboardState,
    View,
    format_query,
    parse_query,
    settle,
)

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

NAMES = [param.name for param in PARAMS]
ids = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
views = st.builds(
    View,
    lat=st.floats(-90, 90).map(lambda x: round(x, 4)),
    lon=st.floats(-180, 180).map(lambda x: round(x, 4)),
    zoom=st.floats(1, 18).map(lambda x: round(x, 2)),
)
states = st.builds(
    DashboardState,
    date=st.none() | st.dates(),
    days=st.none() | st.integers(1, MAX_DAYS),
    event=st.just("") | ids,
    place=st.just("") | ids,
    cat=st.frozensets(st.sampled_from(EventCategory)),
    actor=st.frozensets(ids, max_size=4),
    conf=st.sampled_from(Confidence),
    q=st.text(max_size=30).filter(str.isprintable),
    layers=st.frozensets(st.sampled_from(LAYERS)),
    compare=st.none() | st.dates(),
    story=st.just("") | st.builds("{}.{}".format, ids, st.integers(1, 99)),
    tab=st.sampled_from(TABS),
    lang=st.sampled_from(LANGUAGES),
    brief=st.booleans(),
    view=st.none() | views,
    v=st.sampled_from(["", "1.0.0"]),
)


@settings(max_examples=500)
@given(states)
def test_a_state_survives_the_address_bar(state: DashboardState) -> None:
    read, notices = parse_query(format_query(state))
    assert read == state
    assert notices == []


@settings(max_examples=2000)
@given(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=8), st.text(max_size=40), max_size=8))
def test_any_query_string_gives_a_state(query: dict[str, str]) -> None:
    state, notices = parse_query(query)
    refused = {notice.values["name"] for notice in notices}
    for param in PARAMS:
        default = getattr(DashboardState(), param.name)
        if param.name not in query or param.name in refused:
            assert getattr(state, param.name) == default
    assert refused <= query.keys()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("date", "2025-02-30"),
        ("date", "17/03/2025"),
        ("date", "20250317"),
        ("date", "2025-W12-1"),
        ("days", "0"),
        ("days", "-3"),
        ("days", "٣"),
        ("days", "9" * 5000),
        ("event", "<script>"),
        ("place", ""),
        ("cat", "battle,nonsense"),
        ("conf", "certain"),
        ("q", "a\nb"),
        ("q", "x" * 201),
        ("layers", "control,tiles"),
        ("tab", "admin"),
        ("lang", "de"),
        ("brief", "yes"),
        ("view", "1,2"),
        ("view", "nan,2,3"),
        ("view", "91,2,3"),
        ("view", "1,2,inf"),
    ],
)
def test_a_bad_value_gives_its_default_and_a_notice(name: str, text: str) -> None:
    state, notices = parse_query({name: text})
    assert state == DashboardState()
    assert [notice.values["name"] for notice in notices] == [name]


def test_every_parameter_says_what_it_means() -> None:
    assert all(param.help.endswith(".") for param in PARAMS)


class TestSettle:
    def test_the_default_day_is_the_last_for_which_control_is_known(self, dataset: Dataset) -> None:
        state, notices = settle(DashboardState(), dataset)
        assert state.date == dataset.control_known_until
        assert notices == []

    def test_an_event_without_a_date_sets_the_date(self, dataset: Dataset) -> None:
        state, _ = settle(DashboardState(event="goma-captured-20250127"), dataset)
        assert state.date == date(2025, 1, 27)

    def test_an_event_with_a_date_keeps_it(self, dataset: Dataset) -> None:
        state, _ = settle(DashboardState(event="goma-captured-20250127", date=date(2025, 3, 1)), dataset)
        assert state.date == date(2025, 3, 1)

    def test_unknown_ids_are_dropped_with_a_notice(self, dataset: Dataset) -> None:
        asked = DashboardState(event="no-such-event", place="atlantis", actor=frozenset({"m23", "nobody"}))
        state, notices = settle(asked, dataset)
        assert (state.event, state.place, state.actor) == ("", "", frozenset({"m23"}))
        assert [notice.values["name"] for notice in notices] == ["event", "place", "actor"]

    @pytest.mark.parametrize("asked", [date(1999, 1, 1), date(2999, 1, 1)])
    def test_a_day_outside_the_clock_is_moved_inside_with_a_notice(
        self, dataset: Dataset, asked: date
    ) -> None:
        state, notices = settle(DashboardState(date=asked), dataset)
        assert state.date in {dataset.first_day, dataset.last_day}
        assert [notice.key for notice in notices] == ["notice.date_clamped"]

    def test_a_link_made_with_other_data_says_so_once(self, dataset: Dataset) -> None:
        state, notices = settle(DashboardState(v="0.0.1"), dataset)
        assert [notice.key for notice in notices] == ["notice.data_changed"]
        assert settle(state, dataset)[1] == []

    @settings(max_examples=200)
    @given(asked=states)
    def test_settling_again_changes_nothing(self, dataset: Dataset, asked: DashboardState) -> None:
        state, _ = settle(asked, dataset)
        assert settle(state, dataset) == (state, [])
