"""What the page does when the server, or the line to it, is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Dashboard

pytestmark = pytest.mark.browser


def test_a_change_made_after_the_server_was_lost_arrives(dashboard: Callable[..., Dashboard]) -> None:
    from tests.browser.conftest import serving  # noqa: PLC0415  imports the browser

    with serving() as server:
        opened = dashboard(server=server.address).open(date="2025-01-27")
        sentence = opened.page.locator(".gd-sentence").inner_text()
        server.kill()
        server.start()
        opened.slider.press("ArrowLeft")
        opened.wait_for_state("s.date === '2025-01-26'")
        opened.wait_for_query("date", "2025-01-26")
        opened.wait_until_settled()
        opened.page.wait_for_function(
            "(before) => document.querySelector('.gd-sentence').innerText !== before", arg=sentence
        )
        opened.page.get_by_role("button", name="Export").click()
        opened.page.get_by_role("button", name="Make the file").click()
        download = opened.page.get_by_role("button", name="Download")
        download.wait_for(timeout=60_000)
        with opened.page.expect_download() as waiting:
            download.click()
        assert "20250126" in waiting.value.suggested_filename


def test_a_change_made_while_the_server_is_away_arrives(dashboard: Callable[..., Dashboard]) -> None:
    from tests.browser.conftest import serving  # noqa: PLC0415  imports the browser

    with serving() as server:
        opened = dashboard(server=server.address).open(date="2025-01-27")
        server.kill()
        opened.page.get_by_text("Connection error").first.wait_for()
        opened.page.keyboard.press("Escape")
        opened.page.evaluate("() => document.querySelector('[role=slider]').focus()")
        opened.page.keyboard.press("ArrowLeft")
        opened.wait_for_state("s.date === '2025-01-26'")
        server.start()
        opened.wait_for_query("date", "2025-01-26")
        opened.wait_until_settled()
