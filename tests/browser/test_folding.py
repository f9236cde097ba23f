"""The side panel folded away: the map has its room, by mouse and by keys, until something is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

WIDTH = "() => document.querySelector('.st-key-gd_map iframe').getBoundingClientRect().width"


def test_folded_the_map_takes_the_room_and_a_town_opens_it_again(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    page, before = opened.page, opened.page.evaluate(WIDTH)
    fold = page.get_by_role("button", name="Side panel")
    assert fold.get_attribute("aria-expanded") == "true"
    fold.focus()
    page.keyboard.press("Enter")
    assert fold.get_attribute("aria-expanded") == "false"
    page.wait_for_function(f"(before) => ({WIDTH})() > before + 300", arg=before)
    assert not page.get_by_role("tab").first.is_visible()
    assert page.evaluate("() => document.activeElement.classList.contains('gd-fold')")
    assert page.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")
    page.locator(".st-key-w_lang").get_by_text("FR", exact=True).click()
    opened.wait_for_query("lang", "fr")
    folded = page.get_by_role("button", name="Panneau latéral")
    folded.wait_for()
    assert folded.get_attribute("aria-expanded") == "false"
    opened.frame.evaluate("() => window.geodash.setState({ place: 'goma' })")
    page.locator(".gd-card").get_by_role("heading", name="Goma").wait_for()
    assert folded.get_attribute("aria-expanded") == "true"
    page.wait_for_function(f"(before) => Math.abs(({WIDTH})() - before) < 2", arg=before)


def test_on_a_phone_there_is_nothing_to_fold(dashboard: Open) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    opened = dashboard(**phone).open(date="2025-03-17")
    assert not opened.page.locator(".gd-fold").is_visible()


def test_the_readers_browser_keeps_it_but_a_link_opens_what_it_asks_for(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    page = opened.page
    fold = page.get_by_role("button", name="Side panel")
    fold.click()
    assert "fold" not in page.url
    page.reload()
    page.locator('.gd-fold[aria-expanded="false"]').wait_for()
    assert not page.get_by_role("tab").first.is_visible()
    for asked in ("&place=goma", "&tab=places"):
        page.goto(f"{opened.address}/?date=2025-03-17{asked}")
        page.locator('.gd-fold[aria-expanded="true"]').wait_for()
        assert page.get_by_role("tab").first.is_visible()
    page.goto(f"{opened.address}/?date=2025-03-17")
    page.locator('.gd-fold[aria-expanded="false"]').wait_for()
    fold.click()
    opened.open(date="2025-03-17")
    assert fold.get_attribute("aria-expanded") == "true"


CUT = """() => {
  const fold = document.querySelector('.gd-fold').getBoundingClientRect();
  return [...document.querySelectorAll('.gd-tab')].filter((tab) => {
    const { left, right, top } = tab.getBoundingClientRect();
    return left < 0 || right > (top < fold.bottom ? fold.left : innerWidth);
  }).map((tab) => tab.innerText);
}"""
"""Heads of panels that are cut at the window or lie under the button."""


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_on_upright_tablets_no_head_of_a_panel_is_cut_beside_the_button(dashboard: Open, lang: str) -> None:
    opened = dashboard(viewport={"width": 820, "height": 1180}).open(date="2025-03-17", lang=lang)
    for width, height in ((820, 1180), (768, 1024), (1440, 900)):
        opened.page.set_viewport_size({"width": width, "height": height})
        opened.page.wait_for_function("(width) => innerWidth === width", arg=width)
        assert opened.page.evaluate(CUT) == [], (width, height)
        assert opened.page.locator(".gd-list").evaluate("(node) => node.clientHeight") >= 3 * 72
