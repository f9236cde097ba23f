"""The drawer of data without a pointer: opened, a file added and corrected, put on the map and removed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import serve
from tests.browser.test_accessibility import violations
from tests.browser.test_uploads import ROWS, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

DRAWER = ".st-key-gd_data"
MOST_STEPS = 80


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serve() as found:
        yield found


def go_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key until what a selector names has the focus."""
    for _ in range(MOST_STEPS):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"No key leads to {selector}.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_file_is_added_and_removed_by_keys_alone(dashboard: Open, address: str, scheme: str) -> None:
    board = dashboard(address, color_scheme=scheme).open(date="2025-03-17")
    page = board.page
    go_to(page, ".st-key-w_data button")
    page.keyboard.press("Enter")
    choose = f"{DRAWER} [data-testid=stFileUploaderDropzone] button"
    page.locator(choose).wait_for()
    board.wait_until_settled()
    assert violations(page, DRAWER) == []
    go_to(page, choose)
    with page.expect_file_chooser() as choosing:
        page.locator(choose).press("Enter")
    choosing.value.set_files({"name": "log.csv", "mimeType": "text/csv", "buffer": table(*ROWS)})
    page.get_by_text("3 of 3 rows go on the map").wait_for()
    board.wait_until_settled()
    assert violations(page, DRAWER) == []
    go_to(page, "[class*=w_column][class*=_place] input, [class*=w_column][class*=_place] [role=combobox]")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("auteur")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("Not used:.*lieu")).wait_for()
    for label, text in (("Title", "Log"), ("Licence or terms", "CC BY 4.0"), ("Whom to cite", "A mission")):
        go_to(page, f"input[aria-label='{label}']")
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
    go_to(page, "[class*=w_confirm] button")
    page.keyboard.press("Enter")
    board.wait_for_query("set", "log,record")
    page.get_by_role("button", name="Remove").wait_for()
    board.wait_until_settled()
    assert violations(page, DRAWER) == []
    go_to(page, "[class*=w_remove] button")
    page.keyboard.press("Enter")
    board.wait_for_query("set", None)
    page.get_by_role("button", name="Remove").wait_for(state="detached")
    assert board.errors == []
