"""Who held what on a day, held against the plainest possible reading of the records."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.model.changes import changes_between
from geodash.model.snapshot import PlaceControl, snapshot_at
from geodash.model.vocabulary import CONTESTED, FADED_DAYS, NO_DATA, UNKNOWN, Confidence

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

DAYS = st.dates(date(2011, 12, 1), date(2026, 7, 1))
ONE_DAY = timedelta(days=1)


def brute_force(dataset: Dataset, place_id: str, on: date) -> str:
    if on > dataset.control_known_until:
        return NO_DATA
    controller = UNKNOWN
    for record in sorted(dataset.control, key=lambda r: r.valid_from):
        if record.place_id == place_id and record.valid_from <= on:
            controller = record.controller
    return controller


@given(on=DAYS)
def test_a_snapshot_is_the_last_record_of_each_place(dataset: Dataset, on: date) -> None:
    for row in snapshot_at(dataset, on).control:
        assert row.controller == brute_force(dataset, row.place_id, on), row.place_id


def test_a_snapshot_agrees_around_every_record(dataset: Dataset) -> None:
    for record in dataset.control:
        for on in (record.valid_from - ONE_DAY, record.valid_from, record.valid_from + ONE_DAY):
            row = snapshot_at(dataset, on).by_place[record.place_id]
            assert row.controller == brute_force(dataset, record.place_id, on)


def test_an_open_gap_is_unknown_and_never_the_last_holder(dataset: Dataset) -> None:
    chains = dataset.holdings.values()
    known = dataset.control_known_until
    holdings = [h for chain in chains for h in chain if h.interval.start <= known]
    gaps = [holding for holding in holdings if holding.controller == UNKNOWN]
    assert gaps
    for gap in gaps:
        last = min(gap.interval.end or date.max, known + ONE_DAY) - ONE_DAY
        for on in (gap.interval.start, last):
            assert snapshot_at(dataset, on).by_place[gap.place_id].controller == UNKNOWN


def test_before_the_first_record_a_place_is_unknown(dataset: Dataset) -> None:
    for place_id, chain in dataset.holdings.items():
        before = min(chain[0].interval.start - ONE_DAY, dataset.control_known_until)
        row = snapshot_at(dataset, before).by_place[place_id]
        assert (row.controller, row.since, row.sources) == (UNKNOWN, None, ())


@pytest.mark.parametrize("days_after", [1, 2, 400])
def test_nothing_is_asserted_after_control_is_known(dataset: Dataset, days_after: int) -> None:
    on = dataset.control_known_until + timedelta(days=days_after)
    assert {row.controller for row in snapshot_at(dataset, on).control} == {NO_DATA}
    last = snapshot_at(dataset, dataset.control_known_until)
    assert NO_DATA not in {row.controller for row in last.control}


def test_a_status_report_confirms_and_does_not_cut(dataset: Dataset) -> None:
    known = [record for record in dataset.control if record.valid_from <= dataset.control_known_until]
    reports = [record for record in known if record.is_status_report]
    assert reports
    for report in reports:
        row = snapshot_at(dataset, report.valid_from).by_place[report.place_id]
        assert row.last_confirmed == report.valid_from
        assert row.since is not None
        chain = [r for r in dataset.control if r.place_id == report.place_id]
        if chain[0] is report:
            assert row.begins_earlier
        else:
            assert row.since < report.valid_from


@given(on=DAYS)
def test_counts_cover_every_tracked_place(dataset: Dataset, on: date) -> None:
    counts = snapshot_at(dataset, on).count_by_group()
    assert sum(counts.values()) == len(dataset.holdings)
    assert tuple(counts) == dataset.conflict.class_ids


@given(one=DAYS, two=DAYS)
def test_changes_are_the_difference_of_two_snapshots(dataset: Dataset, one: date, two: date) -> None:
    forth, back = changes_between(dataset, one, two), changes_between(dataset, two, one)
    assert [(c.place_id, c.before.controller, c.after.controller) for c in forth] == [
        (c.place_id, c.after.controller, c.before.controller) for c in back
    ]
    before, after = snapshot_at(dataset, one).by_place, snapshot_at(dataset, two).by_place
    changed = {place for place in before if before[place].controller != after[place].controller}
    assert {change.place_id for change in forth} == changed


def controllers(dataset: Dataset, on: date) -> list[str]:
    return [row.controller for row in snapshot_at(dataset, on).control]


def test_change_days_are_exactly_the_days_on_which_something_changes(dataset: Dataset) -> None:
    days = set(dataset.change_days)
    on, before = dataset.first_day, controllers(dataset, dataset.first_day - ONE_DAY)
    while on <= dataset.control_known_until:
        after = controllers(dataset, on)
        assert (before != after) <= (on in days), on
        on, before = on + ONE_DAY, after


@pytest.mark.parametrize(
    ("controller", "days", "is_old"),
    [
        ("m23", FADED_DAYS - 1, False),
        ("m23", FADED_DAYS, True),
        ("m23", FADED_DAYS + 1, True),
        (CONTESTED, FADED_DAYS, True),
        (UNKNOWN, FADED_DAYS, False),
    ],
)
def test_evidence_is_old_from_a_year_on(
    tiny_dataset: Dataset, controller: str, days: int, *, is_old: bool
) -> None:
    first, latest, *_ = tiny_dataset.control
    assert first.valid_from < latest.valid_from
    control = PlaceControl("goma", controller, controller, (first, latest))
    assert control.is_old(latest.valid_from + timedelta(days=days)) == is_old


def test_without_a_record_nothing_is_old_and_nothing_known(tiny_dataset: Dataset) -> None:
    control = PlaceControl("goma", NO_DATA, NO_DATA)
    assert not control.is_old(tiny_dataset.last_day)
    assert (control.since, control.last_confirmed, control.confidence) == (None, None, None)
    assert (control.sources, control.disputed_note("en")) == ((), "")


def test_control_says_what_its_records_say(tiny_dataset: Dataset) -> None:
    first, latest = (
        tiny_dataset.control[0].model_copy(update=changes)
        for changes in (
            {"source_ids": ("a", "b"), "confidence": Confidence.HIGH, "disputed_note_en": "Dates differ."},
            {
                "valid_from": date(2025, 3, 1),
                "source_ids": ("c", "a"),
                "confidence": Confidence.LOW,
                "disputed_note_en": "Denied.",
                "disputed_note_fr": "Nié.",
            },
        )
    )
    control = PlaceControl("bukavu", "m23", "m23", (first, latest, latest))
    assert (control.since, control.last_confirmed) == (first.valid_from, date(2025, 3, 1))
    assert control.confidence is Confidence.LOW
    assert control.sources == ("c", "a", "b")
    assert control.disputed_note("en") == "Dates differ. Denied."
    assert control.disputed_note("fr") == "Nié."
