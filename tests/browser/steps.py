"""What several tests make a reader do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.opened import READY

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator

    from tests.browser.opened import Dashboard


def go(opened: Dashboard, link: str) -> None:
    """Follow a link; the briefing view has no clock to wait for."""
    opened.page.goto(link)
    opened.page.wait_for_function(READY)
    opened.page.locator(".gd-share-open").wait_for(state="attached")
    opened.page.wait_for_function("() => new URLSearchParams(location.search).has('date')")
    opened.page.get_by_role("slider", name="Date", include_hidden=True).wait_for(state="attached")
    opened.wait_until_settled()


def make_a_file(opened: Dashboard, frame: FrameLocator | None = None) -> str:
    """Name of the file that Export gives, of the page or of one in a frame."""
    shown = frame or opened.page
    shown.get_by_role("button", name="Export").click()
    shown.get_by_role("button", name="Make the file").click()
    download = shown.get_by_role("button", name="Download")
    download.wait_for(timeout=60_000)
    with opened.page.expect_download() as waiting:
        download.click()
    return waiting.value.suggested_filename
