"""What holds for every panel beside the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodash.link.state import TABS
from tests.browser.test_accessibility import SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]


def test_a_drag_sends_nothing_and_its_end_one_message(dashboard: Open) -> None:
    opened = dashboard(reduced_motion="reduce").open(date="2025-03-17")
    for tab in TABS:
        opened.visit(tab, date="2025-03-17", **SHOWN[tab])
        drag_and_let_go(opened)
    assert opened.errors == []


def drag_and_let_go(opened: Dashboard) -> None:
    thumb = opened.slider.bounding_box()
    x, y = thumb["x"] + thumb["width"] / 2, thumb["y"] + thumb["height"] / 2
    opened.page.mouse.move(x, y)
    opened.page.mouse.down()
    opened.sent.clear()
    for step in range(1, 31):
        opened.page.mouse.move(x - 4 * step, y)
    opened.wait_for_state("s.date < v", "2025-03-01")
    assert opened.sent == []
    opened.page.mouse.up()
    opened.wait_for_query("date", opened.state()["date"])
    opened.wait_until_settled()
    assert len(opened.sent) == 1


def test_the_tabs_are_driven_by_keys(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    opened.page.locator("#gd-tab-events").focus()
    for name in TABS[1:]:
        opened.page.keyboard.press("ArrowRight")
        opened.page.locator(f"#gd-tab-{name}[aria-selected=true]:focus").wait_for()
        opened.page.locator(f"#gd-tabpanel-{name}:not([hidden])").wait_for()
    opened.page.keyboard.press("Home")
    opened.page.locator("#gd-tab-events[aria-selected=true]:focus").wait_for()
