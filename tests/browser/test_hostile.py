"""Text of records is data: shown as typed, never run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Dialog

    from tests.browser.opened import Dashboard
    from tests.conftest import TinyPackage

pytestmark = pytest.mark.browser

HOSTILE = (
    "<img src=x onerror=alert(1)> `tick` ${7*7} </script><script>alert(2)</script> {{7*7}} \\u003c *b* [l](x)"
)


def make_hostile(package: TinyPackage) -> None:
    """Write it into every text of a package."""
    for file in ("events", "places", "actors", "sources", "control", "relations", "stories"):
        header, *rows = package.read(f"{file}.csv").splitlines()
        for column in header.split(","):
            if column.endswith(("_en", "_fr")) or column in {"name", "title", "publisher", "action"}:
                for line in range(2, len(rows) + 2):
                    package.set_cell(f"{file}.csv", line, column, HOSTILE)


def look_at_it(opened: Dashboard) -> None:
    """Go where such text is shown: it must stand there as typed, and nothing of it may have run."""
    alerts: list[str] = []

    def note(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    opened.page.on("dialog", note)
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


def test_hostile_text_is_shown_as_typed(
    dashboard: Callable[..., Dashboard], tiny_package: TinyPackage
) -> None:
    from tests.browser.conftest import serve  # noqa: PLC0415  imports the browser

    make_hostile(tiny_package)
    with serve(tiny_package.folder) as address:
        look_at_it(dashboard(server=address))
