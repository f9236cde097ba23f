"""Names on the map are read whole: none is cut by the edge of the map or by what lies over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

WINDOWS = [(1440, 900), (1366, 650), (820, 1180), (768, 1024), (390, 844)]
VIEWS = [None, [-1.68, 29.23, 9], [-2.2, 28.6, 8], [-1.2, 28.95, 8.5], [1, 24, 5]]
DRAWN = """(view) => {
  if (view) window.geodash.setState({ view });
  return window.geodash.getState().drawn.names;
}"""
ROUNDED = 1
"""Pixels by which the sheet, that is drawn in whole ones, may reach over the edge."""


FURNITURE = """() => Array.from(document.querySelectorAll(".gd-box, .gd-credits"),
  (node) => node.getBoundingClientRect()).filter(({ width }) => width)
  .map(({ left, top, right, bottom }) => [left, top, right, bottom])"""


def cut(names: list[dict[str, Any]], width: int, height: int) -> list[str]:
    """Places whose names are seen in part."""
    found = []
    for name in names:
        left, top, right, bottom = name["box"]
        seen = right > 0 and bottom > 0 and left < width and top < height
        if seen and min(left, top, width - right, height - bottom) < -ROUNDED:
            found.append(name["place"])
    return found


def covered(names: list[dict[str, Any]], furniture: list[list[float]]) -> list[str]:
    """Places on whose names something lies."""
    return [
        name["place"]
        for name in names
        for left, top, right, bottom in furniture
        if min(name["box"][2] - left, right - name["box"][0]) > ROUNDED
        and min(name["box"][3] - top, bottom - name["box"][1]) > ROUNDED
    ]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_name_is_cut(dashboard: Open, lang: str) -> None:
    opened = dashboard().open(date="2025-03-17", lang=lang)
    named = 0
    for width, height in WINDOWS:
        opened.page.set_viewport_size({"width": width, "height": height})
        opened.page.reload()
        opened.page.wait_for_function(opened.ready)
        size = opened.frame.evaluate("[innerWidth, innerHeight]")
        furniture = opened.frame.evaluate(FURNITURE)
        assert len(furniture) > 3
        for view in VIEWS:
            names = opened.frame.evaluate(DRAWN, view)
            assert cut(names, *size) == [], (width, height, view)
            assert covered(names, furniture) == [], (width, height, view)
            named += len(names)
    assert named > 10 * len(WINDOWS) * len(VIEWS)
