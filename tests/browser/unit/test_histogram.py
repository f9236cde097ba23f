"""Bars and marks of the time axis."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

EPOCH = date(1970, 1, 1)
DOMAIN = (18_000, 18_400)
CHANCE = random.Random(21)
WIDTHS = (60, 300, 900, 2000)


def scene() -> dict[str, Any]:
    start = sorted(CHANCE.randrange(DOMAIN[0], DOMAIN[1] + 1) for _ in range(CHANCE.randrange(80)))
    part = [-1 if row == 0 or CHANCE.random() < 0.8 else CHANCE.randrange(row) for row in range(len(start))]
    return {"domain": DOMAIN, "events": {"start": start, "part": part, "here": {"from": 0, "to": len(start)}}}


def test_bars_hold_every_event_once_and_no_part(program: Program) -> None:
    cases: list[list[Any]] = [[scene(), CHANCE.choice(WIDTHS)] for _ in range(60)]
    function = """(scene, width) => {
      const span = { from: scene.domain[0], to: scene.domain[1] + 1 };
      const size = binDays(span, width);
      return { size, bars: barsOf(scene, runningTotals(scene, null), span, width) };
    }"""
    for (made, width), found in zip(cases, program.answers("parts/histogram", function, cases), strict=True):
        events = made["events"]
        days = [day for day, whole in zip(events["start"], events["part"], strict=True) if whole < 0]
        for bar in found["bars"]:
            assert bar["to"] - bar["from"] == found["size"]
            assert bar["count"] == sum(bar["from"] <= day < bar["to"] for day in days) > 0
        assert sum(bar["count"] for bar in found["bars"]) == len(days)
        assert found["size"] == 364 or found["size"] * width / (DOMAIN[1] + 1 - DOMAIN[0]) >= 5


def test_weeks_begin_on_mondays(program: Program) -> None:
    days: list[list[Any]] = [
        [CHANCE.randrange(0, 30_000), CHANCE.choice([7, 14, 28, 91])] for _ in range(200)
    ]
    for (day, size), start in zip(days, program.answers("parts/histogram", "binStart", days), strict=True):
        assert start <= day < start + size
        assert (EPOCH + timedelta(start)).weekday() == 0


def test_a_filter_brings_back_a_part_whose_whole_is_left_out(program: Program) -> None:
    events = {"start": [18_010, 18_020], "part": [-1, 0], "here": {"from": 0, "to": 2}}
    made = {"domain": DOMAIN, "events": events}
    function = """(scene, mask) =>
      countBetween(scene, runningTotals(scene, mask && Uint8Array.from(mask)), 18000, 18401)"""
    cases: list[list[Any]] = [[made, None], [made, [0b11]], [made, [0b10]], [made, [0]]]
    assert program.answers("parts/histogram", function, cases) == [1, 1, 1, 0]


def test_marks_stand_apart_on_beginnings_of_months_and_years(program: Program) -> None:
    spans = [{"from": day, "to": day + days} for day in (15_000, 18_321.5) for days in (14, 60, 400, 5000)]
    cases: list[list[Any]] = [[span, width, room] for span in spans for width in WIDTHS for room in (40, 90)]
    for (span, width, room), marks in zip(
        cases, program.answers("parts/histogram", "axisMarks", cases), strict=True
    ):
        days = [mark["day"] for mark in marks]
        assert all(span["from"] <= day < span["to"] for day in days)
        gaps = [later - day for day, later in pairwise(days)]
        shortest = 0.9 * room * (span["to"] - span["from"]) / width  # February is shorter than a month
        assert all(gap >= min(shortest, 5 * 365) for gap in gaps)
        for mark in marks:
            on = EPOCH + timedelta(mark["day"])
            assert mark["style"] == "day" or on.day == 1
            assert (mark["style"] == "year") == (mark["style"] != "day" and on.month == 1)
