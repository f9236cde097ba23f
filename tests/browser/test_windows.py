"""Low windows: the page scrolls, and each part keeps a usable size."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.browser.reach import assert_nothing_covered
from tests.browser.test_accessibility import SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

LOW = [(720, 450), (1093, 500), (844, 390), (1024, 420), (667, 375), (1366, 480)]
"""Between phone and desktop: a laptop at 125 %, half a screen, a phone on its side."""
WAY_IN = "rwa-bel-sever-relations-20250317"


def test_a_notice_covers_no_control(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-13-45", days="x", lang="fr", conf="sure", tab="events")
    said = opened.page.locator(".gd-notices")
    said.get_by_text("2025-13-45").wait_for()
    for width, height in (*LOW, (1280, 585), (1440, 900), (390, 844), (320, 568)):
        opened.page.set_viewport_size({"width": width, "height": height})
        assert_nothing_covered(opened.page)
        said.scroll_into_view_if_needed()
        note, below = said.bounding_box(), opened.page.locator(".st-key-gd_map").bounding_box()
        assert note
        assert below
        assert note["y"] > below["y"]
        assert note["x"] + note["width"] <= below["x"] + below["width"]


def test_a_notice_leaves_the_legend_readable_and_can_be_folded(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-13-45", days="x", conf="sure")
    said = opened.page.locator(".gd-notices")
    note, legend = said.bounding_box(), opened.frame.locator(".gd-legend").bounding_box()
    assert note
    assert legend
    assert note["x"] >= legend["x"] + legend["width"]
    assert said.get_by_role("listitem").count() == 3
    said.get_by_text("3 notices").click()
    said.get_by_role("listitem").first.wait_for(state="hidden")
    folded = said.bounding_box()
    assert folded
    assert folded["height"] < 50
    opened.slider.press("ArrowLeft")  # a day later it is still folded, or gone
    opened.wait_until_settled()
    assert not said.get_by_role("listitem").first.is_visible()


FILTERS = {
    "cat": "battle,sanctions",
    "actor": "belgium,m23",
    "conf": "medium",
    "where": "cod.nord-kivu",
}
CROWDED = [(1366, 650), (1280, 640), (1440, 900), (1024, 768), (820, 1180), (700, 900), (645, 900)]
SPILT = """() => {
  const bottom = (name) => document.querySelector(name)?.getBoundingClientRect().bottom ?? 0;
  return Math.max(bottom('.gd-panel > .gd-card'), bottom('.gd-tab-events')) - bottom('.gd-panel');
}"""
FIRST_LINE = "() => document.querySelector('.gd-kicker')?.clientHeight ?? 0"


@pytest.mark.parametrize("card", [{}, {"event": "goma-captured-20250127"}], ids=["list", "card"])
@pytest.mark.parametrize("words", [{"days": "all"}, {"q": "goma", "deaths": "5"}], ids=["some", "none"])
def test_under_many_filters_all_of_the_panel_is_in_reach(
    dashboard: Open, card: dict[str, str], words: dict[str, str]
) -> None:
    opened = dashboard(has_touch=True, is_mobile=True)
    opened.open_tab("events", date="2025-03-17", lang="fr", **FILTERS, **card, **words)
    for width, height in CROWDED:
        opened.page.set_viewport_size({"width": width, "height": height})
        assert_nothing_covered(opened.page)
        assert opened.page.evaluate(SPILT) <= 1, (width, height)
        assert opened.page.evaluate(FIRST_LINE) <= 48, (width, height)  # three lines
        assert opened.page.evaluate(WIDER) <= 0, (width, height)


WIDER = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return main.scrollWidth - main.clientWidth;
}"""


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_bar_over_the_sources_stays_on_the_page(dashboard: Open, lang: str) -> None:
    opened = dashboard(has_touch=True).open_tab("sources", date="2025-03-17", lang=lang)
    for width in (820, 768, 700, 645, 320):
        opened.page.set_viewport_size({"width": width, "height": 900})
        opened.page.wait_for_function("(width) => innerWidth === width", arg=width)
        assert opened.page.evaluate(WIDER) <= 0, width


LEFT = """() => {
  const seen = (node) => node.checkVisibility() && node.closest(".gd-tabpanel:not([hidden])");
  const rolls = (node) => /auto|scroll/.test(getComputedStyle(node).overflowY);
  const lists = [...document.querySelectorAll(".gd-tabpanel *")].filter((node) => seen(node) && rolls(node));
  const panel = document.querySelector(".gd-panel");
  return {
    list: Math.max(0, ...lists.map((node) => node.clientHeight)),
    card: document.querySelector(".gd-card").clientHeight,
    beyond: panel.scrollHeight - panel.clientHeight,
  };
}"""
"""Heights that an open card and the list above it have, and what does not fit into the panel."""


