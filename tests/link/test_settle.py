"""What a link asks for, as data can show it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.link.strategies import pairs_of, states

from geodash.link.state import (
    DATA_CHANGED,
    DashboardState,
    View,
    format_query,
    layers_on,
    parse_query,
    settle,
)
from geodash.model.conflict import EVERY_MAP

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

STORY = "rwanda-belgium-break"


def test_the_default_day_is_the_last_for_which_control_is_known(dataset: Dataset) -> None:
    state, notices = settle(DashboardState(), dataset)
    assert state.date == dataset.control_known_until
    assert notices == []


def test_classes_of_holders_are_those_of_the_conflict_and_all_of_them_are_none(dataset: Dataset) -> None:
    state, notices = settle(DashboardState(holders=frozenset({"m23", "unknown", "nobody"})), dataset)
    assert state.holders == {"m23", "unknown"}
    assert [(each.key, each.values) for each in notices] == [
        ("notice.unknown_id", {"name": "holders", "value": "nobody"})
    ]
    every, notices = settle(DashboardState(holders=frozenset(dataset.conflict.class_ids)), dataset)
    assert (every.holders, notices) == (frozenset(), [])


def test_an_event_without_a_date_sets_the_date(dataset: Dataset) -> None:
    state, _ = settle(DashboardState(event="goma-captured-20250127"), dataset)
    assert state.date == date(2025, 1, 27)


def test_an_event_with_a_date_keeps_it(dataset: Dataset) -> None:
    state, _ = settle(DashboardState(event="goma-captured-20250127", date=date(2025, 3, 1)), dataset)
    assert state.date == date(2025, 3, 1)


def test_unknown_ids_are_dropped_with_a_notice(dataset: Dataset) -> None:
    asked = DashboardState(
        event="no-such-event",
        place="atlantis",
        source="no-such-source",
        actor=frozenset({"m23", "nobody"}),
        pair=("nobody", "rwanda"),
        story="rwanda-belgium-break.11",
        layers=frozenset({"tiles"}),
    )
    state, notices = settle(asked, dataset)
    assert state == DashboardState(date=dataset.control_known_until, actor=frozenset({"m23"}))
    assert {notice.key for notice in notices} == {"notice.unknown_id"}
    assert [(notice.values["name"], notice.values["value"]) for notice in notices] == [
        ("event", "no-such-event"),
        ("place", "atlantis"),
        ("source", "no-such-source"),
        ("actor", "nobody"),
        ("pair", "nobody,rwanda"),
        ("story", "rwanda-belgium-break.11"),
        ("layers", "tiles"),
    ]


def test_layers_are_those_of_the_data(dataset: Dataset) -> None:
    roads, unknown = frozenset({"control", "roads"}), frozenset({"control", "lakes"})
    assert settle(DashboardState(layers=roads), dataset)[0].layers == roads
    assert settle(DashboardState(layers=frozenset()), dataset)[0].layers == frozenset()
    assert settle(DashboardState(layers=unknown), dataset)[0].layers == frozenset({"control"})


def test_a_link_does_not_name_the_layers_that_are_usually_on(dataset: Dataset) -> None:
    asked = DashboardState(layers=frozenset({*EVERY_MAP, "provinces"}))
    state, notices = settle(asked, dataset)
    assert (state.layers, notices) == (None, [])
    assert layers_on(state, dataset) == asked.layers
    assert "layers" not in format_query(state)


@pytest.mark.parametrize("story", ["no-such-story", "tale.1", f"{STORY}.0", f"{STORY}.01", f"{STORY}.99"])
def test_an_unknown_step_is_dropped_with_a_notice(dataset: Dataset, story: str) -> None:
    state, notices = settle(DashboardState(story=story), dataset)
    assert (state.story, state.event, state.view) == ("", "", None)
    assert [notice.values["value"] for notice in notices] == [story]


def test_a_story_without_a_step_is_at_its_first(dataset: Dataset) -> None:
    state, notices = settle(DashboardState(story=STORY), dataset)
    assert (state.story, notices) == (f"{STORY}.1", [])
    assert state == settle(DashboardState(story=f"{STORY}.1"), dataset)[0]


def test_every_step_alone_sets_date_event_and_view(dataset: Dataset) -> None:
    for step in dataset.stories:
        state, notices = settle(DashboardState(story=f"{step.story_id}.{step.step}"), dataset)
        assert (state.date, state.event, notices) == (step.date, step.event_id, [])
        place = dataset.places[step.place_id]
        assert place.lat is not None
        assert place.lon is not None
        assert state.view == View(round(place.lat, 4), round(place.lon, 4), step.zoom)
        assert parse_query(format_query(state)) == (state, [])


@pytest.mark.parametrize(
    "asked",
    [
        DashboardState(story=f"{STORY}.8", date=date(2025, 3, 1)),
        DashboardState(story=f"{STORY}.8", event="goma-captured-20250127"),
    ],
)
def test_a_story_with_a_date_or_an_event_sets_nothing(dataset: Dataset, asked: DashboardState) -> None:
    state, _ = settle(asked, dataset)
    assert (state.story, state.event, state.view) == (asked.story, asked.event, None)
    assert state.date in {asked.date, date(2025, 1, 27)}


def test_a_story_keeps_the_view_that_a_link_gives(dataset: Dataset) -> None:
    state, _ = settle(DashboardState(story=f"{STORY}.8", view=View(-1.5, 29, 10)), dataset)
    assert (state.view, state.date) == (View(-1.5, 29, 10), date(2025, 3, 17))


def test_the_event_of_a_story_takes_the_place_of_a_place(dataset: Dataset) -> None:
    state, notices = settle(DashboardState(story=f"{STORY}.8", place="goma"), dataset)
    assert (state.event, state.place) == ("rwa-bel-sever-relations-20250317", "")
    assert [notice.key for notice in notices] == ["notice.one_selection"]


@pytest.mark.parametrize("asked", [date(1999, 1, 1), date(2999, 1, 1)])
def test_a_day_outside_the_clock_is_moved_inside_with_a_notice(dataset: Dataset, asked: date) -> None:
    state, notices = settle(DashboardState(date=asked), dataset)
    assert state.date in {dataset.first_day, dataset.last_day}
    assert [notice.key for notice in notices] == ["notice.date_clamped"]


@pytest.mark.parametrize(
    ("version", "key"),
    [
        ("1.0.0", DATA_CHANGED),
        ("0.0.1", "notice.data_unknown"),
        ("1.0.0-draft", "notice.data_unknown"),
        ("99.0.0", "notice.data_newer"),
        ("1.10.0", "notice.data_newer"),
        ("9" * 200, "notice.data_unknown"),
        ("9." * 99 + "9", "notice.data_newer"),
    ],
)
def test_a_link_made_with_other_data_says_so_once(dataset: Dataset, version: str, key: str) -> None:
    state, notices = settle(DashboardState(v=version), dataset)
    assert [notice.key for notice in notices] == [key]
    assert notices[0].values == {"value": version, "now": dataset.version}
    assert settle(state, dataset)[1] == []


def test_data_that_list_no_releases_say_so(dataset: Dataset) -> None:
    _, notices = settle(DashboardState(v="1.0.0"), replace(dataset, releases=(), changes=()))
    assert [notice.key for notice in notices] == ["notice.data_unlisted"]


def test_the_version_of_the_data_is_no_news(dataset: Dataset) -> None:
    assert settle(DashboardState(v=dataset.version), dataset)[1] == []


@given(asked=states, data=st.data())
def test_settling_again_changes_nothing(dataset: Dataset, asked: DashboardState, data: st.DataObject) -> None:
    if data.draw(st.booleans()):  # ids that chance would never hit
        step = data.draw(st.sampled_from(dataset.stories))
        pair = data.draw(st.none() | pairs_of(st.sampled_from(sorted(dataset.actors))))
        source = data.draw(st.sampled_from(sorted(dataset.sources)))
        story = data.draw(st.sampled_from([step.story_id, f"{step.story_id}.{step.step}"]))
        asked = replace(asked, story=story, pair=pair, source=source)
    state, _ = settle(asked, dataset)
    assert settle(state, dataset) == (state, [])


@given(on=st.dates(date(2012, 1, 1), date(2026, 3, 16)), since=st.dates(date(1990, 1, 1)))
def test_a_first_day_says_how_many_days_are_shown(dataset: Dataset, on: date, since: date) -> None:
    state, notices = settle(DashboardState(date=on, since=since, days=7), dataset)
    assert state.since is not None
    assert state.since == min(max(since, dataset.first_day), dataset.last_day)
    assert state.days == max(1, (on - state.since).days + 1)
    assert [each.key for each in notices] == ["notice.date_clamped"] * (state.since != since)
    assert settle(state, dataset) == (state, [])
