"""A reader whose browser writes larger than usual: text and controls grow, and nothing is out of reach."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from benchmarks.synthetic import write_package

from geodash.browser.styles import dashboard_styles
from geodash.link.state import DashboardState
from geodash.products.onefile.page import render_html
from tests.browser.conftest import chromium_path, serve
from tests.browser.contexts import FLAGS, Contexts
from tests.browser.reach import assert_nothing_covered, assert_readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard

pytestmark = [pytest.mark.browser, pytest.mark.led]

USUAL = 16
WINDOWS = [(1440, 900), (1366, 650), (390, 844)]
WIDER = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  return main.scrollWidth - main.clientWidth;
}"""
SIZE = "(node) => parseFloat(getComputedStyle(node).fontSize)"


@pytest.fixture(scope="module", params=[20, 24, 32])
def size(request: pytest.FixtureRequest) -> int:
    """Pixels that the reader's browser is set to."""
    found: int = request.param
    return found


@pytest.fixture(scope="module")
def contexts(chromium: Browser, size: int) -> Iterator[Contexts]:
    """Contexts of a browser that is set so."""
    flags = [*FLAGS, f"--blink-settings=defaultFontSize={size}"]
    browser = chromium.browser_type.launch(executable_path=chromium_path(), args=flags)
    yield Contexts(browser)
    browser.close()


@pytest.fixture
def opened(dashboard: Callable[[], Dashboard]) -> Dashboard:
    return dashboard()


def test_text_and_controls_grow(opened: Dashboard, size: int) -> None:
    opened.open(date="2025-03-17")
    times = size / USUAL
    page, frame = opened.page, opened.frame
    assert page.locator(".gd-headline").first.evaluate(SIZE) == pytest.approx(14 * times)
    assert frame.locator(".gd-date").first.evaluate(SIZE) == pytest.approx(
        (20 if size < 24 else 16) * times  # the day over a narrow map is smaller
    )
    for part, high in ((".gd-play", 32), (".gd-find-input", 40), (".gd-track", 76)):
        box = page.locator(part).bounding_box()
        assert box
        assert box["height"] == pytest.approx(high * times, abs=1), part
    assert page.locator(".st-key-w_filters button").first.evaluate(SIZE) == pytest.approx(size)


def test_no_control_is_covered_and_the_list_can_be_read(opened: Dashboard) -> None:
    for lang in ("en", "fr"):
        opened.open(date="2025-03-17", lang=lang)
        for width, height in WINDOWS:
            opened.page.set_viewport_size({"width": width, "height": height})
            assert_nothing_covered(opened.page)
            assert_nothing_covered(opened.frame)
            assert opened.page.evaluate(WIDER) <= 0
            if lang == "en":
                assert_readable(opened)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page with so many events that only those near the visible part are built."""
    with serve(write_package(tmp_path_factory.mktemp("crowded"), 2_000)) as address:
        yield address


def test_a_long_list_has_rows_of_the_height_that_it_counts_with(
    opened: Dashboard, crowded: str, size: int
) -> None:
    opened.address = crowded
    opened.open(days="all")
    box = opened.page.get_by_role("listbox")
    box.evaluate("(list) => list.scrollTo(0, 2000)")
    opened.page.wait_for_function("() => document.querySelectorAll('#gd-events [role=option]').length > 3")
    rows = box.evaluate(  # in one go: rows are made anew when their headlines come
        """(list) => [...list.querySelectorAll('[role=option]')]
          .map((row) => [row.offsetHeight, row.scrollHeight])"""
    )
    assert {high for high, _ in rows} == {72 * size // USUAL}
    assert all(needed <= high for high, needed in rows)


def test_the_clock_is_where_it_is_drawn(opened: Dashboard, size: int) -> None:
    opened.open(date="2025-03-17")
    opened.slider.scroll_into_view_if_needed()
    thumb, track = opened.slider.bounding_box(), opened.track
    middle = thumb["x"] + thumb["width"] / 2
    opened.page.mouse.move(middle, track["y"] + track["height"] / 2)
    assert opened.page.locator(".gd-hint").inner_text().startswith("17 Mar 2025")
    wide, drawn = opened.page.locator(".gd-track-canvas").evaluate("(c) => [c.clientWidth, c.width]")
    assert abs(wide - drawn) <= 1, size


def test_the_export_menu_is_not_cut(opened: Dashboard) -> None:
    opened.open(date="2025-03-17")
    for width, height in WINDOWS:
        opened.page.set_viewport_size({"width": width, "height": height})
        export = opened.page.get_by_role("button", name="Export")
        if not export.is_visible():
            opened.page.get_by_role("button", name="More", exact=True).click()
        export.click()
        opened.page.locator(".st-key-gd_export [data-testid=stSelectbox]").wait_for()
        opened.page.wait_for_function(
            """(width) => [...document.querySelectorAll('.st-key-gd_outputs button, .st-key-gd_export')]
              .every((node) => {
                const { left, right } = node.getBoundingClientRect();
                const menu = node.closest('[data-testid=stPopoverBody]');
                return left >= 0 && right <= width && (!menu || menu.scrollWidth <= menu.clientWidth);
              })""",
            arg=width,
        )
        opened.page.keyboard.press("Escape")


def test_a_card_leaves_the_list_in_reach(opened: Dashboard) -> None:
    opened.open(date="2025-03-17")
    opened.options.first.click()
    opened.page.locator(".gd-card h2").wait_for()
    opened.page.set_viewport_size({"width": 1366, "height": 650})
    opened.page.wait_for_function("() => document.querySelector('#gd-events').clientHeight >= 60")


def test_the_page_in_one_file_grows_too(
    opened: Dashboard, dataset: Dataset, size: int, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(render_html(dataset, DashboardState(date=date(2025, 3, 17))))
    page = opened.page
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(file.as_uri())
        page.wait_for_function("() => window.geodash?.getState().ready")
        page.locator(".gd-headline").first.wait_for()
        usual = 14 if width > 639 else 16
        assert page.locator(".gd-headline").first.evaluate(SIZE) == pytest.approx(usual * size / USUAL)
        assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def test_no_length_of_the_page_is_fixed() -> None:
    sheet = dashboard_styles(embedded=False)
    assert "font-size: .875rem" in sheet
    assert not [pixels for pixels in re.findall(r"([\d.]+)px", sheet) if float(pixels) >= 4]
