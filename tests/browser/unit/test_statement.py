"""Who held a place, in records and in words: the rule that stands in Python and in the browser."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from geodash.i18n import LANGUAGES, translators
from geodash.model.changes import changes_between
from geodash.model.selection import to_day
from geodash.model.snapshot import snapshot_at
from geodash.wording.statement import control_statement

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
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


def test_controllers_are_those_of_python_around_every_change(
    program: Program, dataset: Dataset, days: list[date]
) -> None:
    found = program.answers(
        "core/scene",
        """(ids, day) => Object.fromEntries(
          ids.map((id) => [id, controllerAt(scene, scene.placeIndex.get(id), day)]))""",
        [[list(dataset.holdings), to_day(day)] for day in days],
    )
    for day, control in zip(days, found, strict=True):
        assert control == {row.place_id: row.controller for row in snapshot_at(dataset, day).control}, day


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
          .map(({ place, before, controller }) => [scene.places.id[place], before, controller])""",
        [[to_day(earlier), to_day(later)] for earlier, later in pairs],
    )
    for (earlier, later), changes in zip(pairs, found, strict=True):
        assert sorted(changes) == [
            [change.place_id, change.before.controller, change.after.controller]
            for change in changes_between(dataset, earlier, later)
        ]
