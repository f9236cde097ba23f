"""The list of events in the orders that its reader may choose."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from geodash.model.selection import select_events, window_mask

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from tests.browser.conftest import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

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
