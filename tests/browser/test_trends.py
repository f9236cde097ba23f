"""The panel Trends: its figures follow axis, filters and choices, and lead the clock and the map."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import serve
from tests.conftest import GEODATA
from tests.overlaid import OPEN, write_overlay

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

DATE = "2025-03-17"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SUMS = """() => {
  const number = (node) => Number(node.textContent.replace(/\\D/g, ""));
  const numbers = (selector) => [...document.querySelectorAll(selector)].map(number);
  const sum = (list) => list.reduce((all, each) => all + each, 0);
  return {
    said: Number(document.querySelector(".gd-trend-said").textContent.match(/[:] *(\\D*)([\\d,]+)/)[2]
      .replace(",", "")),
    series: sum(numbers(".gd-trend-number")),
    table: sum(numbers(".gd-trend-box tbody td:nth-child(2)")),
    places: sum(numbers(".gd-trend-territories td:nth-child(3)")),
    deaths: sum(numbers(".gd-trend-territories td:nth-child(4)")),
  };
}"""


def said(page: Page, pattern: str) -> None:
    page.locator(".gd-trend-said").get_by_text(re.compile(pattern)).wait_for()


def test_figures_follow_axis_choices_and_keys(dashboard: Open) -> None:
    opened = dashboard().open_tab("trends", date=DATE)
    page = opened.page
    page.get_by_title("Show the whole record").click()
    said(page, r"^January 2012 to August 2026: \d+ events$")
    page.get_by_text("Figures by month as a table").click()
    page.locator(".gd-trend-box tbody tr").first.wait_for()
    sums = page.evaluate(SUMS)
    assert sums["said"] == sums["series"] == sums["table"] == sums["places"] > 0
    page.get_by_label("Show", exact=True).select_option("deaths")
    said(page, r"at least [\d,]+ deaths$")
    page.get_by_label("Split by", exact=True).select_option("party")
    opened.wait_for_query("measure", "deaths")
    opened.wait_for_query("split", "party")
    sums = page.evaluate(SUMS)
    assert sums["said"] == sums["series"] == sums["table"] == sums["deaths"] > 0
    page.get_by_title("Show 30 days around the date").click()
    said(page, r"^March 2025 to April 2025: ")
    chart = page.get_by_role("slider", name="By month")
    chart.focus()
    for key, text in (("ArrowRight", r"^April 2025: "), ("ArrowLeft", r"^March 2025: "), ("End", r"^April")):
        page.keyboard.press(key)
        said(page, text)
        spoken = chart.get_attribute("aria-valuetext") or ""
        assert spoken.startswith(page.locator(".gd-trend-said").inner_text())
    page.keyboard.press("Enter")
    opened.wait_for_query("date", "2025-04-30")
    opened.wait_until_settled()
    assert opened.errors == []


@pytest.mark.loaded
def test_a_bar_a_month_and_a_territory_lead_clock_and_map(dashboard: Open) -> None:
    opened = dashboard().open_tab("trends", date=DATE)
    page = opened.page
    page.get_by_title("Show the whole record").click()
    plot = page.get_by_role("slider", name="By month")
    box = plot.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 20)
    said(page, r"^August 2026: ")
    page.mouse.click(box["x"] + box["width"] - 2, box["y"] + 20)
    opened.wait_for_query("date", "2026-08-31")
    page.mouse.move(0, 0)
    page.get_by_text("Figures by month as a table").click()
    page.get_by_role("button", name="January 2025", exact=True).click()
    opened.wait_for_query("date", "2025-01-31")
    names = page.locator(".gd-trend-territories tbody th")
    events = page.locator(".gd-trend-territories td:nth-child(3)").all_inner_texts()
    known = [int(text) for text in events[:-2]]
    assert known == sorted(known, reverse=True)
    page.get_by_role("button", name="Territory", exact=True).click()
    shown = names.all_inner_texts()
    assert shown[:2] == sorted(shown[:2])
    page.get_by_role("button", name="Uvira", exact=True).click()
    opened.wait_for_state("Math.abs(s.view[0] + 3.4) < 0.4 && s.view[2] >= 9")


def test_few_events_and_filters_are_said(dashboard: Open) -> None:
    page = dashboard().open_tab("trends", date=DATE, cat="aid", split="party", lang="en").page
    notes = page.locator(".gd-trend-notes")
    notes.get_by_text("Only events that pass the filters are counted.").wait_for()
    notes.get_by_text("where both sides fought").wait_for()
    page.get_by_title("Show 30 days around the date").click()
    notes.get_by_text("Few events: with fewer than 10").wait_for()


def test_a_day_that_moves_draws_no_bars_anew(dashboard: Open) -> None:
    opened = dashboard().open_tab("trends", date=DATE)
    page = opened.page
    page.evaluate("() => { window.bars = document.querySelector('.gd-trend-plot path'); }")
    page.get_by_role("slider", name="Date").focus()
    page.keyboard.press("PageUp")
    opened.wait_for_query("date", "2025-04-17")
    assert page.evaluate("() => window.bars.isConnected")
    assert page.evaluate("() => document.querySelector('.gd-trend-day').style.left !== ''")


def test_on_a_phone_nothing_is_wider_than_the_panel(dashboard: Open) -> None:
    page = dashboard(**PHONE).open_tab("trends", date=DATE, lang="fr", split="party").page
    wide = "() => ((tab) => tab.scrollWidth - tab.clientWidth)(document.querySelector('.gd-tab-trends'))"
    assert page.evaluate(wide) <= 0


def test_data_sets_are_told_apart(dashboard: Open, tmp_path: Path) -> None:
    overlay = write_overlay(tmp_path / "log")
    with serve(Path(os.pathsep.join(map(str, (GEODATA, overlay))))) as address:
        opened = dashboard(server=address).open_tab("trends", date=DATE, set=f"record,{OPEN}", split="set")
        keys = opened.page.locator(".gd-trend-keys")
        keys.get_by_text(f"Log of {OPEN}").wait_for()
        keys.get_by_text("The record").wait_for()
        opened.page.get_by_text("The same event may stand in more than one of them.").wait_for()
