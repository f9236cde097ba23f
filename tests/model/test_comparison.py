"""Two days compared: symmetric, and the plain difference of two snapshots, for random pairs of days."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest
from benchmarks.synthetic import write_package
from hypothesis import given
from hypothesis import strategies as st
from tests.model.plain import answer_in

from geodash.model.changes import ControlChange
from geodash.model.comparison import LEAST_FOR_PERCENT, Comparison, EventTotal, GroupTotal, compare
from geodash.model.relations import RelationChange, relation_states_at
from geodash.model.selection import EventFilter, count_events, filter_mask, window_mask
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import EventCategory, RelationStatus
from geodash.package import load_dataset

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geodash.model.dataset import Dataset

DAYS = st.dates(date(2011, 12, 1), date(2026, 7, 1)) | st.dates(date(2025, 1, 1), date(2025, 4, 1))
WINDOWS = st.none() | st.integers(1, 400)
WANTED = st.builds(EventFilter, categories=st.frozensets(st.sampled_from(EventCategory), max_size=4))


@pytest.fixture(scope="session")
def cases(
    dataset: Dataset, tiny_dataset: Dataset, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Dataset]:
    """The shipped data, the small package, and generated events in their thousands."""
    generated = load_dataset(write_package(tmp_path_factory.mktemp("generated"), 2_000))
    return {"shipped": dataset, "tiny": tiny_dataset, "generated": generated}


def count(dataset: Dataset, on: date, days: int | None, mask: NDArray[np.bool_]) -> Counter[EventCategory]:
    """Events of a window by category, by going through all of them."""
    shown = {
        event.id: event
        for event, wanted in zip(dataset.events, mask, strict=True)
        if wanted and event.date <= on and (days is None or (on - event.last_day).days < days)
    }
    return Counter(event.category for event in shown.values() if event.part_of not in shown)


def mirrored(comparison: Comparison) -> Comparison:
    """The same comparison with before and after exchanged."""
    return Comparison(
        comparison.later,
        comparison.earlier,
        comparison.days,
        tuple(ControlChange(c.place_id, c.after, c.before) for c in comparison.control),
        {name: GroupTotal(t.after, t.before, t.lost, t.gained) for name, t in comparison.groups.items()},
        tuple(RelationChange(c.pair, c.after, c.before) for c in comparison.relations),
        {name: EventTotal(total.after, total.before) for name, total in comparison.events.items()},
    )


@pytest.mark.parametrize("name", ["shipped", "tiny", "generated"])
@given(one=DAYS, two=DAYS, days=WINDOWS, wanted=WANTED)
def test_swapping_the_days_swaps_before_and_after(
    cases: dict[str, Dataset], name: str, one: date, two: date, days: int | None, wanted: EventFilter
) -> None:
    dataset = cases[name]
    mask = filter_mask(dataset.event_columns, wanted)
    forth = compare(dataset, one, two, days, mask)
    back = compare(dataset, two, one, days, mask)
    assert forth == mirrored(back)
    for category, total in forth.events.items():
        assert (total.percent is None) == (back.events[category].percent is None)


@pytest.mark.parametrize("name", ["shipped", "tiny"])
@given(one=DAYS, two=DAYS)
def test_totals_are_the_difference_of_two_snapshots(
    cases: dict[str, Dataset], name: str, one: date, two: date
) -> None:
    dataset = cases[name]
    before, after = (snapshot_at(dataset, on).count_by_group() for on in (one, two))
    found = compare(dataset, one, two, 30).groups
    assert tuple(found) == dataset.conflict.class_ids
    for group, total in found.items():
        assert (total.before, total.after) == (before[group], after[group])
        assert total.after - total.before == total.gained - total.lost
    assert sum(total.gained for total in found.values()) == sum(total.lost for total in found.values())


@pytest.mark.parametrize("name", ["shipped", "tiny"])
@given(one=DAYS, two=DAYS)
def test_changes_are_those_of_going_through_all_records(
    cases: dict[str, Dataset], name: str, one: date, two: date
) -> None:
    dataset = cases[name]
    found = compare(dataset, one, two, 30)
    expected = [
        (place, before, after)
        for place in sorted({record.place_id for record in dataset.control})
        if (before := answer_in(dataset, place, one)[0]) != (after := answer_in(dataset, place, two)[0])
    ]
    assert [(c.place_id, c.before.controller, c.after.controller) for c in found.control] == expected
    old, new = relation_states_at(dataset, one), relation_states_at(dataset, two)
    changed = [
        pair
        for pair in sorted(old.keys() | new.keys())
        if pair not in old or pair not in new or old[pair].status != new[pair].status
    ]
    ended = max(one, two) > dataset.events_known_until
    assert [change.pair for change in found.relations] == ([] if ended else changed)


@pytest.mark.parametrize("name", ["shipped", "tiny", "generated"])
@given(one=DAYS, two=DAYS, days=WINDOWS, wanted=WANTED)
def test_events_are_counted_without_their_parts(
    cases: dict[str, Dataset], name: str, one: date, two: date, days: int | None, wanted: EventFilter
) -> None:
    dataset = cases[name]
    mask = filter_mask(dataset.event_columns, wanted)
    found = compare(dataset, one, two, days, mask)
    before, after = count(dataset, one, days, mask), count(dataset, two, days, mask)
    assert {c: (t.before, t.after) for c, t in found.events.items()} == {
        category: (before[category], after[category]) for category in EventCategory
    }
    columns = dataset.event_columns
    whole = [count_events(columns, window_mask(columns, on, days) & mask) for on in (one, two)]
    assert [found.all_events.before, found.all_events.after] == whole


def test_a_day_does_not_differ_from_itself(cases: dict[str, Dataset]) -> None:
    on = date(2025, 3, 17)
    found = compare(cases["shipped"], on, on, 30)
    assert (found.control, found.relations) == ((), ())
    assert all(total.before == total.after for total in found.events.values())
    assert found.all_events.percent == 0


def test_the_weeks_of_the_founding_text(cases: dict[str, Dataset]) -> None:
    found = compare(cases["shipped"], date(2025, 1, 1), date(2025, 3, 17), 30)
    changed = {change.place_id: change for change in found.control}
    assert {"goma", "bukavu"} <= changed.keys()
    assert changed["goma"].after.group == "m23"
    assert found.groups["m23"].gained > found.groups["m23"].lost
    relations = {change.pair: change for change in found.relations}
    belgium = relations["rwanda", "belgium"]
    assert belgium.before is None
    assert belgium.after is not None
    assert belgium.after.status is RelationStatus.SEVERED


@pytest.mark.parametrize(
    ("before", "after", "percent"),
    [
        (LEAST_FOR_PERCENT, LEAST_FOR_PERCENT, 0),
        (LEAST_FOR_PERCENT, 3 * LEAST_FOR_PERCENT, 200),
        (40, 30, -25),
        (LEAST_FOR_PERCENT - 1, 1000, None),
        (1000, LEAST_FOR_PERCENT - 1, None),
        (0, 0, None),
    ],
)
def test_small_numbers_have_no_percentage(before: int, after: int, percent: int | None) -> None:
    assert EventTotal(before, after).percent == percent
