"""The page on paper while it is dark, and while its clock moves."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pypdf
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


def baselines(pdf: bytes) -> dict[str, float]:
    """How far below the top of the first page each run of letters stands, the first of those alike."""
    found: dict[str, float] = {}

    def note(text: str, onto: list[float], at: list[float], *_: Any) -> None:
        found.setdefault(text.strip(), at[4] * onto[1] + at[5] * onto[3] + onto[5])

    pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=note)
    return found


@pytest.mark.loaded
def test_the_sentence_of_the_day_is_above_map_and_panel_on_paper(dashboard: Open) -> None:
    """Asked of a real sheet, which is as wide as a tablet, whose header is higher."""
    opened = dashboard(color_scheme="light").open(date="2025-03-17")
    at = baselines(opened.page.pdf(prefer_css_page_size=True, print_background=True))
    name, sentence, heads = at["geodash"], at["held"], at["Relations"]
    assert name < sentence < heads
    assert heads - sentence > sentence - name, "a line and more apart"
