"""*Copied* stands beside a button for as long as what was copied is what the page shows, and no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

CLIPBOARD = ["clipboard-read", "clipboard-write"]
TABLES = {
    "events": (".gd-list-tools", {"form": "table"}),
    "places": (".gd-place-tools:has(.gd-list-copy)", {"form": "table"}),
    "compare": (".gd-compare-found", {"compare": "2025-01-01"}),
}


def copy(part: Any) -> Any:
    """Press the button of a part of the page; gives its words once they are there."""
    part.get_by_role("button", name="Copy").first.click()
    words = (
        part.get_by_role("status")
        .filter(has_text="copied")
        .or_(part.get_by_role("status").filter(has_text="Copied"))
    )
    words.wait_for()
    return words


def move(opened: Dashboard, key: str = "PageDown") -> None:
    day = opened.state()["date"]
    opened.slider.press(key)
    opened.wait_for_state("s.date !== v", day)


def test_the_word_on_a_table_goes_with_the_day_of_its_rows(dashboard: Open) -> None:
    opened = dashboard(permissions=CLIPBOARD).open(date="2025-03-17")
    for tab, (where, query) in TABLES.items():
        opened.visit(tab, date="2025-03-17", **query)
        words = copy(opened.page.locator(f"#gd-tabpanel-{tab} {where}"))
        move(opened)
        words.wait_for(state="detached")
        opened.wait_until_settled()


def test_the_word_on_a_table_goes_with_a_search_and_an_order(dashboard: Open) -> None:
    opened = dashboard(permissions=CLIPBOARD).open_tab("places", date="2025-03-17", form="table")
    tools = opened.page.locator(".gd-place-tools:has(.gd-list-copy)")
    words = copy(tools)
    opened.page.get_by_role("searchbox").fill("Goma")
    words.wait_for(state="detached")
    words = copy(tools)
    opened.page.get_by_role("button", name="Holder").click()
    words.wait_for(state="detached")
    opened.visit("events", date="2025-03-17", form="table")
    words = copy(opened.page.locator(".gd-list-tools"))
    opened.page.locator(".gd-sheet-sort").first.click()
    words.wait_for(state="detached")


def test_the_word_on_a_link_and_on_a_citation_goes_with_the_day(dashboard: Open) -> None:
    opened = dashboard(permissions=CLIPBOARD).open_tab("sources", date="2025-03-17", place="goma")
    opened.page.get_by_role("button", name="Method").click()
    opened.page.locator("details:has(.gd-cite) > summary").click()
    on_citation = copy(opened.page.locator(".gd-cite"))
    on_link = copy(opened.page.locator(".gd-taking"))
    move(opened)
    on_citation.wait_for(state="detached")
    on_link.wait_for(state="detached")


def test_the_word_in_the_share_dialog_goes_though_the_clock_runs_behind_it(dashboard: Open) -> None:
    opened = dashboard(permissions=CLIPBOARD).open(date="2025-03-17")
    opened.page.get_by_role("button", name="Share").click()
    dialog = opened.page.get_by_role("dialog", name="Share this view")
    words = copy(dialog)
    opened.frame.evaluate("() => window.geodash.setState({date: '2025-01-30'})")
    words.wait_for(state="detached")
    assert "date=2025-01-30" in dialog.get_by_role("textbox").first.input_value()
    words = copy(dialog)
    opened.wait_until_settled()
    assert words.is_visible(), "what settles is what was copied"
