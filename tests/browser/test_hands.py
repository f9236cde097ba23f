"""What a reader's hands and browser do on the page itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.contexts import ROOT
from tests.browser.steps import make_a_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

pytestmark = pytest.mark.browser


def test_a_record_opens_in_a_new_tab_as_a_link_does(dashboard: Callable[..., Dashboard]) -> None:
    opened = dashboard().open(date="2025-01-30", days="60")
    first = opened.option_ids()[0]
    row = opened.page.locator(f'[data-event-id="{first}"]')
    for options in ({"modifiers": ["Control"]}, {"button": "middle"}):
        with opened.page.context.expect_page() as fresh:
            row.click(**options)
        query = parse_qs(urlsplit(fresh.value.url).query)
        assert (query["event"], query["days"]) == ([first], ["60"])
        fresh.value.close()
    assert "event=" not in opened.page.url
    assert opened.page.locator(".gd-card").is_hidden()


def test_alt_and_left_go_back_from_a_tab(dashboard: Callable[..., Dashboard]) -> None:
    opened = dashboard().open(date="2025-01-30")
    tab = opened.page.locator("#gd-tab-events")
    tab.focus()
    swallowed = tab.evaluate(
        """(tab) => !tab.dispatchEvent(
          new KeyboardEvent('keydown', {key: 'ArrowLeft', altKey: true, bubbles: true, cancelable: true}))"""
    )
    assert not swallowed
    assert tab.get_attribute("aria-selected") == "true"


def test_with_storage_refused_the_page_works_and_says_what_does_not(
    dashboard: Callable[..., Dashboard],
) -> None:
    opened = dashboard()
    opened.page.add_init_script(
        """for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, {
          get() { throw new DOMException('blocked', 'SecurityError'); } });"""
    )
    opened.open(date="2025-01-30")
    opened.page.get_by_role("button", name="Switch between light and dark").click()
    opened.page.get_by_text("This browser keeps nothing for this page").wait_for()
    assert not [error for error in opened.errors if "geodash" in error]


def test_a_page_of_another_site_can_show_the_dashboard_and_not_steer_it(
    dashboard: Callable[..., Dashboard],
) -> None:
    opened = dashboard()
    opened.page.set_content(
        f'<iframe width="1200" height="800" src="{opened.address}/?date=2025-01-30&embed=true"></iframe>'
    )
    inside = opened.page.frame_locator("iframe")
    inside.get_by_role("slider", name="Date").wait_for()
    opened.page.evaluate(
        """() => document.querySelector('iframe').contentWindow.postMessage(
          {stCommVersion: 1, type: 'UPDATE_FROM_QUERY_PARAMS', queryParams: 'date=2025-03-01'}, '*')"""
    )
    inside.get_by_role("slider", name="Date").press("ArrowLeft")
    inside.locator("[aria-valuetext*='29 January 2025']").first.wait_for()
    opened.page.evaluate("() => { document.body.style.height = '3000px'; }")
    zoom = opened.state()["view"][2]
    opened.page.mouse.move(300, 300)
    opened.page.mouse.wheel(0, 200)
    opened.page.wait_for_function("() => scrollY > 0")
    assert opened.state()["view"][2] == zoom
    opened.page.keyboard.down("Control")
    opened.page.mouse.wheel(0, -200)
    opened.wait_for_state("s.view[2] > v", zoom)


def test_the_map_stays_where_it_looks_when_the_page_turns_dark(dashboard: Callable[..., Dashboard]) -> None:
    opened = dashboard().open(date="2025-01-30")
    opened.frame.evaluate("() => window.geodash.setState({view: [-1.5, 29.1, 9]})")
    view = opened.state()["view"]
    with opened.page.expect_navigation():
        opened.page.get_by_role("button", name="Switch between light and dark").click()
    opened.wait_until_ready()
    assert opened.state()["theme"] == "dark"
    assert opened.state()["view"] == pytest.approx(view, abs=0.01)


TOKENS = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads"


def test_a_frame_with_the_documented_sandbox_has_all_that_it_needs(
    dashboard: Callable[..., Dashboard],
) -> None:
    documented = (ROOT / "docs" / "links.md").read_text(encoding="utf-8")
    assert f'sandbox="{TOKENS}"' in documented
    opened = dashboard()
    page = opened.page
    source = f"{opened.address}/?date=2025-01-30&event=goma-captured-20250127"
    page.set_content(f'<iframe width="1300" height="850" sandbox="{TOKENS}" src="{source}"></iframe>')
    inside = page.frame_locator("iframe")
    inside.get_by_role("slider", name="Date").press("ArrowLeft")
    opened.wait_for_state("s.date === v", "2025-01-29")
    with page.expect_popup() as popup:
        inside.locator(".gd-card .gd-sources a").first.click()
    popup.value.close()
    assert make_a_file(opened, inside).endswith("20250129.png")
