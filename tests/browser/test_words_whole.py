"""Fields and choices show their words whole, and a list stays where it is when the language changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geodash.link.state import TABS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

DAY = "2025-03-17"
WINDOWS: dict[str, dict[str, Any]] = {
    "small phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
    "laptop": {"viewport": {"width": 1366, "height": 650}},
    "desktop": {"viewport": {"width": 1440, "height": 900}},
}
ARROW = 18
"""Pixels that the sign of a choice takes."""
CUT = """(arrow) => {
  const pen = new OffscreenCanvas(1, 1).getContext('2d');
  const room = (node) => {
    const { paddingLeft, paddingRight } = getComputedStyle(node);
    return node.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  };
  const wide = (node, text) => {
    const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(node);
    pen.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
    return pen.measureText(text).width;
  };
  const seen = (what) => [...document.querySelectorAll(what)].filter((node) => node.checkVisibility());
  const choices = seen('.gd select').map((node) => [node, node.selectedOptions[0]?.text ?? '', arrow]);
  const fields = seen('.gd input[placeholder]').map((node) => [node, node.placeholder, 0]);
  return [...choices, ...fields]
    .filter(([node, text, taken]) => wide(node, text) > room(node) - taken)
    .map(([, text]) => text);
}"""


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("window", WINDOWS)
def test_no_choice_and_no_field_cuts_its_words(dashboard: Open, window: str, lang: str) -> None:
    opened = dashboard(**WINDOWS[window]).open(date=DAY, lang=lang)
    for tab in TABS:
        opened.visit(tab, date=DAY, lang=lang)
        assert opened.page.evaluate(CUT, ARROW) == [], tab


SHORTENED = """() => [...document.querySelectorAll('.gd *')]
  .filter((node) => node.checkVisibility() && getComputedStyle(node).textOverflow === 'ellipsis')
  .filter((node) => node.scrollWidth > node.clientWidth + 1)
  .map((node) => node.textContent)"""
"""What ends in an ellipsis: titles of events and sources may, which open; a pair, place or party may not."""


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("window", WINDOWS)
def test_who_and_where_is_never_shortened(dashboard: Open, window: str, lang: str) -> None:
    opened = dashboard(**WINDOWS[window]).open(date=DAY, lang=lang)
    for tab in ("relations", "places", "compare", "trends"):
        opened.visit(tab, date=DAY, lang=lang, compare="2024-12-01")
        assert opened.page.evaluate(SHORTENED) == [], tab


MENUS = {"en": ("Filters", "Export"), "fr": ("Filtres", "Exporter")}
CHOICE = ':is([role="radiogroup"], [role="group"]) > button'
BEYOND = """(menu, choice) => [...menu.querySelectorAll(choice)]
  .filter((choice) => {
    const { left, right } = choice.getBoundingClientRect();
    const group = choice.parentElement.getBoundingClientRect();
    return left < group.left - 1 || right > group.right + 1;
  })
  .map((choice) => choice.innerText)"""
"""Choices of a menu that lie beyond the edge of their group, which a mouse alone does not scroll."""


@pytest.mark.parametrize("lang", MENUS)
@pytest.mark.parametrize("window", ["laptop", "desktop"])
def test_every_choice_of_a_menu_is_in_sight(dashboard: Open, window: str, lang: str) -> None:
    opened = dashboard(**WINDOWS[window]).open(date=DAY, lang=lang)
    for name in MENUS[lang]:
        opened.page.get_by_role("button", name=name).click()
        menu = opened.page.get_by_test_id("stPopoverBody")
        menu.locator(CHOICE).first.wait_for()
        opened.wait_until_settled()
        assert menu.evaluate(BEYOND, CHOICE) == [], name
        opened.page.keyboard.press("Escape")
        menu.wait_for(state="detached")


FIRST = """(box) => {
  const top = box.getBoundingClientRect().top;
  const row = [...box.querySelectorAll('[id]')].find((each) => each.getBoundingClientRect().top >= top);
  return row ? [row.id, Math.round(row.getBoundingClientRect().top - top)] : box.scrollTop;
}"""
SCROLLED = {"events": "#gd-events", "places": ".gd-places", "sources": ".gd-source-box"}


@pytest.mark.parametrize("tab", SCROLLED)
def test_a_list_stays_where_it_is_when_the_language_changes(dashboard: Open, tab: str) -> None:
    opened = dashboard().open_tab(tab, date=DAY, days="365")
    box = opened.page.locator(SCROLLED[tab])
    box.evaluate("(box) => { box.scrollTop = 1041; }")
    opened.page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
    before = box.evaluate(FIRST)
    opened.page.get_by_text("FR", exact=True).click()
    opened.wait_for_state("s.lang === 'fr'")
    opened.wait_until_settled()
    opened.page.wait_for_function(
        f"([wanted, box]) => String(({FIRST})(document.querySelector(box))) === String(wanted)",
        arg=[before, SCROLLED[tab]],
    )
