"""The state and its one form in the address bar."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.link.strategies import states

from geodash.limits import MAX_TEXT
from geodash.link.state import (
    PARAMS,
    DashboardState,
    format_query,
    parse_query,
)
from geodash.model.selection import EventFilter

NAMES = [param.name for param in PARAMS]


@given(states)
def test_a_state_survives_the_address_bar(state: DashboardState) -> None:
    read, notices = parse_query(format_query(state))
    assert read == state
    assert notices == []


@settings(max_examples=300)
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
        ("source", "a/b"),
        ("pair", "rwanda"),
        ("pair", "rwanda,rwanda"),
        ("pair", "rwanda,"),
        ("pair", "belgium,rwanda,usa"),
        ("story", "a.b"),
        ("story", ".1"),
        ("cat", "battle,nonsense"),
        ("conf", "certain"),
        ("since", "2025"),
        ("role", "against"),
        ("where", "cod..masisi"),
        ("where", "cod/masisi"),
        ("deaths", "-1"),
        ("deaths", "1e3"),
        ("deaths", "2000000001"),
        ("deaths", "9" * 5000),
        ("deaths", "٣"),
        ("q", "a\nb"),
        ("q", "x" * 201),
        ("layers", "control,ti les"),
        ("holders", "m23,<b>"),
        ("tab", "admin"),
        ("lang", "de"),
        ("brief", "yes"),
        ("view", "1,2"),
        ("view", "nan,2,3"),
        ("view", ",29,9"),
        ("view", "1_0,2,3"),
        ("view", "1e0,2,3"),
        ("view", "٣,2,3"),
        ("view", "91,2,3"),
        ("view", "1,2,inf"),
    ],
)
def test_a_bad_value_gives_its_default_and_a_notice(name: str, text: str) -> None:
    state, notices = parse_query({name: text})
    assert state == DashboardState()
    assert [notice.values["name"] for notice in notices] == [name]


@pytest.mark.parametrize(
    ("name", "text", "meant"),
    [
        ("date", "2025\u201103\u201117", "2025-03-17"),  # a hyphen that does not break
        ("date", "2025\u201303\u201317", "2025-03-17"),
        ("date", "2025\u221203\u221217", "2025-03-17"),
        ("date", "2025-03-17.", "2025-03-17"),
        ("date", " 2025-03-17)\u200b", "2025-03-17"),
        ("compare", "2025-03-17\u00a0;", "2025-03-17"),
        ("event", "goma\u2010captured\u201120250127,", "goma-captured-20250127"),
        ("pair", "Belgium,RWANDA", "belgium,rwanda"),
        ("layers", "Control,roads.", "control,roads"),
        ("cat", "BATTLE", "battle"),
        ("tab", "Places", "places"),
        ("lang", "FR", "fr"),
        ("days", "ALL", "all"),
        ("view", "-1.5,29,9.5.", "-1.5000,29.0000,9.5"),
        ("brief", "1!", "1"),
    ],
)
def test_a_value_that_went_through_a_text_is_understood(name: str, text: str, meant: str) -> None:
    state, notices = parse_query({name: text})
    assert notices == []
    assert format_query(state) == ({name: meant} if name != "days" else {"days": "all"})


@pytest.mark.parametrize("text", ["Who?", " a - b ", "A\u2011B.", "«x»"])
def test_words_to_search_for_stay_as_they_are(text: str) -> None:
    assert parse_query({"q": text})[0].q == text


@pytest.mark.parametrize("value", [None, 3, True, 2.5, [], {"a": 1}, "x" * 5000, b"x"])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_text_of_a_link_is_named_and_changes_nothing(name: str, value: object) -> None:
    state, notices = parse_query({name: value})
    assert state == DashboardState()
    assert [notice.values["name"] for notice in notices] == ([name] if value is not None else [])
    assert all(len(text) <= MAX_TEXT + 1 for notice in notices for text in notice.values.values())


@pytest.mark.parametrize("text", ["belgium,rwanda", "rwanda,belgium"])
def test_a_pair_has_one_form(text: str) -> None:
    state, notices = parse_query({"pair": text})
    assert (state.pair, notices) == (("belgium", "rwanda"), [])
    assert format_query(state) == {"pair": "belgium,rwanda"}
    assert state.event_filter == EventFilter(pair=frozenset({"belgium", "rwanda"}))


def test_every_parameter_says_what_it_means() -> None:
    assert all(param.help.endswith(".") for param in PARAMS)
