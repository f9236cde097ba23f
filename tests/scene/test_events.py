"""All columns of the events' block, held against a plain loop over the records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.model.acts import DIPLOMATIC, act_of
from geodash.model.events import Events
from geodash.model.interval import to_day
from geodash.model.vocabulary import Confidence, DatePrecision, EventCategory
from geodash.scene.events import (
    CHUNK,
    TYPES,
    event_table,
    pieces_within,
    rows_of_pieces,
    rows_of_titles,
    seat_of,
)

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Event
    from geodash.scene.events import EventTable

NAMES = ["start", "end", "place", "low", "high", "part", "from", "to", "arcs", "sources"]
NAMES += ["category", "confidence", "precision", "disputed", "tone", "deed"]
KINDS = {"sources": "u2"} | dict.fromkeys(NAMES[:9], "i4") | dict.fromkeys(NAMES[10:], "i1")


@pytest.fixture(scope="module")
def made(tiny_dataset: Dataset) -> Dataset:
    """Events in which no column follows from another."""
    base = tiny_dataset.event_by_id["goma-20250127"].model_copy(
        update={"disputed_note_en": "", "disputed_note_fr": "", "date_end": None}
    )
    changes: list[dict[str, Any]] = [
        {"fatalities_low": None, "fatalities_high": 7, "confidence": Confidence.MEDIUM},
        {"fatalities_low": 0, "fatalities_high": None, "date_precision": DatePrecision.MONTH},
        {"fatalities_low": None, "fatalities_high": None, "disputed_note_en": "Denied."},
        {
            "fatalities_low": 3,
            "fatalities_high": 900,
            "source_ids": ("daily-2025-01-27", "agency-2025-02-16"),
        },
        {"date_end": date(2025, 2, 20), "confidence": Confidence.LOW, "date_precision": DatePrecision.APPROX},
        {"place_id": None, "part_of": "made-0", "actors_from": (), "actors_to": ("m23", "fardc")},
        {
            "category": EventCategory.DIPLOMACY,
            "actors_from": ("rwanda",),
            "actors_to": ("belgium",),
            "cameo": "042",
        },
        {
            "category": EventCategory.AID,
            "actors_from": ("rwanda",),
            "actors_to": ("belgium",),
            "cameo": "071",
        },
        {"category": EventCategory.SANCTIONS, "actors_from": ("belgium",), "actors_to": ("m23", "rwanda")},
        {"category": EventCategory.LEGAL, "actors_from": ("m23",), "actors_to": ("fardc",), "cameo": "012"},
    ]
    events = tuple(base.model_copy(update={"id": f"made-{n}"} | change) for n, change in enumerate(changes))
    actors = dict(tiny_dataset.actors)
    actors["belgium"] = actors["belgium"].model_copy(update={"seat_place_id": "bukavu"})
    return replace(tiny_dataset, events=Events.of(events), actors=actors)


def table_of(dataset: Dataset) -> tuple[EventTable, dict[str, list[int]]]:
    places = {place: row for row, place in enumerate(dataset.places)}
    table = event_table(dataset, places, {actor: row for row, actor in enumerate(dataset.actors)})
    columns, offset, block = {}, 0, table.block(dataset.events)
    for name, kind in table.description["columns"]:
        values = np.frombuffer(block, TYPES[kind], table.description["count"], offset)
        columns[name] = values.tolist()
        offset += values.nbytes
    assert block[offset:].decode().split() == [event.id for event in dataset.events]
    return table, columns


def expected(dataset: Dataset, event: Event) -> dict[str, Any]:
    """What each column says of an event, with lists in place of their numbers."""

    def seats(actors: tuple[str, ...]) -> list[str]:
        return list(dict.fromkeys(seat for actor in actors if (seat := seat_of(dataset, actor))))

    places, actors = list(dataset.places), list(dataset.actors)
    joined = [[a, b] for a in seats(event.actors_from) for b in seats(event.actors_to) if a != b]
    ids = [each.id for each in dataset.events]
    return {
        "start": (event.date - date(1970, 1, 1)).days,
        "end": ((event.date_end or event.date) - date(1970, 1, 1)).days,
        "place": places.index(event.place_id) if event.place_id else -1,
        "low": -1 if event.fatalities_low is None else event.fatalities_low,
        "high": -1 if event.fatalities_high is None else event.fatalities_high,
        "part": ids.index(event.part_of) if event.part_of else -1,
        "from": [actors.index(actor) for actor in event.actors_from],
        "to": [actors.index(actor) for actor in event.actors_to],
        "arcs": [[places.index(end) for end in arc] for arc in joined]
        if event.category in DIPLOMATIC
        else [],
        "sources": len(event.source_ids),
        "category": list(EventCategory).index(event.category),
        "confidence": {"low": 0, "medium": 1, "high": 2}[event.confidence],
        "precision": {"day": 0, "approx": 1, "month": 2}[event.date_precision],
        "disputed": int(event.disputed_note_en != ""),
        "tone": int(act_of(event).tone),
        "deed": int(act_of(event).deed),
    }


@pytest.mark.parametrize("which", ["dataset", "made"])
def test_every_column_says_what_the_record_says(which: str, request: pytest.FixtureRequest) -> None:
    dataset: Dataset = request.getfixturevalue(which)
    table, columns = table_of(dataset)
    assert [name for name, _ in table.description["columns"]] == NAMES
    assert dict(table.description["columns"]) == KINDS
    parties, arcs = table.description["parties"], table.description["arcSets"]
    for row, event in enumerate(dataset.events):
        found: dict[str, Any] = {name: values[row] for name, values in columns.items()}
        found |= {side: parties[found[side]] for side in ("from", "to")} | {"arcs": arcs[found["arcs"]]}
        assert found == expected(dataset, event), event.id
    assert table.description["count"] == len(dataset.events)
    assert table.description["span"] == max((e.last_day - e.date).days for e in dataset.events)


def test_no_column_of_the_made_events_says_the_same_of_all(made: Dataset) -> None:
    _, columns = table_of(made)
    assert {name for name, values in columns.items() if len(set(values)) == 1} == {"start"}


def test_lists_that_events_share_are_kept_once(made: Dataset) -> None:
    table, columns = table_of(made)
    for lists in (table.description["parties"], table.description["arcSets"]):
        assert lists[0] == []
        assert len({str(each) for each in lists}) == len(lists)
    assert columns["arcs"][6] == columns["arcs"][7] > 0
    assert columns["to"][6] == columns["to"][7]


def test_a_seat_is_an_actors_own_or_that_of_what_it_belongs_to(made: Dataset) -> None:
    actors = dict(made.actors)
    actors["m23"] = actors["m23"].model_copy(update={"parent": "belgium"})
    data = replace(made, actors=actors)
    assert [seat_of(data, actor) for actor in ("rwanda", "m23", "fardc")] == ["kigali", "bukavu", None]


def test_no_events_are_an_empty_block(made: Dataset) -> None:
    nothing = replace(made, events=Events.of(()))
    table, columns = table_of(nothing)
    assert (table.block(nothing.events), table.description["span"]) == (b"", 0)
    assert set(columns) == set(NAMES)


def test_titles_come_in_chunks(made: Dataset) -> None:
    more = range(2 * CHUNK // len(made.events) + 2)
    events = Events.of(e.model_copy(update={"id": f"{e.id}-{n}"}) for e in made.events for n in more)
    chunks = [events.texts("title_fr", rows) for rows in rows_of_titles(len(events))]
    assert [len(chunk) for chunk in chunks] == [CHUNK, CHUNK, len(events) - 2 * CHUNK]
    assert [title for chunk in chunks for title in chunk] == [event.title_fr for event in events]
    assert rows_of_titles(0) == rows_of_pieces(0) == []


def test_days_are_counted_from_1970() -> None:
    assert [to_day(day) for day in (date(1969, 12, 31), date(1970, 1, 1), date(2025, 3, 17))] == [
        -1,
        0,
        20164,
    ]


@given(
    events=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), min_size=1, max_size=40),
    size=st.integers(1, 6),
    day=st.integers(-5, 70),
    days=st.none() | st.integers(1, 40),
)
def test_the_blocks_of_a_window_hold_all_its_events(
    events: list[tuple[int, int]], size: int, day: int, days: int | None
) -> None:
    events = sorted(events)
    blocks = [events[first : first + size] for first in range(0, len(events), size)]
    described = {
        "pieces": [{"first": block[0][0]} for block in blocks],
        "span": max(length for _, length in events),
    }
    named = pieces_within(described, day, days)
    shown = {
        number
        for number, block in enumerate(blocks)
        for first, length in block
        if first <= day and (days is None or first + length > day - days)
    }
    assert shown <= set(named)
    assert all(blocks[number][0][0] <= day for number in named)
