"""Text of records is data: shown as typed, never run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Dashboard
    from tests.conftest import TinyPackage

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)> `tick` ${7*7} </script><script>alert(2)</script> {{7*7}} \\u003c *b* [l](x)"


def test_hostile_text_is_shown_as_typed(
    dashboard: Callable[..., Dashboard], tiny_package: TinyPackage
) -> None:
    from tests.browser.conftest import serve  # noqa: PLC0415  imports the browser

    texts = {
        "events.csv": ("title_en", "title_fr", "summary_en", "disputed_note_en"),
        "places.csv": ("name", "name_en", "name_fr", "note_en"),
        "actors.csv": ("name_en", "short", "note_en"),
        "sources.csv": ("title", "publisher", "note_en"),
        "control.csv": ("summary_en", "disputed_note_en"),
    }
    for file, columns in texts.items():
        for column in columns:
            for line in range(2, tiny_package.read(file).count("\n") + 1):
                tiny_package.set_cell(file, line, column, HOSTILE)
    with serve(tiny_package.folder) as address:
        opened = dashboard(server=address)
        alerts: list[str] = []
        opened.page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
        opened.open(days="all")
        first = opened.option_ids()[0]
        opened.page.locator(f'[data-event-id="{first}"]').click()
        opened.wait_for_query("event", first)
        opened.page.get_by_role("heading", name="<img src=x").first.wait_for()
        assert HOSTILE in opened.page.locator(f'[data-event-id="{first}"]').inner_text()
        place = next(iter(opened.state()["control"]))
        opened.frame.evaluate("(place) => window.geodash.setState({event: null, place})", place)
        opened.wait_for_query("place", place)
        opened.open(date="<script>alert(3)</script>", q=HOSTILE, event="${7*7}", days="all")
        assert opened.page.locator("img[src='x']").count() == 0
        assert opened.frame.locator("img[src='x']").count() == 0
        assert alerts == []
        assert opened.foreign == []
        assert not [error for error in opened.errors if "alert" in error]