def test_a_card_leaves_a_row_of_every_list_to_read(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17", lang="fr")
    for tab in ("places", "relations", "sources", "stories", "events"):
        shown = {name: text for name, text in SHOWN[tab].items() if name not in {"event", "place"}}
        opened.visit(tab, date="2025-03-17", lang="fr", event=WAY_IN, **shown)
        for width, height in (*LOW, (1280, 585), (1366, 650), (1366, 768)):
            opened.page.set_viewport_size({"width": width, "height": height})
            left = opened.page.evaluate(LEFT)
            assert left["list"] >= 88, (tab, width, height, left)
            assert left["card"] >= 110, (tab, width, height, left)
            assert left["beyond"] <= 0, (tab, width, height, left)
            if tab == "events":  # the one with controls between figures and list
                assert_nothing_covered(opened.page)


HEAD = """() => {
  const shown = (node, edge) => {
    const { left, top, bottom } = node.getBoundingClientRect();
    const seen = document.elementFromPoint(left + 4, edge === "top" ? top + 4 : bottom - 4);
    return top >= 0 && seen !== null && (node.contains(seen) || seen.contains(node));
  };
  const { scrollWidth, clientWidth } = document.querySelector(".gd-sentence");
  return shown(document.querySelector(".gd-title h1"), "top")
    && shown(document.querySelector(".gd-sentence"), "bottom") && scrollWidth <= clientWidth;
}"""
"""Whether the name of the page and the last line of its sentence can be read."""


def test_the_header_has_room_for_its_sentence(dashboard: Open) -> None:
    """Also where it is long: the one of this day has three or four lines beside all tools."""
    opened = dashboard().open(date="2025-03-17", lang="fr", event=WAY_IN, days="3")
    for width in range(660, 1900, 62):
        opened.page.set_viewport_size({"width": width, "height": 640})
        opened.page.wait_for_function("(width) => innerWidth === width", arg=width)
        assert opened.page.evaluate(HEAD), width


def test_the_way_in_is_cut_at_its_end_only(dashboard: Open) -> None:
    opened = dashboard(viewport={"width": 1366, "height": 650}).open(date="2025-03-17", lang="fr")
    link = opened.page.locator(".gd-presets .gd-link")
    link.get_by_text("Le Rwanda rompt").wait_for()
    room = opened.page.locator(".gd-presets").bounding_box()
    box = link.bounding_box()
    assert box
    assert room
    assert 200 < box["width"] <= room["width"] - (box["x"] - room["x"]) + 1


def test_the_way_in_leads_to_its_event_on_its_day(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-01-27")
    opened.page.locator(".gd-presets .gd-link").click()
    opened.wait_for_state("s.selected.event === v", WAY_IN)
    assert opened.state()["date"] == "2025-03-17"


def test_every_control_of_the_clock_lies_on_the_page(dashboard: Open) -> None:
    opened = dashboard(viewport={"width": 820, "height": 1180}).open(date="2025-02-16", lang="fr")
    for width in range(780, 1300, 40):
        opened.page.set_viewport_size({"width": width, "height": 900})
        opened.page.wait_for_function("(width) => innerWidth === width", arg=width)
        ends = opened.page.locator(".gd-bar button, .gd-bar input, .gd-bar select").evaluate_all(
            "(found) => found.map((each) => each.getBoundingClientRect().right)"
        )
        assert len(ends) > 10
        assert max(ends) <= width, width


CHOSEN = """() => [...document.querySelectorAll(".gd-choices .gd-select, .gd-spans .gd-button")]
  .map((each) => each.getBoundingClientRect())
  .filter(({ width }) => width).map(({ left, right }) => [left, right])"""


def test_no_choice_of_the_clock_covers_another_on_a_phone(dashboard: Open) -> None:
    opened = dashboard(viewport={"width": 430, "height": 844}, has_touch=True, is_mobile=True)
    opened.open(date="2025-01-27", lang="fr")
    for width in (430, 412, 390, 375, 360):
        opened.page.set_viewport_size({"width": width, "height": 844})
        opened.page.wait_for_function("(width) => innerWidth === width", arg=width)
        sides = opened.page.evaluate(CHOSEN)
        assert len(sides) == 5, width
        assert all(right <= left for (_, right), (left, _) in pairwise(sides)), (width, sides)
