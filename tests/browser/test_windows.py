"""Low windows: the page scrolls, and each part keeps a usable size."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

LOW = [(720, 450), (1093, 500), (844, 390), (1024, 420), (667, 375), (1366, 480)]
"""Between phone and desktop: a laptop at 125 %, half a screen, a phone on its side."""
PARTS = ("gd_map", "gd_side", "gd_clock")
WHOLE = """() => {
  const sentence = document.querySelector('.gd-sentence');
  const { left, bottom } = sentence.getBoundingClientRect();
  const isOnTop = document.elementFromPoint(left + 20, bottom - 6) === sentence;
  return sentence.scrollWidth <= sentence.clientWidth && isOnTop;
}"""
"""Whether the sentence that tells who holds how many towns can be read to its end."""
ROWS = """(list) => {
  const box = list.getBoundingClientRect();
  const rows = [...list.querySelectorAll('[role=option]')];
  return rows.slice(0, 3).every((row) => {
    row.scrollIntoView({ block: 'nearest' });
    const { top, bottom } = row.getBoundingClientRect();
    const seen = document.elementFromPoint(box.left + box.width / 2, (top + bottom) / 2);
    return bottom > top && seen !== null && row.contains(seen);
  });
}"""


def test_no_part_covers_another_and_the_list_can_be_read(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    for number, (width, height) in enumerate(LOW, 1):
        opened.page.set_viewport_size({"width": width, "height": height})
        assert_readable(opened)
        opened.page.mouse.move(0, 0)
        opened.page.evaluate("() => document.querySelector('.gd-sentence').scrollIntoView()")
        opened.page.locator(".gd-sentence").hover()
        opened.page.wait_for_function(WHOLE)
        opened.slider.scroll_into_view_if_needed()
        opened.slider.press("ArrowLeft")
        opened.wait_for_state("s.date === v", f"2025-03-{17 - number}")


def test_the_way_in_is_cut_at_its_end_only(dashboard: Open) -> None:
    opened = dashboard(viewport={"width": 1366, "height": 650}).open(date="2025-03-17", lang="fr")
    link = opened.page.locator(".gd-presets .gd-link")
    link.get_by_text("Le Rwanda rompt").wait_for()
    room = opened.page.locator(".gd-presets").bounding_box()
    box = link.bounding_box()
    assert box
    assert room
    assert 200 < box["width"] <= room["width"] - (box["x"] - room["x"]) + 1


def test_the_way_in_leads_to_its_event_on_its_day(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-01-27")
    opened.page.locator(".gd-presets .gd-link").click()
    opened.wait_for_state("s.selected.event === v", "rwa-bel-sever-relations-20250317")
    assert opened.state()["date"] == "2025-03-17"


def test_every_control_of_the_clock_lies_on_the_page(dashboard: Open) -> None:
    opened = dashboard(viewport={"width": 820, "height": 1180}).open(date="2025-02-16", lang="fr")
    for width in range(780, 1300, 40):
        opened.page.set_viewport_size({"width": width, "height": 900})
        opened.page.wait_for_function("(width) => innerWidth === width", arg=width)
        ends = opened.page.locator(".gd-bar button, .gd-bar input, .gd-bar select").evaluate_all(
            "(found) => found.map((each) => each.getBoundingClientRect().right)"
        )
        assert len(ends) > 10
        assert max(ends) <= width, width


def assert_readable(opened: Dashboard) -> None:
    boxes = {}
    for part in PARTS:
        box = opened.page.locator(f".st-key-{part}").bounding_box()
        assert box
        boxes[part] = box
    for one, other in combinations(boxes.values(), 2):
        apart = (
            one["x"] + one["width"] <= other["x"] + 1
            or other["x"] + other["width"] <= one["x"] + 1
            or one["y"] + one["height"] <= other["y"] + 1
            or other["y"] + other["height"] <= one["y"] + 1
        )
        assert apart, boxes
    listed = opened.page.get_by_role("listbox", name="Events")
    assert listed.evaluate("(list) => list.clientHeight") >= 100
    assert listed.evaluate(ROWS)


CHOSEN = """() => [...document.querySelectorAll(".gd-choices .gd-select, .gd-spans .gd-button")]
  .map((each) => each.getBoundingClientRect())
  .filter(({ width }) => width).map(({ left, right }) => [left, right])"""


def test_no_choice_of_the_clock_covers_another_on_a_phone(dashboard: Open) -> None:
    opened = dashboard(viewport={"width": 430, "height": 844}, has_touch=True, is_mobile=True)
    opened.open(date="2025-01-27", lang="fr")
    for width in (430, 412, 390, 375, 360):
        opened.page.set_viewport_size({"width": width, "height": 844})
        opened.page.wait_for_function("(width) => innerWidth === width", arg=width)
        sides = opened.page.evaluate(CHOSEN)
        assert len(sides) == 5, width
        assert all(right <= left for (_, right), (left, _) in pairwise(sides)), (width, sides)
