"""The briefing view, on screen and on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.steps import go

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

CONTROLS = ".st-key-gd_tools, .st-key-gd_clock, .st-key-w_filters, .gd-share-open, .st-key-w_export"


@pytest.mark.parametrize(("width", "height"), [(1600, 900), (1123, 794), (900, 900)])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_brief_is_one_screen_without_controls(
    dashboard: Open, width: int, height: int, lang: str
) -> None:
    opened = dashboard(viewport={"width": width, "height": height})
    go(opened, f"{opened.address}/?date=2025-03-17&days=90&brief=1&lang={lang}")
    opened.page.locator(".gd-brief-list li").nth(3).wait_for()
    found = opened.page.evaluate(
        """(controls) => {
          const box = (name) => document.querySelector(name).getBoundingClientRect();
          const seen = (node) => node.checkVisibility();
          const inside = document.querySelector('iframe').contentDocument;
          const rows = [...document.querySelectorAll('.gd-brief-list li')];
          return {
            page: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
            controls: [...document.querySelectorAll(controls)].filter(seen).length
              + [...inside.querySelectorAll('.gd-zoom button, .gd-chips button')].filter(seen).length,
            numbers: rows.map((row) => Number(row.querySelector('.gd-brief-number').textContent)),
            last: rows.at(-1).getBoundingClientRect().bottom,
            more: box('.gd-brief-more').bottom,
            foot: box('.gd-brief-foot'),
            map: box('.st-key-gd_map iframe'),
            head: box('.gd-brief-head'),
            legend: inside.querySelector('.gd-legend').scrollHeight
              - inside.querySelector('.gd-legend').clientHeight,
          };
        }""",
        CONTROLS,
    )
    assert found["page"] == [width, height]
    assert found["controls"] == 0
    assert found["numbers"] == list(range(1, len(found["numbers"]) + 1))
    assert found["last"] <= found["more"] <= found["foot"]["top"]
    assert found["head"]["bottom"] <= found["map"]["top"]
    assert found["map"]["bottom"] <= found["foot"]["top"]
    assert found["foot"]["bottom"] <= height
    assert found["legend"] <= 0, "the legend is cut"


def test_between_two_days_no_number_stands_on_the_map(dashboard: Open) -> None:
    opened = dashboard()
    go(opened, f"{opened.address}/?date=2025-03-17&brief=1")
    opened.page.locator(".gd-brief-numbers .gd-brief-number").first.wait_for()
    go(opened, f"{opened.address}/?date=2025-03-17&compare=2025-01-01&brief=1")
    opened.page.locator(".gd-brief-list li").nth(3).wait_for()
    assert opened.page.locator(".gd-brief-numbers .gd-brief-number").count() == 0


def test_escape_leaves_the_brief(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    opened.frame.evaluate("() => { window.marked = true; }")
    opened.page.get_by_role("button", name="Brief").click()
    opened.wait_for_query("brief", "1")
    opened.page.locator(".gd-brief-list li").first.wait_for()
    opened.page.keyboard.press("Escape")
    opened.wait_for_query("brief", None)
    opened.page.get_by_role("button", name="Brief").wait_for()
    assert opened.frame.evaluate("() => window.marked"), "the map's frame was loaded anew"


@pytest.mark.parametrize("brief", ["0", "1"])
def test_print_gives_one_page(dashboard: Open, tmp_path: Path, brief: str) -> None:
    opened = dashboard()
    go(opened, f"{opened.address}/?date=2025-03-17&brief={brief}")
    opened.page.locator(".gd-brief-list li, [data-event-id]").first.wait_for(state="attached")
    path = tmp_path / "page.pdf"
    opened.page.pdf(path=str(path), prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", path.read_bytes())) == 1
