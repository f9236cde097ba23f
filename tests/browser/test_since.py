"""A window may begin on a day that is typed, and grows as the clock moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from geodash.model.selection import select_events, window_mask
from tests.browser.conftest import wait_until_listed
from tests.browser.sites import opened_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geodash.model.dataset import Dataset
    from tests.browser.contexts import Contexts
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

DAY, FIRST = date(2025, 3, 17), date(2025, 1, 1)


def expected(dataset: Dataset, on: date) -> list[str]:
    """Events from the first day to another one."""
    flags = window_mask(dataset.event_columns, on, (on - FIRST).days + 1)
    return [event.id for event in select_events(dataset, flags)]


def type_first_day(opened: Dashboard, choice: str, field: str) -> None:
    """Choose a window that begins on a day, and type the day."""
    opened.page.get_by_role("combobox", name=choice).select_option("since")
    typed = opened.page.get_by_role("textbox", name=field)
    typed.fill("1 January 2025")
    typed.press("Enter")
    typed.wait_for(state="hidden")


def test_a_typed_first_day_holds_while_the_clock_moves(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date=str(DAY))
    choice = opened.page.get_by_role("combobox", name="Events shown")
    type_first_day(opened, "Events shown", "First day of the events")
    assert choice.evaluate("(node) => node === document.activeElement")
    assert choice.locator("option:checked").inner_text() == "Since 1 Jan 2025"
    opened.wait_for_query("since", str(FIRST))
    opened.wait_for_state("s.events.join() === v", ",".join(expected(dataset, DAY)))
    opened.wait_until_settled()
    wait_until_listed(opened.page, expected(dataset, DAY))
    opened.page.locator(".gd-sentence", has_text="events from 1 January 2025 to 17 March 2025.").wait_for()
    opened.page.locator(".gd-caption", has_text="events since 1 Jan 2025").wait_for()
    assert opened.frame.locator(".gd-window").first.inner_text() == "Events since 1 January 2025"
    opened.slider.press("ArrowRight")
    later = DAY + timedelta(1)
    opened.wait_for_state("s.events.join() === v", ",".join(expected(dataset, later)))
    opened.wait_for_query("date", str(later))
    assert f"since={FIRST}" in opened.page.url
    choice.select_option("7")
    opened.wait_for_query("since", None)
    opened.wait_for_query("days", "7")


def test_what_is_no_day_is_said_and_escape_takes_the_field_away(dashboard: Open) -> None:
    opened = dashboard().open(date=str(DAY))
    choice = opened.page.get_by_role("combobox", name="Events shown")
    choice.select_option("since")
    typed = opened.page.get_by_role("textbox", name="First day of the events")
    typed.fill("the other day")
    typed.press("Enter")
    opened.page.locator("#gd-clock-note", has_text="the other day").wait_for()
    typed.press("Escape")
    typed.wait_for(state="hidden")
    assert choice.input_value() == "30"
    assert choice.evaluate("(node) => node === document.activeElement")


def test_the_page_without_a_server_does_the_same(
    contexts: Contexts, dataset: Dataset, tmp_path: Path
) -> None:
    with opened_site(contexts, dataset, tmp_path / "site", date=str(DAY), lang="fr") as opened:
        page = opened.page
        type_first_day(opened, "Événements affichés, jusqu’à la date", "Premier jour des événements")
        opened.wait_for_query("since", str(FIRST))
        opened.wait_for_state("s.events.join() === v", ",".join(expected(dataset, DAY)))
        page.reload()
        opened.wait_until_ready()
        opened.wait_for_state("s.events.join() === v", ",".join(expected(dataset, DAY)))
        opened.open(date="2025-02-01", since=str(FIRST))
        opened.wait_for_state("s.events.join() === v", ",".join(expected(dataset, date(2025, 2, 1))))
