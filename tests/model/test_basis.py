"""What an answer rests on: a record, the next record's word on who lost the place, or nothing."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.plain import answer

from geodash.model.holdings import holdings_of
from geodash.model.records import ControlRecord
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import FADED_DAYS, NO_DATA, UNKNOWN, Basis, Confidence, DatePrecision

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

ONE_DAY = timedelta(days=1)
START = date(2020, 1, 1)
HOLDERS = ("north", "south", "contested", UNKNOWN)


@st.composite
def chains(draw: st.DrawFn) -> list[ControlRecord]:
    """Records of one place in time order, each beginning where the last one ended."""
    gaps = draw(st.lists(st.integers(1, 900), min_size=1, max_size=8))
    day, before, found = START, draw(st.sampled_from(HOLDERS)), []
    for number, gap in enumerate(gaps):
        day += timedelta(days=gap)
        controller = draw(st.sampled_from(HOLDERS))
        may_say = number == 0 or before == UNKNOWN
        taken_from = (
            draw(st.sampled_from([None, "north", "south"])) if may_say and controller != UNKNOWN else None
        )
        found.append(
            ControlRecord(
                id=f"c-{number}",
                place_id="town",
                valid_from=day,
                date_precision=DatePrecision.DAY,
                controller=controller,
                previous=before,
                taken_from=taken_from,
                confidence=Confidence.HIGH,
                is_status_report=controller == before,
                source_ids=("s",),
                summary_en="x",
                summary_fr="x",
            )
        )
        before = controller
    return found


@given(
    chain=chains(),
    reach=st.integers(0, 500),
    offset=st.integers(-600, 4000),
    known=st.integers(0, 4000),
)
def test_a_day_is_answered_as_a_plain_reading_of_the_records(
    chain: list[ControlRecord], reach: int, offset: int, known: int
) -> None:
    on, known_until = START + timedelta(days=offset), START + timedelta(days=known)
    found = [holding for holding in holdings_of(chain, reach, known_until) if on in holding.interval]
    assert len(found) <= 1
    expected = answer(chain, on, reach, known_until)
    nothing = {(UNKNOWN, Basis.UNKNOWN), (NO_DATA, Basis.NO_DATA)}
    assert (found[0].controller, found[0].basis) == expected if found else expected in nothing


@given(chain=chains(), reach=st.integers(0, 500), known=st.integers(0, 4000))
def test_holdings_keep_every_record_once_and_do_not_overlap(
    chain: list[ControlRecord], reach: int, known: int
) -> None:
    holdings = holdings_of(chain, reach, START + timedelta(days=known))
    assert [record for holding in holdings for record in holding.records] == chain
    for one, two in pairwise(holdings):
        assert one.interval.end is not None
        assert one.interval.end <= two.interval.start


@given(chain=chains(), reach=st.integers(0, 500))
def test_implied_stays_in_its_bounds(chain: list[ControlRecord], reach: int) -> None:
    holdings = holdings_of(chain, reach)
    reported = [holding.interval for holding in holdings if holding.basis is Basis.REPORTED]
    for holding in holdings:
        if holding.basis is not Basis.IMPLIED:
            continue
        ground = holding.next_record
        assert ground is not None
        assert ground.taken_from == holding.controller
        assert holding.interval.end == ground.valid_from
        assert (ground.valid_from - holding.interval.start).days <= reach
        assert not any(holding.interval.overlaps(interval) for interval in reported)
        assert not any(record.valid_from in holding.interval for record in chain)


@given(chain=chains(), offset=st.integers(-600, 4000))
def test_evidence_is_the_nearest_record_that_supports_the_holder(
    chain: list[ControlRecord], offset: int
) -> None:
    on = START + timedelta(days=offset)
    for holding in holdings_of(chain, 365):
        if on not in holding.interval or holding.basis is not Basis.REPORTED:
            continue
        named = [r for r in chain if r.controller != UNKNOWN and r.previous == holding.controller]
        near = [
            r
            for r in (*holding.records, *named)
            if r in holding.records or r.valid_from == holding.interval.end
        ]
        evidence = holding.evidence_at(on)
        assert evidence is not None
        assert abs((evidence.valid_from - on).days) == min(abs((r.valid_from - on).days) for r in near)


QUESTIONS = [
    ("goma", "2012-11-19", "government", "implied"),
    ("matembe", "2024-12-14", "government", "implied"),
    ("ndoluma", "2025-02-17", "government", "implied"),
    ("kayna", "2024-06-28", "government", "implied"),
    ("bukavu", "2025-02-13", "government", "reported"),
    ("minova", "2025-01-19", "government", "reported"),
    ("kanyabayonga", "2024-06-27", "government", "reported"),
    ("kamanyola", "2025-02-17", "government", "reported"),
    ("bunagana", "2023-12-20", "unknown", "unknown"),
    ("katana", "2025-08-13", "government", "reported"),
    ("luvungi", "2025-12-06", "m23", "reported"),
    ("luvungi", "2026-05-20", "government", "reported"),
    ("bukavu", "2026-05-20", "no_data", "no_data"),
]


@pytest.mark.parametrize(("place", "day", "group", "basis"), QUESTIONS)
def test_as_of_questions(dataset: Dataset, place: str, day: str, group: str, basis: str) -> None:
    row = snapshot_at(dataset, date.fromisoformat(day)).by_place[place]
    assert (row.group, row.basis) == (group, basis)


def test_the_eve_of_a_capture_is_not_old_evidence(dataset: Dataset) -> None:
    row = snapshot_at(dataset, date(2025, 2, 17)).by_place["kamanyola"]
    assert row.age <= 1
    assert not row.is_carried


@pytest.mark.parametrize(
    ("place", "day", "controller"),
    [("minembwe", "2025-02-22", "twirwaneho"), ("goma-airport", "2013-06-01", "monusco")],
)
def test_who_held_it(dataset: Dataset, place: str, day: str, controller: str) -> None:
    assert snapshot_at(dataset, date.fromisoformat(day)).by_place[place].controller == controller


def test_a_town_that_changed_hands_twice_is_not_carried_through(dataset: Dataset) -> None:
    assert snapshot_at(dataset, date(2025, 1, 15)).by_place["bambo"].controller != "m23"


def test_carried_places_are_reported_and_over_a_year_away(dataset: Dataset) -> None:
    for row in snapshot_at(dataset, date(2020, 6, 1)).control:
        assert row.is_carried == (row.basis is Basis.REPORTED and row.age > FADED_DAYS)
