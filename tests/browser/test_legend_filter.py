"""A category in the legend keeps its events, or no longer: the same filter as that of the menu."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.model.selection import EventFilter, filter_mask, select_events, window_mask
from geodash.model.vocabulary import EventCategory
from tests.browser.conftest import wait_until_listed
from tests.browser.sites import Site, serving_files, write_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geodash.model.dataset import Dataset
    from tests.browser.contexts import Contexts
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

DAY = date(2025, 3, 17)
BATTLE, SANCTIONS = EventCategory.BATTLE, EventCategory.SANCTIONS
FOCUSED = "(node) => node === document.activeElement && getComputedStyle(node).outlineStyle !== 'none'"
SMALLEST = "(nodes) => Math.min(...nodes.map((node) => node.getBoundingClientRect().height))"


def expected(dataset: Dataset, *kept: EventCategory) -> list[str]:
    """Events of the 30 days of some categories, or of all."""
    flags = filter_mask(dataset.event_columns, EventFilter(frozenset(kept)))
    shown = flags & window_mask(dataset.event_columns, DAY, 30)
    return [event.id for event in select_events(dataset, shown)]


def keep(opened: Dashboard, dataset: Dataset, names: tuple[str, str]) -> None:
    """Keep two categories one after the other, by pointer and by key, and let go of both."""
    legend = opened.frame.locator(".gd-legend")
    battle, sanctions = (legend.get_by_role("button", name=name) for name in names)
    assert battle.get_attribute("aria-pressed") == "false"
    battle.click()
    opened.wait_for_query("cat", "battle")
    opened.wait_for_state("s.events.join() === v", ",".join(expected(dataset, BATTLE)))
    legend.locator("[aria-pressed=true]").wait_for()
    opened.page.keyboard.press("Tab")
    sanctions.focus()
    assert sanctions.evaluate(FOCUSED)
    opened.page.keyboard.press("Enter")
    opened.wait_for_query("cat", "battle,sanctions")
    opened.wait_for_state("s.events.join() === v", ",".join(expected(dataset, BATTLE, SANCTIONS)))
    wait_until_listed(opened.page, expected(dataset, BATTLE, SANCTIONS))
    assert sanctions.evaluate("(node) => node === document.activeElement")
    assert legend.locator("li:not([hidden]) > .gd-sign").evaluate_all(SMALLEST) >= 24
    for sign in (battle, sanctions):
        sign.click()
    opened.wait_for_query("cat", None)
    legend.locator("[aria-pressed=true]").wait_for(state="detached")
    wait_until_listed(opened.page, expected(dataset))


def test_a_press_in_the_legend_is_the_filter_of_the_menu(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date=str(DAY))
    keep(opened, dataset, ("Battle or capture", "Sanctions"))


def test_it_works_in_a_page_that_is_embedded(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date=str(DAY), embed="true", lang="fr")
    keep(opened, dataset, ("Combat ou prise", "Sanctions"))


def test_it_works_without_a_server(contexts: Contexts, dataset: Dataset, tmp_path: Path) -> None:
    with serving_files(write_site(dataset, tmp_path / "site")) as (address, _):
        size = {"width": 1440, "height": 900}
        page = contexts.take(address, service_workers="block", viewport=size).new_page()
        opened = Site(page, address).open(date=str(DAY))
        keep(opened, dataset, ("Battle or capture", "Sanctions"))
        contexts.give_back(page.context)
