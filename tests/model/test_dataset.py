"""What follows from the records of a dataset, held against going through all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from geodash.model.events import Events

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset


def test_events_of_a_place_happened_there_or_aimed_at_it(dataset: Dataset, tiny_dataset: Dataset) -> None:
    first, *others = tiny_dataset.events
    aimed = first.model_copy(update={"place_id": "kigali", "target_place_id": "goma"})
    inside = others[0].model_copy(update={"place_id": "goma", "target_place_id": "goma"})
    nowhere = others[1].model_copy(update={"place_id": None, "target_place_id": None})
    for data in (dataset, replace(tiny_dataset, events=Events.of([aimed, inside, nowhere]))):
        for place_id in data.places:
            expected = [e for e in data.events if place_id in {e.place_id, e.target_place_id}]
            assert list(data.events_at(place_id, date.min, date.max)) == expected


def test_events_are_found_by_id_and_parts_by_their_whole(dataset: Dataset, tiny_dataset: Dataset) -> None:
    for data in (dataset, tiny_dataset):
        assert [data.event_by_id[event.id] for event in data.events] == list(data.events)
        for event in data.events:
            expected = [part for part in data.events if part.part_of == event.id]
            assert list(data.parts_of(event.id)) == expected


def test_parties_are_those_who_act_or_are_acted_upon(tiny_dataset: Dataset) -> None:
    assert tiny_dataset.parties == {"rwanda", "belgium", "m23", "fardc"}
    only = tiny_dataset.events[0].model_copy(update={"actors_from": ("m23",), "actors_to": ("fardc",)})
    assert replace(tiny_dataset, events=Events.of([only])).parties == {"m23", "fardc"}


def test_lineage_ends_where_it_would_go_round(tiny_dataset: Dataset) -> None:
    def belongs(actor: str, parent: str) -> None:
        actors[actor] = actors[actor].model_copy(update={"parent": parent})

    actors = dict(tiny_dataset.actors)
    belongs("m23", "rwanda")
    assert replace(tiny_dataset, actors=actors).lineage("m23") == ("m23", "rwanda")
    belongs("rwanda", "belgium")
    belongs("belgium", "rwanda")
    assert replace(tiny_dataset, actors=actors).lineage("m23") == ("m23", "rwanda", "belgium")
    assert tiny_dataset.lineage("fardc") == ("fardc",)


def test_the_clock_ends_with_the_later_of_the_two_known_days(tiny_dataset: Dataset) -> None:
    one, two = date(2026, 1, 1), date(2026, 5, 1)
    for control, events in ((one, two), (two, one), (two, two)):
        known = replace(tiny_dataset, control_known_until=control, events_known_until=events)
        assert known.last_day == two


def test_holdings_hold_every_record_once_in_order(dataset: Dataset, tiny_dataset: Dataset) -> None:
    for data in (dataset, tiny_dataset):
        assert list(data.holdings) == sorted({record.place_id for record in data.control})
        for place_id, chain in data.holdings.items():
            records = [record for holding in chain for record in holding.records]
            assert records == [record for record in data.control if record.place_id == place_id]
            for holding in chain:
                assert holding.place_id == place_id
                assert {record.controller for record in holding.records} <= {holding.controller}
                if holding.records:
                    assert holding.interval.start == holding.records[0].valid_from
                    assert holding.begins_earlier == holding.records[0].is_status_report
            for one, two in pairwise(chain):
                assert one.interval.end is not None
                assert one.interval.end <= two.interval.start


def test_a_dataset_is_equal_to_itself_alone(tiny_dataset: Dataset) -> None:
    assert tiny_dataset != replace(tiny_dataset)
    assert hash(tiny_dataset) != hash(replace(tiny_dataset))
