"""Territories are shaded by the events that lie in them, in steps that stay the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

CLASSES_OF = """(counts, span) => {
  const place = counts.flatMap((count, at) => Array.from({ length: count }, () => at - 1));
  const events = { place, here: { from: 0, to: place.length } };
  events.start = place.map(() => 19000);
  events.low = events.part = place.map(() => -1);
  const layer = { units: [1, 0, 2, 1], places: [0, 1, -1, 2, 2] };
  return classesOf({ domain: [18000, 20000], events }, layer, span, null);
}"""


@pytest.mark.parametrize(
    ("counts", "span", "expected"),
    [
        ([9, 4, 5, 9, 0, 0], None, [1, 0, -1, 1]),
        ([0, 19, 20, 0, 60, 40], None, [2, 1, 3, 2]),
        ([0, 499, 500, 0, 1, 0], {"from": 18900, "to": 19001}, [4, 3, 0, 4]),
        ([0, 499, 500, 0, 1, 0], {"from": 18000, "to": 18500}, [-1, -1, -1, -1]),
    ],
)
def test_classes_go_by_the_events_of_a_territory(
    program: Program, counts: list[int], span: dict[str, int] | None, expected: list[int]
) -> None:
    """Counts are of events without a place, then of those at each of five places."""
    assert program.answer("map/shades", CLASSES_OF, counts, span) == expected
