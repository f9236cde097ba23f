"""The page in one file on paper: the screen with its whole legend on a sheet, and every event of its list."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from geodash.link.state import DashboardState
from geodash.model.selection import select_events, window_mask

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from tests.browser.alone import Open

pytestmark = pytest.mark.browser

ON = date(2025, 3, 17)
CELLS = "() => [...document.querySelectorAll('.gd-paper tr')].map((row) => row.cells[1]?.textContent)"
LEGEND = "(where) => [...document.querySelectorAll(`${where} li`)].map((row) => row.textContent)"
OUTSIDE = """() => {
  const sheet = document.querySelector('.gd-page').getBoundingClientRect();
  return [...document.querySelectorAll('.gd-paper-key li')]
    .map((row) => [row.textContent, row.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.right > sheet.right || box.bottom > sheet.bottom))
    .map(([text]) => text);
}"""


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_event_of_the_list_is_printed(open_file: Open, dataset: Dataset, lang: Language) -> None:
    opened = open_file(DashboardState(date=ON, lang=lang))
    opened.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    shown = select_events(dataset, window_mask(dataset.event_columns, ON, 30))
    assert len(shown) > 40
    assert {event.text("title", lang) for event in shown} <= {*opened.page.evaluate(CELLS)}
    opened.page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert opened.page.evaluate(CELLS) == [], "nothing of it stays on screen"
    printed = PdfReader(io.BytesIO(opened.page.pdf(prefer_css_page_size=True)))
    _, _, width, height = printed.pages[0].mediabox
    assert width > height, "a sheet on its side"
    first, *others = [page.extract_text() for page in printed.pages]
    assert dataset.conflict.text("title", lang) in first
    assert 1 <= len(others) <= 3
    assert "rwa-bel-sever" in others[0].replace("\n", "")


def test_the_legend_is_printed_whole(open_file: Open) -> None:
    opened = open_file(DashboardState(date=ON))
    on_map = opened.page.evaluate(LEGEND, ".gd-legend")
    opened.page.emulate_media(media="print")
    opened.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    assert opened.page.evaluate(LEGEND, ".gd-paper-key") == on_map
    assert len(on_map) > 20
    assert opened.page.evaluate(OUTSIDE) == []
    assert opened.page.locator(".gd-stage .gd-legend").is_hidden()
    opened.page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    opened.page.emulate_media(media="screen")
    assert opened.page.locator(".gd-stage .gd-legend").is_visible()
    assert opened.page.locator(".gd-paper-key").is_hidden()
