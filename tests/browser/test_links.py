"""Rows, places, parties and sources are links: an address shows each, and a plain press loads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

VIEW = {"date": "2025-03-17", "days": "60", "lang": "fr", "conf": "medium"}
PLACES = [
    ("events", {}, "#gd-tabpanel-events .gd-row >> nth=0", "event"),
    ("places", {}, '[data-place-id="goma"]', "place"),
    ("sources", {}, ".gd-source-head >> nth=0", "source"),
    ("relations", {}, ".gd-relation-name >> nth=0", "pair"),
    ("events", {"place": "goma"}, ".gd-card [data-select-event] >> nth=0", "event"),
    ("events", {"place": "goma"}, ".gd-card [data-select-party]", "party"),
    ("events", {"party": "m23"}, ".gd-card [data-select-place] >> nth=0", "place"),
    ("events", {"party": "m23"}, ".gd-card .gd-source-all >> nth=0", "source"),
]


def asked(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def bare(link: Locator) -> tuple[str, str]:
    """Its element, and the address that it has before anybody comes near."""
    found: tuple[str, str] = link.evaluate("(node) => [node.tagName, node.getAttribute('href')]")
    return found


def test_each_leads_to_its_record_in_this_view(dashboard: Open) -> None:
    opened = dashboard().open(**VIEW)
    for tab, selection, selector, name in PLACES:
        opened.visit(tab, **VIEW, **selection)
        link = opened.page.locator(selector)
        tag, before = bare(link)
        assert tag == "A"
        link.hover()
        query = asked(link.evaluate("(node) => node.href"))
        assert query[name] == asked(before)[name]
        assert (query["lang"], query["conf"], query["days"]) == ("fr", "medium", "60")
        others = {"event", "place", "party"} - {name}
        assert name in {"source", "pair"} or not others & query.keys()


def follow(page: Page, link: Locator, **options: object) -> str:
    with page.context.expect_page() as fresh:
        link.click(**options)  # type: ignore[arg-type]
    address = fresh.value.url
    fresh.value.close()
    return address


def test_a_new_tab_opens_it_and_a_plain_press_does_not_load(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17", party="m23")
    page = opened.page
    page.evaluate("() => { window.stays = true; }")
    link = page.locator(".gd-card [data-select-place=goma]")
    for options in ({"modifiers": ["Control"]}, {"button": "middle"}, {"modifiers": ["Shift"]}):
        assert asked(follow(page, link, **options))["place"] == "goma"
        assert "party=m23" in page.url
    link.click()
    opened.wait_for_query("place", "goma")
    row = page.locator(".gd-row").first
    row.click()
    opened.wait_for_query("event", row.get_attribute("data-event-id"))
    assert page.evaluate("() => window.stays && document.activeElement.getAttribute('role')") == "listbox"


def test_what_the_search_finds_opens_in_a_new_tab(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    box = opened.page.get_by_role("combobox").first
    box.fill("Bukavu")
    found = opened.page.locator('.gd-find-option[data-kind="place"]').first
    assert asked(follow(opened.page, found, button="middle"))["place"] == "bukavu"
    assert "place=" not in opened.page.url
