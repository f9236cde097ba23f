"""Events as columns: every column and every question as a plain loop over records answers them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.model.events import NOT_FOUND, EventById, Events
from geodash.model.interval import to_day
from geodash.model.records import Event
from geodash.model.sheet import FIELDS, Sheet
from geodash.model.vocabulary import Confidence, DatePrecision, EventCategory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodash.model.dataset import Dataset

DAY = date(2025, 1, 1)
names = st.sampled_from(["a", "b", "c", "d"])
texts = st.sampled_from(["one", "Déjà vu", "l\u2019eau", "x;y", "1"])


@st.composite
def records(draw: st.DrawFn) -> list[Event]:
    ids = draw(st.lists(st.text("abc-12", min_size=1, max_size=3).map(lambda t: f"e{t}"), unique=True))
    return [draw(record(event_id, ids)) for event_id in ids]


@st.composite
def record(draw: st.DrawFn, event_id: str, ids: Sequence[str]) -> Event:
    start = DAY + timedelta(draw(st.integers(0, 5)))
    return Event(
        id=event_id,
        date=start,
        date_end=draw(st.none() | st.integers(0, 3).map(lambda n: start + timedelta(n))),
        date_precision=draw(st.sampled_from(DatePrecision)),
        category=draw(st.sampled_from(EventCategory)),
        action="act",
        actors_from=tuple(draw(st.lists(names, unique=True, max_size=2))),
        actors_to=tuple(draw(st.lists(names, unique=True, max_size=2))),
        place_id=draw(st.none() | names),
        target_place_id=draw(st.none() | names),
        fatalities_low=draw(st.none() | st.integers(0, 9)),
        confidence=draw(st.sampled_from(Confidence)),
        disputed_note_en=draw(st.just("") | texts),
        part_of=draw(st.none() | st.sampled_from(ids)),
        source_ids=tuple(draw(st.lists(names, unique=True, min_size=1, max_size=3))),
        title_en=draw(texts),
        title_fr=draw(texts),
        summary_en=draw(texts),
        summary_fr=draw(texts),
    )


def in_order(found: Sequence[Event]) -> list[Event]:
    return sorted(found, key=lambda event: (event.date, event.id))


def assert_alike(events: Events, expected: list[Event]) -> None:
    assert [*events] == expected
    assert events == tuple(expected)
    assert len(events) == len(expected)
    ids = [event.id for event in expected]
    rows = {event_id: row for row, event_id in enumerate(ids)}
    assert events.texts("id") == ids
    assert events.texts("title_fr") == [event.title_fr for event in expected]
    columns: dict[str, tuple[np.ndarray, list[object]]] = {
        "start": (events.start, [to_day(e.date) for e in expected]),
        "end": (events.end, [to_day(e.last_day) for e in expected]),
        "category": (events.category, [[*EventCategory].index(e.category) for e in expected]),
        "confidence": (events.confidence, [e.confidence.rank for e in expected]),
        "precision": (events.precision, [[*DatePrecision].index(e.date_precision) for e in expected]),
        "disputed": (events.disputed, [bool(e.disputed_note_en) for e in expected]),
        "whole": (events.whole, [rows.get(e.part_of or "", NOT_FOUND) for e in expected]),
    }
    for name, (found, wanted) in columns.items():
        assert found.tolist() == wanted, name
    low = [NOT_FOUND if e.fatalities_low is None else e.fatalities_low for e in expected]
    assert events.deaths("fatalities_low").tolist() == low
    for field in ("place_id", "actors_from", "source_ids"):
        column = events.coded(field)
        assert [column.values[code] for code in column.codes] == [getattr(e, field) for e in expected]
    pairs = events.together("category", "actors_to")
    assert [pairs.values[code] for code in pairs.codes] == [(e.category, e.actors_to) for e in expected]
    by_id = EventById(events)
    assert {key: by_id[key] for key in by_id} == {event.id: event for event in expected}
    assert "nobody" not in by_id


@given(records())
def test_columns_are_those_of_the_records(found: list[Event]) -> None:
    assert_alike(Events.of(found), in_order(found))


@given(records(), st.data())
def test_tables_are_joined_in_one_order(found: list[Event], data: st.DataObject) -> None:
    parts = [data.draw(st.sampled_from([0, 1, 2])) for _ in found]
    sheets = [Sheet.of(e for e, part in zip(found, parts, strict=True) if part == n) for n in range(3)]
    since = data.draw(st.none() | st.integers(-1, 6).map(lambda n: DAY + timedelta(n)))
    assert_alike(Events(sheets, since), in_order([e for e in found if since is None or e.date >= since]))


@given(records(), records(), st.sampled_from(["a-", "e1-", "z-"]))
def test_a_table_whose_ids_begin_alike_is_joined_in_the_same_order(
    own: list[Event], others: list[Event], prefix: str
) -> None:
    beside = [event.model_copy(update={"id": f"{prefix}{event.id}", "part_of": None}) for event in others]
    taken = {event.id for event in beside}
    kept = [event for event in own if event.id not in taken]
    for tables in ((kept, beside), (beside, kept)):
        assert_alike(Events([*map(Sheet.of, tables)]), in_order([*kept, *beside]))


@given(records(), st.data())
def test_events_of_a_later_table_replace_those_of_others(found: list[Event], data: st.DataObject) -> None:
    changed = data.draw(st.lists(st.sampled_from(found), unique_by=lambda e: e.id) if found else st.just([]))
    newer = [event.model_copy(update={"action": "other"}) for event in changed]
    events = Events((Sheet.of(found), Sheet.of(newer)), without=[event.id for event in changed])
    by_id = {event.id: event for event in [*found, *newer]}
    assert_alike(events, in_order([*by_id.values()]))


def test_a_row_is_counted_from_either_end(tiny_dataset: Dataset) -> None:
    events = tiny_dataset.events
    listed = [*events]
    assert (events[0], events[-1], events[1:3]) == (listed[0], listed[-1], tuple(listed[1:3]))
    assert events[np.int64(1)] == events[1]
    with pytest.raises(IndexError):
        events[len(events)]
    assert events != tuple(events)[1:]
    assert events != 1


class Swept(dict[int, Event]):
    """What is kept, where another session empties it right after each record that comes."""

    def __setitem__(self, row: int, record: Event) -> None:
        super().__setitem__(row, record)
        self.clear()


def test_a_record_is_given_whoever_empties_what_is_kept(
    tiny_dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = Events(tiny_dataset.events.sheets)
    monkeypatch.setattr(events, "_kept", Swept())
    assert [*events] == [*tiny_dataset.events]


def test_the_cells_of_a_record_are_the_record(dataset: Dataset) -> None:
    sheet = Sheet.of(dataset.events)
    assert [Event.model_validate(sheet.cells(row)) for row in range(len(sheet))] == sorted(
        dataset.events, key=lambda event: event.id
    )
    assert {*sheet.columns, *sheet.texts.fields} == {*FIELDS}
