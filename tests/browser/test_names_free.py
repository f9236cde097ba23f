"""Names of towns win: no symbol of an event lies on a name or on a town; lines to symbols do not cross."""

from __future__ import annotations

from datetime import date, timedelta
from math import hypot
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

RING = 3
"""Pixels around the selected symbol, in whose middle its ring is drawn."""
WINDOWS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1440, "height": 900}},
    "laptop": {"viewport": {"width": 1366, "height": 650}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
DAYS = [
    *(date(2025, 1, 22) + timedelta(day) for day in range(32)),  # Goma and Bukavu fall
    *(date(2012, 11, 14) + timedelta(4 * step) for step in range(4)),
    *(date(2022, 6, 10) + timedelta(60 * step) for step in range(20)),
    *(date(2025, 12, 8) + timedelta(day) for day in range(4)),  # Uvira
]
DRAWN = """([date, days]) => {
  window.geodash.setState({ date, days });
  return window.geodash.getState().drawn;
}"""


def covered(drawn: dict[str, Any], selected: str = "none") -> list[str]:
    """What symbols of events lie on: of each the place, and what of it."""
    found = []
    for mark in drawn["events"]:
        r = mark["r"] + (RING if mark["event"] == selected else 0)
        for name in drawn["names"]:
            left, top, right, bottom = name["box"]
            across = max(left - mark["x"], 0, mark["x"] - right)
            down = max(top - mark["y"], 0, mark["y"] - bottom)
            if hypot(across, down) < r:
                found.append(f"name of {name['place']}")
        found += [
            f"symbol of {town['place']}"
            for town in drawn["towns"]
            if hypot(town["x"] - mark["x"], town["y"] - mark["y"]) < town["r"] + mark["r"]
        ]
    return found


def crossing(drawn: dict[str, Any]) -> list[tuple[Any, Any]]:
    """Pairs of symbols whose lines to their places cross."""

    def point(at: dict[str, float]) -> complex:
        return complex(at["x"], at["y"])

    led = [(point(mark), point(mark["from"]), mark) for mark in drawn["events"] if mark["from"]]

    def parts(start: complex, end: complex, *points: complex) -> bool:
        first, second = (((point - start) * (end - start).conjugate()).imag for point in points)
        return first * second < 0

    return [
        (mark, other)
        for number, (a, b, mark) in enumerate(led)
        for c, d, other in led[:number]
        if parts(a, b, c, d) and parts(c, d, a, b)
    ]


@pytest.mark.parametrize("window", WINDOWS)
def test_no_event_covers_a_name_or_a_town(dashboard: Open, window: str) -> None:
    opened = dashboard(**WINDOWS[window]).open(date="2025-01-20")
    assert len(DAYS) == 60
    symbols = dict.fromkeys((30, 365), 0)
    for days in symbols:
        for day in DAYS:
            drawn = opened.frame.evaluate(DRAWN, [day.isoformat(), days])
            assert covered(drawn) == [], (day, days)
            assert crossing(drawn) == [], (day, days)
            assert {"goma", "bukavu"} <= {name["place"] for name in drawn["names"]}
            symbols[days] += len(drawn["events"])
    assert min(symbols.values()) > 100


@pytest.mark.parametrize("window", WINDOWS)
def test_goma_can_be_read_on_the_day_it_fell(dashboard: Open, window: str) -> None:
    event = "goma-captured-20250127"
    opened = dashboard(**WINDOWS[window])
    opened.page.goto(f"{opened.address}/?date=2025-01-27&event={event}")
    opened.page.wait_for_function(opened.ready)
    opened.wait_for_state("s.selected.event === v", event)
    drawn = opened.state()["drawn"]
    assert covered(drawn, event) == []
    assert crossing(drawn) == []
    assert "goma" in {name["place"] for name in drawn["names"]}
    [mark] = [mark for mark in drawn["events"] if mark["event"] == event]
    goma = next(town for town in drawn["towns"] if town["place"] == "goma")
    led = [mark["from"] for mark in drawn["events"] if mark["from"]]
    assert any(abs(at["x"] - goma["x"]) + abs(at["y"] - goma["y"]) < 1 for at in led), mark
