"""The events of the window in the orders and forms that a reader may choose: list and table."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from geodash.model.selection import select_events, window_mask
from tests.browser.test_accessibility import OURS, PHONE, violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import FloatRect, Locator

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

ON = date(2025, 3, 17)


def listed(dataset: Dataset, on: date, days: int, sort: str) -> list[str]:
    """Ids of the events in the order in which the list must show them."""
    events = select_events(dataset, window_mask(dataset.event_columns, on, days))
    if sort == "oldest":
        return [event.id for event in events]
    found = list(events[::-1])
    if sort == "deaths":
        found.sort(
            key=lambda event: -1 if event.fatalities_low is None else event.fatalities_low, reverse=True
        )
    return [event.id for event in found]


def wait_until_in_order(opened: Dashboard, ids: list[str]) -> None:
    opened.page.wait_for_function(
        """(ids) => Array.from(document.querySelectorAll('#gd-events [data-event-id]'),
          (row) => row.dataset.eventId).join() === ids""",
        arg=",".join(ids),
    )


def test_an_order_holds_while_everything_else_changes(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date=str(ON), days="90")
    page, events = opened.page, opened.page.locator("#gd-events")
    wait_until_in_order(opened, listed(dataset, ON, 90, "newest"))
    order = page.get_by_role("combobox", name="Order of the events")
    order.select_option("Most deaths first")
    opened.wait_for_query("sort", "deaths")
    wait_until_in_order(opened, listed(dataset, ON, 90, "deaths"))
    assert events.locator(".gd-day").count() == 2, "with a figure and without one"
    last = dataset.event_by_id[opened.option_ids()[-1]]
    assert f"No figure of deaths · {last.date:%-d %B %Y}" in events.get_by_role("option").last.inner_text()
    opened.slider.focus()
    page.keyboard.press("ArrowLeft")
    wait_until_in_order(opened, listed(dataset, ON - timedelta(1), 90, "deaths"))
    opened.wait_until_settled()
    page.get_by_text("FR", exact=True).click()
    page.get_by_role("combobox", name="Ordre des événements").wait_for()
    assert page.get_by_role("combobox", name="Ordre des événements").input_value() == "deaths"
    opened.wait_until_settled()
    page.reload()
    opened.wait_until_settled()
    wait_until_in_order(opened, listed(dataset, ON - timedelta(1), 90, "deaths"))
    page.locator(".gd-list-tools select").select_option("oldest")
    wait_until_in_order(opened, listed(dataset, ON - timedelta(1), 90, "oldest"))
    opened.wait_for_query("sort", "oldest")
    opened.wait_until_settled()
    page.go_back()
    opened.wait_for_query("sort", "deaths")
    wait_until_in_order(opened, listed(dataset, ON - timedelta(1), 90, "deaths"))
    page.locator(".gd-list-tools select").select_option("newest")
    opened.wait_for_query("sort", None)
    assert opened.errors == []


def test_the_table_is_the_list_in_columns(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date=str(ON), days="90")
    page = opened.page
    spoken = opened.options.first.get_attribute("aria-label")
    page.get_by_role("button", name="Table", exact=True).click()
    opened.wait_for_query("form", "table")
    grid = page.get_by_role("grid", name="Events")
    rows = grid.locator("[data-event-id]")
    newest, deadliest = (listed(dataset, ON, 90, sort) for sort in ("newest", "deaths"))
    assert shown_ids(rows) == newest[: rows.count()], "only what is near is built"
    assert grid.get_attribute("aria-rowcount") == str(len(newest) + 1)
    assert rows.first.get_attribute("aria-label") == spoken
    assert "Data set" not in grid.locator("th:visible").all_inner_texts()
    grid.get_by_role("button", name="Deaths reported").click()
    opened.wait_for_query("sort", "deaths")
    page.locator(f"#gd-events tbody > :nth-child(2)[data-event-id='{deadliest[0]}']").wait_for()
    assert shown_ids(rows) == deadliest[: rows.count()]
    assert grid.locator("[aria-sort]").all_inner_texts() == ["Deaths reported"]
    assert grid.locator("[aria-sort]").get_attribute("aria-sort") == "descending"
    for sort, direction in (("newest", "descending"), ("oldest", "ascending")):
        grid.get_by_role("button", name="Date").click()
        page.locator(f"#gd-events th[data-column=date][aria-sort={direction}]").wait_for()
        assert shown_ids(rows) == listed(dataset, ON, 90, sort)[: rows.count()]
    page.get_by_role("button", name="List", exact=True).click()
    wait_until_in_order(opened, listed(dataset, ON, 90, "oldest"))
    opened.wait_for_query("form", None)
    assert opened.errors == []


def shown_ids(rows: Locator) -> list[str]:
    found: list[str] = rows.evaluate_all("(rows) => rows.map((row) => row.dataset.eventId)")
    return found


def test_the_table_is_driven_by_keys_and_by_clicks(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date=str(ON), days="365")
    page = opened.page
    page.get_by_role("button", name="Table", exact=True).click()
    grid = page.get_by_role("grid")
    newest = listed(dataset, ON, 365, "newest")
    grid.focus()
    page.keyboard.press("End")
    active = page.locator(f"#gd-event-{newest[-1]}.gd-active")
    active.wait_for()
    assert grid.get_attribute("aria-activedescendant") == f"gd-event-{newest[-1]}"
    assert active.get_attribute("aria-rowindex") == str(len(newest) + 1)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    opened.wait_for_query("event", newest[1])
    chosen = page.locator(f"#gd-event-{newest[1]}[aria-selected=true]")
    chosen.wait_for()
    head, line = box_of(grid.locator("thead th").first), box_of(chosen)
    assert line["y"] >= head["y"] + head["height"] - 1, "not below the labels"
    page.locator(f"#gd-event-{newest[0]}").click()
    opened.wait_for_query("event", newest[0])
    grid.evaluate("(grid) => { grid.parentElement.scrollLeft = 400; }")
    assert chosen.count() == 0
    box, day = (box_of(grid.locator(place).first) for place in ("xpath=..", "tbody td"))
    assert day["x"] == pytest.approx(box["x"], abs=1), "the day and its marks stay in sight"


def box_of(node: Locator) -> FloatRect:
    box = node.bounding_box()
    assert box is not None
    return box


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, PHONE], ids=["desktop", "dark", "phone"])
def test_the_table_breaks_no_rule(dashboard: Open, options: dict[str, Any]) -> None:
    opened = dashboard(**options).open(date="2025-03-17", lang="fr")
    opened.visit("events", date="2025-03-17", lang="fr", days="90", form="table", sort="deaths")
    opened.page.get_by_role("grid").wait_for()
    assert violations(opened.page, OURS) == []
    wide = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert opened.page.evaluate(wide)


def test_what_the_table_shows_can_be_copied(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date=str(ON), days="90")
    page = opened.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".gd-list-tools select").select_option("deaths")
    page.get_by_role("button", name="Table", exact=True).click()
    ids = listed(dataset, ON, 90, "deaths")
    page.get_by_role("button", name=f"Copy {len(ids)} rows").click()
    page.get_by_role("status").get_by_text("Copied").wait_for()
    copied: str = page.evaluate("() => navigator.clipboard.readText()")
    head, *lines = (line.split("\t") for line in copied.splitlines())
    assert [line[-1] for line in lines[: len(ids)]] == ids
    event = dataset.event_by_id[ids[0]]
    first = dict(zip(head, lines[0], strict=True))
    assert first["Date"] == event.date.isoformat()
    assert first["Event"] == event.title_en
    assert first["Deaths, lowest figure"] == str(event.fatalities_low)
    assert first["Disputed"] == ("disputed" if event.disputed_note_en else "")
    assert "in 90 days" in lines[len(ids)][0], "what it is a part of"
    assert lines[len(ids) + 1][0].startswith("geodash"), "how to cite it"
