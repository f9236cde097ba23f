"""What can be reached and read on an open page, whatever its window."""

from __future__ import annotations

from contextlib import suppress
from itertools import combinations
from typing import TYPE_CHECKING

from playwright.sync_api import TimeoutError as TooLongError

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

    from tests.browser.opened import Dashboard

PARTS = ("gd_map", "gd_side", "gd_clock")
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
COVERED = """() => [...document.querySelectorAll('button, input, select, [role=tab], .gd-track')]
  .filter((node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((node) => !node.closest('.gd-hidden, [data-testid=stVerticalBlock] > .st-key-w_unbrief'))
  .filter((node) => {
    node.scrollIntoView({ block: 'center', inline: 'center' });
    const { left, right, top, bottom } = node.getBoundingClientRect();
    if (right - left < 2 || bottom - top < 2) return false;
    const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return !seen || !(node.contains(seen) || seen.contains(node));
  })
  .map((node) => node.outerHTML.slice(0, 120))"""
"""Controls that something else lies over, or that cannot be brought into the window."""


def assert_nothing_covered(page: Page | Frame) -> None:
    with suppress(TooLongError):  # what is covered is named below
        page.wait_for_function(f"() => ({COVERED})().length === 0", timeout=3_000)
    covered = page.evaluate(COVERED)
    assert not covered, covered


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
    listed = opened.page.get_by_role("listbox", name="Events").or_(
        opened.page.get_by_role("listbox", name="Événements")
    )
    assert listed.evaluate("(list) => list.clientHeight") >= 100
    assert listed.evaluate(ROWS)
