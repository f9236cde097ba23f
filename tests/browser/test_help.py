"""The line that says where the record ends, and the help that opens at the title and from the legend."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_accessibility import violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

READERS_DAY = datetime(2026, 11, 28, 12, tzinfo=UTC)
END = "2026-03-16"
LINE = {
    "en": "Systematic record ends on 16 March 2026, 8 months ago",
    "fr": "Relevé systématique jusqu’au 16 mars 2026, il y a 8 mois",
}
SCREENS: dict[str, dict[str, Any]] = {
    "laptop": {"viewport": {"width": 1366, "height": 650}},
    "tablet": {"viewport": {"width": 820, "height": 1180}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "touch tablet": {"viewport": {"width": 1024, "height": 768}, "has_touch": True, "is_mobile": True},
    "phone on its side": {"viewport": {"width": 844, "height": 390}, "has_touch": True, "is_mobile": True},
}
MEANING = ".gd-help-dialog .gd-help-sections"
IS_OPEN = "() => document.querySelector('.gd-help-dialog').open"


@pytest.mark.parametrize("screen", SCREENS)
def test_the_first_screen_says_where_the_record_ends(dashboard: Open, screen: str) -> None:
    opened = dashboard(**SCREENS[screen])
    opened.page.clock.set_fixed_time(READERS_DAY)
    opened.page.goto(f"{opened.address}/")
    for lang, text in LINE.items():
        if lang != "en":
            opened.visit("events", date=END, lang=lang)
        line = opened.page.get_by_text(text, exact=True)
        line.wait_for()
        box, map_box = line.bounding_box(), opened.page.locator("iframe").first.bounding_box()
        assert box is not None
        assert map_box is not None
        height = SCREENS[screen]["viewport"]["height"]
        assert box["y"] >= 0
        assert box["height"] <= 20, "it is one line"
        assert box["y"] + box["height"] <= map_box["y"]
        # On its side a phone shows the sentence whole, above a map that the page scrolls to.
        assert map_box["y"] < height * (0.4 if screen == "phone on its side" else 1 / 3)
        assert not opened.page.evaluate(IS_OPEN), "nothing opens on arrival"


def test_nothing_of_the_header_covers_its_button(dashboard: Open) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    opened = dashboard(**phone).open()
    for width, height in [(360, 740), (390, 844), (844, 390), (1024, 768), (1366, 1024)]:
        opened.page.set_viewport_size({"width": width, "height": height})
        opened.page.locator(".gd-help-open").click(trial=True)
        opened.page.wait_for_function(
            """() => {
              const bottom = (node) => node.getBoundingClientRect().bottom;
              const tools = document.querySelectorAll('.st-key-gd_head button, .st-key-gd_head input');
              const map = document.querySelector('.st-key-gd_map iframe').getBoundingClientRect();
              const title = document.querySelector('.gd-title h1').getBoundingClientRect();
              return title.y >= 0 && Math.max(...[...tools].map(bottom)) <= map.y;
            }"""
        )


def test_help_opens_at_the_title_and_gives_the_focus_back(dashboard: Open) -> None:
    opened = dashboard().open()
    button = opened.page.get_by_role("button", name="What am I looking at?", exact=True)
    button.focus()
    opened.page.keyboard.press("Enter")
    dialog = opened.page.get_by_role("dialog", name="What am I looking at?")
    dialog.get_by_role("heading", name="Where the record ends").wait_for()
    assert dialog.evaluate("(node) => node.contains(document.activeElement)")
    opened.page.keyboard.press("Escape")
    assert not opened.page.evaluate(IS_OPEN)
    assert button.evaluate("(node) => node === document.activeElement")
    assert opened.errors == []


@pytest.mark.parametrize("embed", ["", "true"])
def test_help_opens_from_the_legend_of_the_map(dashboard: Open, embed: str) -> None:
    opened = dashboard().open(lang="fr", **({"embed": embed} if embed else {}))
    ask = opened.frame.locator(".gd-legend").get_by_role("button", name="Que voit-on ici ?")
    ask.focus()
    opened.page.keyboard.press("Enter")
    opened.page.locator(MEANING).wait_for()
    opened.page.keyboard.press("Escape")
    assert not opened.page.evaluate(IS_OPEN)
    opened.frame.wait_for_function("() => document.activeElement?.classList.contains('gd-ask')")


def test_the_hidden_header_of_an_embedded_page_takes_no_focus(dashboard: Open) -> None:
    opened = dashboard().open(embed="true")
    assert opened.page.locator(".gd-help-open").count() == 1
    assert not opened.page.locator(".gd-help-open").is_visible()
    opened.page.keyboard.press("Tab")
    assert not opened.page.evaluate("() => Boolean(document.activeElement.closest('.st-key-gd_head'))")


def test_the_help_draws_the_symbols_of_the_legend(dashboard: Open) -> None:
    opened = dashboard().open()
    opened.page.locator(".gd-help-open").click()
    opened.page.locator(MEANING).wait_for()
    pictures = "(nodes) => nodes.map((node) => node.src)"
    drawn = opened.page.locator(f"{MEANING} dt img").evaluate_all(pictures)
    legend = opened.frame.locator(".gd-legend img").evaluate_all(pictures)
    areas = opened.page.locator(f"{MEANING} [data-section=around] dt:last-of-type img").evaluate_all(pictures)
    assert len(drawn) >= 12
    assert set(drawn) - set(areas) <= set(legend)  # an area is paler in the legend of a map that is near


@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, SCREENS["phone"]])
def test_the_open_help_breaks_no_rule(dashboard: Open, options: dict[str, Any]) -> None:
    opened = dashboard(**options).open(lang="fr")
    opened.page.locator(".gd-help-open").click()
    opened.page.locator(MEANING).wait_for()
    assert violations(opened.page, ".gd-help, .gd-help-dialog") == []


def test_the_title_of_the_page_names_conflict_and_day(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17", lang="fr")
    opened.page.wait_for_function(
        "(title) => document.title === title", arg="geodash\u00a0: Est de la RD Congo, 17 mars 2025"
    )


def test_the_help_follows_the_language(dashboard: Open) -> None:
    opened = dashboard().open()
    opened.page.locator(".gd-help-open").click()
    opened.page.get_by_role("heading", name="What a symbol says").wait_for()
    opened.page.keyboard.press("Escape")
    opened.page.get_by_role("radio", name="FR").or_(opened.page.get_by_role("button", name="FR")).click()
    opened.page.get_by_role("button", name="Que voit-on ici ?", exact=True).click()
    opened.page.get_by_role("heading", name="Ce que dit un symbole").wait_for()
    assert opened.page.evaluate("() => document.documentElement.lang") == "fr"


VERSION = "async () => (await [...geodashScenes.values()][0]).v"
SEEN = "`geodash.seen ${location.pathname}`"


@pytest.mark.parametrize(("lang", "text"), [("en", "What is new"), ("fr", "Nouveautés")])
def test_who_comes_back_is_offered_what_is_new(dashboard: Open, lang: str, text: str) -> None:
    opened = dashboard().open(date="2025-01-27", lang=lang)
    page, news = opened.page, opened.page.locator(".gd-new-since")
    assert news.is_hidden(), "a first visit has seen nothing before"
    assert page.evaluate(f"() => localStorage.getItem({SEEN})") == opened.page.evaluate(VERSION)
    page.evaluate(f"() => localStorage.setItem({SEEN}, '1.0.0')")
    opened.open(date="2025-01-20", lang=lang)
    opened.slider.press("ArrowLeft")
    opened.wait_for_query("date", "2025-01-19")
    news.get_by_text(text).click()
    page.locator(".gd-since").wait_for()
    assert "1.0.0" in page.locator(".gd-since summary").inner_text()
    assert "date=2025-01-19" in page.url
    opened.open(date="2025-01-27", lang=lang)
    assert news.is_hidden(), "it was told"
    assert opened.errors == []


def test_where_the_browser_keeps_nothing_nothing_is_offered(dashboard: Open) -> None:
    opened = dashboard()
    opened.page.add_init_script("Storage.prototype.getItem = () => { throw new Error('none') }")
    opened.open(date="2025-01-27")
    assert opened.page.locator(".gd-new-since").is_hidden()
