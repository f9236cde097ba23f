"""Who held what on a day, held against the plainest possible reading of the records."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.plain import answer_in

from geodash.model.changes import changes_between
from geodash.model.snapshot import PlaceControl, snapshot_at
from geodash.model.vocabulary import FADED_DAYS, NO_DATA, UNKNOWN, Basis, Confidence

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

DAYS = st.dates(date(2011, 12, 1), date(2026, 7, 1))
ONE_DAY = timedelta(days=1)


@given(on=DAYS)
def test_a_snapshot_is_the_plain_reading_of_the_records(dataset: Dataset, on: date) -> None:
    for row in snapshot_at(dataset, on).control:
        assert (row.controller, row.basis) == answer_in(dataset, row.place_id, on), row.place_id


def test_a_snapshot_agrees_around_every_record(dataset: Dataset) -> None:
    for record in dataset.control:
        for on in (record.valid_from - ONE_DAY, record.valid_from, record.valid_from + ONE_DAY):
            row = snapshot_at(dataset, on).by_place[record.place_id]
            assert (row.controller, row.basis) == answer_in(dataset, record.place_id, on)


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


@pytest.mark.parametrize("days_after", [1, 60, 100, 400])
def test_after_systematic_coverage_only_places_with_a_later_record_show(
    dataset: Dataset, days_after: int
) -> None:
    known = dataset.control_known_until
    on = known + timedelta(days=days_after)
    later = {record.place_id for record in dataset.control if known < record.valid_from <= on}
    for row in snapshot_at(dataset, on).control:
        if row.place_id in later:
            assert row.since
            assert row.since > known
        else:
            assert (row.controller, row.basis, row.records) == (NO_DATA, Basis.NO_DATA, ())
    assert NO_DATA not in {row.controller for row in snapshot_at(dataset, known).control}


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


def test_change_days_are_those_on_which_a_record_changes_something(dataset: Dataset) -> None:
    days = set(dataset.change_days)
    openings = {h.records[0].valid_from for chain in dataset.holdings.values() for h in chain if h.records}
    assert days == openings
    on, before = dataset.first_day, reported(dataset, dataset.first_day - ONE_DAY)
    while on <= dataset.control_known_until:
        after = reported(dataset, on)
        assert (before != after) <= (on in days), on
        on, before = on + ONE_DAY, after


def reported(dataset: Dataset, on: date) -> list[str]:
    """Controllers on a day, those that are only implied left out."""
    rows = snapshot_at(dataset, on).control
    return [UNKNOWN if row.basis is Basis.IMPLIED else row.controller for row in rows]


@pytest.mark.parametrize(
    ("basis", "age", "is_carried"),
    [
        (Basis.REPORTED, FADED_DAYS - 1, False),
        (Basis.REPORTED, FADED_DAYS, False),
        (Basis.REPORTED, FADED_DAYS + 1, True),
        (Basis.IMPLIED, FADED_DAYS + 1, False),
        (Basis.UNKNOWN, FADED_DAYS + 1, False),
    ],
)
def test_what_is_reported_is_carried_beyond_a_year(
    tiny_dataset: Dataset, basis: Basis, age: int, *, is_carried: bool
) -> None:
    ground = tiny_dataset.control[0]
    assert PlaceControl("goma", "m23", "m23", basis, (ground,), ground, age).is_carried == is_carried


def test_without_a_record_nothing_is_carried_and_nothing_known() -> None:
    control = PlaceControl("goma", NO_DATA, NO_DATA, Basis.NO_DATA)
    assert not control.is_carried
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
    control = PlaceControl("bukavu", "m23", "m23", Basis.REPORTED, (first, latest, latest), latest)
    assert (control.since, control.last_confirmed) == (first.valid_from, date(2025, 3, 1))
    assert control.confidence is Confidence.LOW
    assert control.sources == ("c", "a", "b")
    assert control.disputed_note("en") == "Dates differ. Denied."
    assert control.disputed_note("fr") == "Nié."
