"""A table that was copied says by itself what it is a part of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]


CLIPBOARD = ["clipboard-read", "clipboard-write"]
COPY = ".gd-list-tools .gd-list-copy button"


def table(dashboard: Open, **query: str) -> tuple[Dashboard, int]:
    """A page that shows the table of its events, and how many these are."""
    opened = dashboard(permissions=CLIPBOARD).open(**query)
    opened.page.locator(".gd-list-tools button").nth(1).click()
    grid = opened.page.get_by_role("grid")
    grid.wait_for()
    opened.wait_until_settled()
    return opened, int(grid.get_attribute("aria-rowcount") or 0) - 1


def copied(opened: Dashboard, where: str = ".gd-list-tools") -> list[str]:
    """Lines of the clipboard once the rows are there."""
    opened.page.locator(where).locator(".gd-list-copy").get_by_role("status").filter(
        has_text="Copi"
    ).wait_for()
    text: str = opened.page.evaluate("() => navigator.clipboard.readText()")
    return text.splitlines()


def test_the_filters_and_the_days_stand_below_the_rows(dashboard: Open) -> None:
    opened, rows = table(dashboard, date="2025-03-17", days="90", cat="sanctions", conf="high")
    opened.page.locator(COPY).click()
    lines = copied(opened)
    assert len(lines) == 1 + rows + 2
    assert "in 90 days" in lines[-2]
    assert "of those that pass the filters · categories: Sanctions · high confidence" in lines[-2]
    assert "as of 17 March 2025" in lines[-1]


def test_a_pair_and_another_language_are_named_too(dashboard: Open) -> None:
    opened, _ = table(dashboard, date="2025-03-17", days="365", pair="belgium,rwanda", lang="fr")
    opened.page.locator(".gd-pairnote").get_by_text("Belgique").wait_for()
    opened.page.locator(COPY).click()
    said = copied(opened)[-2].replace("\u00a0", " ")
    assert "Belgique–Rwanda : seuls les événements" in said
    assert "événements en 365 jours" in said


def test_the_day_is_that_of_the_rows_though_the_clock_moves_meanwhile(dashboard: Open) -> None:
    opened, _ = table(dashboard, date="2025-03-17", days="30")
    rows = opened.page.get_by_role("grid").locator("[data-event-id]")
    first = rows.first.get_attribute("data-event-id")
    opened.page.locator(COPY).evaluate(
        """(button) => {
          button.click();
          document.querySelector('[role=slider]').dispatchEvent(
            new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true }));
        }"""
    )
    opened.page.wait_for_function(
        "async () => (await navigator.clipboard.readText()).includes('as of 17 March 2025')"
    )
    lines = opened.page.evaluate("() => navigator.clipboard.readText()").splitlines()
    assert opened.state()["date"] == "2025-02-17"
    assert opened.page.locator(".gd-list-tools [role=status]").inner_text() == ""
    assert lines[1].split("\t")[-1] == first
    assert "as of 17 March 2025" in lines[-1]


def test_places_that_were_searched_are_not_taken_for_all(dashboard: Open) -> None:
    opened = dashboard(permissions=CLIPBOARD).open_tab("places", date="2025-03-17", form="table")
    field = opened.page.get_by_role("searchbox")
    copy = opened.page.get_by_role("button", name="Copy the table")
    field.fill("Goma")
    copy.click()
    lines = copied(opened, ".gd-place-tools")
    assert lines[0] == f"Situation on 17 March 2025 · {len(lines) - 3} places found · Goma".replace(
        "1 places", "1 place"
    )
    field.fill("")
    opened.page.get_by_role("button", name="Control followed").click()
    copy.click()
    opened.page.wait_for_function(
        "async (said) => (await navigator.clipboard.readText()).startsWith(said)",
        arg="Situation on 17 March 2025 · Control followed (",
    )
