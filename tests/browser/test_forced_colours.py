"""With colours of the reader's own, what is chosen in each panel can still be told, and hatches are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_accessibility import SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

LOOKS = """([on, off, name]) => [on, off].map((selector) => {
  const node = [...document.querySelectorAll(selector)].find((each) => each.checkVisibility());
  return node ? getComputedStyle(node)[name] : `no ${selector}`;
})"""
OTHERS = {
    "events": ("#gd-events .gd-row", "[aria-selected=true]", "outlineStyle"),
    "relations": (".gd-relation-row", ".gd-chosen", "outlineStyle"),
    "places": (".gd-place", "[aria-selected=true]", "outlineStyle"),
    "stories": (".gd-story-bars i", ".gd-on", "backgroundColor"),
}
"""For each panel with a choice: its rows, which of them is chosen, and what tells it."""


@pytest.fixture
def forced(dashboard: Open) -> Dashboard:
    return dashboard(forced_colors="active").open(date="2025-03-17")


@pytest.mark.parametrize("tab", OTHERS)
def test_what_is_chosen_can_be_told(forced: Dashboard, tab: str) -> None:
    forced.visit(tab, date="2025-03-17", **(SHOWN[tab] | {"days": "90"}))
    rows, chosen, name = OTHERS[tab]
    forced.page.locator(f"{rows}{chosen}").first.wait_for()
    on, off = forced.page.evaluate(LOOKS, [f"{rows}{chosen}", f"{rows}:not({chosen})", name])
    assert on != off


def test_the_holder_that_a_strip_tells_of_can_be_told(forced: Dashboard) -> None:
    forced.visit("places", date="2025-03-17", place="goma")
    forced.page.locator(".gd-segment[aria-current]").wait_for()
    looks = [".gd-segment[aria-current]", ".gd-segment:not([aria-current])"]
    on, off = forced.page.evaluate(LOOKS, [*looks, "outlineStyle"])
    assert (on, off) == ("solid", "none")
    held, contested = forced.page.evaluate(
        LOOKS, ['.gd-segment[data-group="m23"]', '.gd-segment[data-group="contested"]', "backgroundImage"]
    )
    assert (held, "gradient" in contested) == ("none", True)


@pytest.mark.parametrize(("tab", "hatched"), [("trends", ".gd-trend-thin")])
def test_hatches_that_a_note_speaks_of_are_drawn(forced: Dashboard, tab: str, hatched: str) -> None:
    forced.visit(tab, date="2025-03-17")
    area = forced.page.locator(hatched).first
    area.wait_for(state="attached")
    assert "gradient" in area.evaluate("(node) => getComputedStyle(node).backgroundImage")
