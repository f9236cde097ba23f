"""The visible part of the time axis: where it goes when it is chosen, zoomed, moved, or left by the clock."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

DOMAIN = (15_000, 20_000)
SCENE = {"domain": DOMAIN, "conflict": {"spanFrom": 17_980}}
LEAST = 14
CHANCE = random.Random(8)


def span() -> dict[str, Any]:
    start = CHANCE.uniform(DOMAIN[0], DOMAIN[1] - LEAST)
    return {"from": start, "to": CHANCE.uniform(start + LEAST, DOMAIN[1] + 1), "kind": None}


def length(span: dict[str, Any]) -> float:
    return float(span["to"] - span["from"])


def is_inside(span: dict[str, Any]) -> bool:
    return bool(DOMAIN[0] - 1e-6 <= span["from"] < span["to"] <= DOMAIN[1] + 1 + 1e-6)


SPANS = [span() for _ in range(300)]


def test_zooming_keeps_its_day_in_place_and_stays_inside(program: Program) -> None:
    cases: list[list[Any]] = []
    for each in SPANS:
        at = CHANCE.uniform(each["from"], each["to"])
        cases.append([SCENE, each, CHANCE.uniform(0.1, 4), at])
    for (_, old, factor, at), new in zip(
        cases, program.answers("timeline/span", "zoomed", cases), strict=True
    ):
        assert is_inside(new)
        assert length(new) == pytest.approx(min(max(length(old) * factor, LEAST), 5001))
        free = DOMAIN[0] + 1e-6 < new["from"] and new["to"] < DOMAIN[1] + 1 - 1e-6
        share, before = (at - new["from"]) / length(new), (at - old["from"]) / length(old)
        assert not free or share == pytest.approx(before, abs=1e-6)


def test_moving_keeps_the_length(program: Program) -> None:
    cases: list[list[Any]] = [[SCENE, each, CHANCE.uniform(-3000, 3000)] for each in SPANS]
    for (_, old, days), new in zip(cases, program.answers("timeline/span", "panned", cases), strict=True):
        assert is_inside(new)
        assert length(new) == pytest.approx(length(old))
        assert (new["from"] - old["from"]) * days >= 0


def test_a_day_that_is_left_is_shown_again(program: Program) -> None:
    cases: list[Any] = [[SCENE, each, CHANCE.randrange(DOMAIN[0], DOMAIN[1] + 1)] for each in SPANS]
    cases += [[SCENE, each | {"kind": "recent"}, day] for _, each, day in cases]
    for (_, old, day), new in zip(cases, program.answers("timeline/span", "showing", cases), strict=True):
        assert new["from"] <= day + 1e-6
        assert day + 1 <= new["to"] + 1e-6
        if old["from"] <= day and day + 1 <= old["to"]:
            assert new == old
        elif old["kind"] == "recent":
            assert (new["from"], new["to"], new["kind"]) == (DOMAIN[0], DOMAIN[1] + 1, "all")
        else:
            assert length(new) == pytest.approx(length(old))


@pytest.mark.parametrize(
    ("kind", "date", "expected"),
    [
        ("all", 17_000, [15_000, 20_001]),
        ("30", 17_000, [16_985.5, 17_015.5]),
        ("30", 15_001, [15_000, 15_030]),
        ("30", 20_000, [19_971, 20_001]),
        ("recent", 17_000, [17_980, 20_001]),
    ],
)
def test_a_button_shows_its_stretch(program: Program, kind: str, date: int, expected: list[float]) -> None:
    found = program.answer("timeline/span", "spanOf", SCENE, kind, date)
    assert [found["from"], found["to"]] == expected
    assert found["kind"] == kind


@pytest.mark.parametrize("first", [None, 14_000, 15_000])
def test_a_stretch_that_holds_everything_is_none_of_its_own(program: Program, first: int | None) -> None:
    made = SCENE | {"conflict": {"spanFrom": first}}
    assert program.answer("timeline/span", "recentSpan", made) is None
    assert program.answer("timeline/span", "spanOf", made, "recent", 17_000)["kind"] == "all"
