"""The days of an event stand whole on its card, beside the buttons, however large those are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

COVERED = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector('.gd-card .gd-kicker'));
  const lines = [...range.getClientRects()];
  const tools = [...document.querySelectorAll('.gd-card-bar button')]
    .filter((node) => node.checkVisibility()).map((node) => node.getBoundingClientRect());
  const over = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 1 && other.top < one.bottom - 1;
  const { left, right } = document.querySelector('.gd-card').getBoundingClientRect();
  return {
    lines: lines.length,
    under: lines.filter((line) => tools.some((tool) => over(line, tool))).length,
    beside: lines.filter((line) => line.left < left || line.right > right).length,
  };
}"""
FINGER = {"has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("pointer", [{}, FINGER], ids=["mouse", "finger"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_button_lies_over_the_days(dashboard: Open, lang: str, pointer: dict[str, Any]) -> None:
    opened = dashboard(**pointer).open(date="2025-01-27", lang=lang, event="goma-captured-20250127")
    opened.page.get_by_role("heading", name="Goma").first.wait_for()
    for width, height in ((1440, 900), (1024, 768), (820, 1180), (768, 1024), (844, 390), (667, 375)):
        opened.page.set_viewport_size({"width": width, "height": height})
        opened.page.wait_for_function("(width) => innerWidth === width", arg=width)
        found = opened.page.evaluate(COVERED)
        assert found["lines"] > 0
        assert (found["under"], found["beside"]) == (0, 0), (width, found)
