"""The page on paper while it is dark, and while its clock moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import ViewportSize

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

SHEET: ViewportSize = {"width": 1047, "height": 718}
"""An A4 sheet on its side inside its margins, which is what a page is laid out for on paper."""
LAID_OUT = """() => ['.st-key-gd_map iframe', '.st-key-gd_side', '.gd-cells'].map((part) => {
  const { offsetWidth, offsetHeight } = document.querySelector(part);
  return [part, offsetWidth, offsetHeight];
})"""
ABOVE_THE_MAP = """() => document.querySelector('.gd-sentence').getBoundingClientRect().bottom
  <= document.querySelector('.st-key-gd_map iframe').getBoundingClientRect().top"""
ADJUSTED = "() => getComputedStyle(document.querySelector('.gd-legend')).printColorAdjust"


def test_the_grounds_of_the_map_are_printed_as_those_of_the_page_are(dashboard: Open) -> None:
    """Browsers leave them out otherwise, and light letters on white cannot be read."""
    opened = dashboard(color_scheme="dark").open(date="2025-03-17")
    opened.page.emulate_media(media="print", color_scheme="dark")
    assert opened.frame.evaluate(ADJUSTED) == "exact"


def test_no_sentence_of_another_day_is_printed_beside_the_map(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    sentence = opened.page.locator(".gd-sentence")
    opened.page.emulate_media(media="print")
    assert sentence.is_visible()
    opened.page.emulate_media(media="screen")
    opened.page.get_by_role("button", name="Play", exact=True).click()
    opened.wait_for_state("s.date > '2025-03-17'")
    assert sentence.is_visible(), "on screen it is pale"
    opened.page.emulate_media(media="print")
    assert sentence.is_hidden()
    opened.page.emulate_media(media="screen")
    opened.page.get_by_role("button", name="Pause", exact=True).click()
    opened.wait_until_settled()
    opened.page.emulate_media(media="print")
    assert sentence.is_visible()


def test_map_and_figures_are_as_large_as_on_screen(dashboard: Open) -> None:
    """The map is not drawn anew: in a lower box towns of the south would be cut off."""
    opened = dashboard().open(date="2025-03-17", event="goma-captured-20250127", lang="fr")
    page = opened.page
    on_screen = page.evaluate(LAID_OUT)
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size(SHEET)
    assert page.evaluate(LAID_OUT) == on_screen
    assert page.evaluate(ABOVE_THE_MAP)
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(LAID_OUT) == on_screen
