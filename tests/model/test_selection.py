"""Filters and windows over events."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.model.selection import (
    EventColumns,
    EventFilter,
    Role,
    count_events,
    filter_mask,
    fold,
    select_events,
    window_mask,
)
from geodash.model.vocabulary import Confidence, EventCategory

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Event


@pytest.fixture(scope="session")
def columns(dataset: Dataset) -> EventColumns:
    return dataset.event_columns


def ids(dataset: Dataset, columns: EventColumns, wanted: EventFilter) -> set[str]:
    return {event.id for event in select_events(dataset, filter_mask(columns, wanted))}


@given(on=st.dates(date(2012, 1, 1), date(2026, 6, 1)), days=st.none() | st.integers(1, 400))
def test_the_window_is_the_last_days_up_to_a_day(
    dataset: Dataset, columns: EventColumns, on: date, days: int | None
) -> None:
    flags = window_mask(columns, on, days)
    for event, shown in zip(dataset.events, flags, strict=True):
        started = event.date <= on
        recent = days is None or (on - event.last_day).days < days
        assert shown == (started and recent), event.id


def test_a_part_counts_only_where_its_whole_is_not_shown(dataset: Dataset, columns: EventColumns) -> None:
    everything = np.ones(len(dataset.events), dtype=np.bool_)
    assert count_events(columns, everything) == sum(event.part_of is None for event in dataset.events)
    part = next(row for row, event in enumerate(dataset.events) if event.part_of)
    alone = np.zeros_like(everything)
    alone[part] = True
    assert count_events(columns, alone) == 1


def test_no_filter_keeps_everything(columns: EventColumns) -> None:
    assert filter_mask(columns, EventFilter()).all()
    assert not EventFilter()


def test_words_are_made_for_those_who_search(dataset: Dataset) -> None:
    columns = EventColumns.of(dataset)
    filter_mask(columns, EventFilter(actors=frozenset({"m23"})))
    assert "words" not in vars(columns)
    filter_mask(columns, EventFilter(text="goma"))
    assert "words" in vars(columns)


@pytest.mark.parametrize("text", ["Prévot", "prevot", "PREVOT", "  prévot  "])
def test_text_ignores_accents_and_case(dataset: Dataset, columns: EventColumns, text: str) -> None:
    found = ids(dataset, columns, EventFilter(text=text))
    assert found == ids(dataset, columns, EventFilter(text="prevot"))
    assert found


def test_every_word_must_occur(dataset: Dataset, columns: EventColumns) -> None:
    both = ids(dataset, columns, EventFilter(text="rwanda belgium"))
    assert both == ids(dataset, columns, EventFilter(text="rwanda")) & ids(
        dataset, columns, EventFilter(text="belgium")
    )
    assert "rwa-bel-sever-relations-20250317" in both


def test_an_actor_stands_for_its_members(dataset: Dataset, columns: EventColumns) -> None:
    members = {actor.id for actor in dataset.actors.values() if actor.parent == "rwanda"}
    assert members
    whole = ids(dataset, columns, EventFilter(actors=frozenset({"rwanda"})))
    assert ids(dataset, columns, EventFilter(actors=frozenset(members))) <= whole


@pytest.mark.parametrize("least", [1, 2, 30, 1_000, 2_000_000_000])
def test_deaths_are_counted_by_the_lowest_figure(dataset: Dataset, columns: EventColumns, least: int) -> None:
    found = ids(dataset, columns, EventFilter(least_deaths=least))
    assert found == {
        e.id for e in dataset.events if e.fatalities_low is not None and e.fatalities_low >= least
    }


def parties_of(dataset: Dataset, event: Event, role: Role = Role.ANY) -> set[str]:
    """Those who have a role in an event, and everyone whose member one of them is."""
    found: set[str] = set()
    sides = {Role.BY: event.actors_from, Role.TOWARD: event.actors_to}
    for actor_id in sides.get(role, (*event.actors_from, *event.actors_to)):
        current: str | None = actor_id
        while current:
            found.add(current)
            current = dataset.actors[current].parent
    return found


@given(data=st.data())
def test_a_pair_keeps_events_in_which_both_take_part(
    dataset: Dataset, columns: EventColumns, data: st.DataObject
) -> None:
    event = data.draw(st.sampled_from(dataset.events))
    likely = st.sampled_from(sorted(parties_of(dataset, event)) or ["m23"])
    pair = data.draw(st.frozensets(likely | st.sampled_from(sorted(dataset.actors)), min_size=2, max_size=2))
    found = ids(dataset, columns, EventFilter(pair=pair))
    assert found == {other.id for other in dataset.events if pair <= parties_of(dataset, other)}


@given(data=st.data(), role=st.sampled_from(Role))
def test_acts_by_a_party_are_told_from_acts_toward_it(
    dataset: Dataset, columns: EventColumns, data: st.DataObject, role: Role
) -> None:
    actors = data.draw(st.frozensets(st.sampled_from(sorted(dataset.actors)), min_size=1, max_size=3))
    found = ids(dataset, columns, EventFilter(actors=actors, role=role))
    assert found == {event.id for event in dataset.events if actors & parties_of(dataset, event, role)}


def test_what_belgium_did_is_not_what_was_done_to_it(dataset: Dataset, columns: EventColumns) -> None:
    did, met = (
        ids(dataset, columns, EventFilter(actors=frozenset({"belgium"}), role=role))
        for role in (Role.BY, Role.TOWARD)
    )
    assert "bel-expels-rwa-diplomats-20250317" in did - met
    assert "rwa-expels-bel-diplomats-20250317" in met - did


@given(data=st.data())
def test_places_keep_what_happened_there_or_in_what_lies_in_them(
    dataset: Dataset, columns: EventColumns, data: st.DataObject
) -> None:
    """By the table of places, which is all that the shipped data have of territories."""
    home = [place for place in dataset.places.values() if place.country == dataset.conflict.home]
    place = data.draw(st.sampled_from([place for place in home if place.admin1]))
    unit = dataset.areas.units[dataset.areas.of[place.id][-1]]
    inside = {each.id for each in home if each.admin1 == unit.admin1 and unit.admin2 in {"", each.admin2}}
    found = ids(dataset, columns, EventFilter(where=frozenset({dataset.areas.of[place.id][-1]})))
    assert found == {event.id for event in dataset.events if event.place_id in inside}
    alone = ids(dataset, columns, EventFilter(where=frozenset({place.id})))
    assert alone == {event.id for event in dataset.events if event.place_id == place.id} <= found


def test_a_pair_does_not_depend_on_who_acted(dataset: Dataset, columns: EventColumns) -> None:
    found = ids(dataset, columns, EventFilter(pair=frozenset({"rwanda", "belgium"})))
    assert {"rwa-expels-bel-diplomats-20250317", "bel-expels-rwa-diplomats-20250317"} <= found


@given(
    categories=st.frozensets(st.sampled_from(EventCategory)),
    least=st.sampled_from(Confidence),
)
def test_filters_are_exact(
    dataset: Dataset, columns: EventColumns, categories: frozenset[EventCategory], least: Confidence
) -> None:
    flags = filter_mask(columns, EventFilter(categories=categories, least_confidence=least))
    expected = [
        (not categories or event.category in categories) and event.confidence.rank >= least.rank
        for event in dataset.events
    ]
    assert np.array_equal(flags, expected)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "typed", ['"Goma airport"', "goma, airport", "Goma\u2011Airport", "(goma) airport!", "airport; GOMA"]
)
def test_signs_around_words_do_not_matter(dataset: Dataset, columns: EventColumns, typed: str) -> None:
    found = ids(dataset, columns, EventFilter(text="goma airport"))
    assert found
    assert ids(dataset, columns, EventFilter(text=typed)) == found


@given(text=st.text(max_size=20))
def test_any_text_can_be_searched(columns: EventColumns, text: str) -> None:
    assert filter_mask(columns, EventFilter(text=text)).dtype == np.bool_
