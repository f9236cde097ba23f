"""Who held a place, in records and in words: the rule that stands in Python and in the browser."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from geodash.i18n import LANGUAGES, translators
from geodash.model.changes import changes_between, net_moves
from geodash.model.interval import to_day
from geodash.model.snapshot import snapshot_at
from geodash.wording.statement import control_statement

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.snapshot import PlaceControl
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

ONE_DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def days(dataset: Dataset) -> list[date]:
    """Every day of a change, the day before and the day after, and the edges of what is known."""
    changes = {record.valid_from for record in dataset.control}
    last = dataset.control_known_until
    around = {day + step for day in changes for step in (-ONE_DAY, 0 * ONE_DAY, ONE_DAY)}
    return sorted(around | {dataset.first_day, last, last + ONE_DAY, dataset.last_day})


def plain(text: str) -> str:
    """Without the kinds of space that number formats of browser and Python differ in."""
    return " ".join(text.split())


def test_who_held_what_on_which_ground_is_as_in_python(
    program: Program, dataset: Dataset, days: list[date]
) -> None:
    chance = random.Random(11)
    span = (dataset.last_day - dataset.first_day).days
    some = [dataset.first_day + timedelta(days=chance.randint(-400, span + 30)) for _ in range(200)]
    found = program.answers(
        "core/control",
        """(ids, day) => ids.map((id) => statusAt(scene, scene.placeIndex.get(id), day))
          .map(({ controller, group, basis, age, carried, confidence }) =>
            [controller, group, basis, age ?? 0, carried ?? false, confidence ?? null])""",
        [[list(dataset.holdings), to_day(day)] for day in (*days, *some)],
    )
    for day, rows in zip((*days, *some), found, strict=True):
        assert rows == [
            [row.controller, row.group, row.basis, age_of(row), row.is_carried, confidence_of(row)]
            for row in snapshot_at(dataset, day).control
        ], day


def confidence_of(row: PlaceControl) -> int | None:
    """Confidence as a number, of those that a holder or a contest is known of."""
    return row.confidence.rank if row.confidence and row.is_answered else None


def age_of(row: PlaceControl) -> int:
    """How far the evidence is away, of those that a holder or a contest is known of."""
    return row.age if row.is_answered else 0


def test_what_is_carried_is_carried_on_every_day_of_its_stretch(program: Program, dataset: Dataset) -> None:
    """The pale parts of a strip are the days whose nearest report is over a year away, and no others."""
    function = """(id) => stretchesOf(scene, scene.placeIndex.get(id))
      .filter(({ look }) => look === "carried").map(({ from, to }) => [from, to])"""
    stretches = program.answers("core/control", function, [[place_id] for place_id in dataset.holdings])
    chance = random.Random(3)
    first, last = to_day(dataset.first_day), to_day(dataset.last_day)
    for place_id, parts in zip(dataset.holdings, stretches, strict=True):
        edges = {day + step for part in parts for day in part if day for step in (-1, 0, 1)}
        for day in sorted(edges | {chance.randint(first, last) for _ in range(20)}):
            row = snapshot_at(dataset, date(1970, 1, 1) + timedelta(days=day)).by_place[place_id]
            pale = any(start <= day and (end is None or day < end) for start, end in parts)
            assert row.is_carried == pale, (place_id, day)


def test_net_moves_are_those_of_python(program: Program, dataset: Dataset, days: list[date]) -> None:
    chance = random.Random(8)
    pairs = [sorted(chance.sample(days, 2)) for _ in range(60)]
    found = program.answers(
        "parts/changes",
        "(earlier, later) => netMoves(scene, earlier, later)",
        [[to_day(day) for day in pair] for pair in pairs],
    )
    for pair, moves in zip(pairs, found, strict=True):
        expected = net_moves(*(snapshot_at(dataset, day) for day in pair))
        assert {group: expected[group] for group in moves} == moves


def test_wording_is_that_of_python_around_every_change(
    program: Program, dataset: Dataset, days: list[date]
) -> None:
    some = random.Random(2).sample(days, 60) + days[-3:]
    spoken = program.answers(
        "core/statement",
        """(lang, ids, day) =>
          ids.map((id) => controlStatement(scene, lang, scene.placeIndex.get(id), day))""",
        [[lang, list(dataset.holdings), to_day(day)] for lang in LANGUAGES for day in some],
    )
    expected = [
        [control_statement(dataset, row, day, tr) for row in snapshot_at(dataset, day).control]
        for tr in translators(dataset.conflict).values()
        for day in some
    ]
    for said, wanted in zip(spoken, expected, strict=True):
        assert list(map(plain, said)) == list(map(plain, wanted))


def test_changes_between_two_days_are_those_of_python(
    program: Program, dataset: Dataset, days: list[date]
) -> None:
    chance = random.Random(6)
    pairs = [sorted(chance.sample(days, 2)) for _ in range(80)]
    pairs += [[day, later] for later, day in pairs[:20]]
    found = program.answers(
        "parts/changes",
        """(earlier, later) => changesBetween(scene, earlier, later)
          .map(({ place, before, after, kind }) =>
            [scene.places.id[place], before.controller, after.controller, kind === "moved"])""",
        [[to_day(earlier), to_day(later)] for earlier, later in pairs],
    )
    for (earlier, later), changes in zip(pairs, found, strict=True):
        assert sorted(changes) == [
            [
                change.place_id,
                change.before.controller,
                change.after.controller,
                change.before.is_answered and change.after.is_answered,
            ]
            for change in changes_between(dataset, earlier, later)
        ]
