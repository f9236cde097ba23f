"""The search box: what it finds, how it is driven, and what choosing does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_accessibility import violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TOUCH = 44
FOUNDING = "rwa-bel-sever-relations-20250317"


def box_of(opened: Dashboard) -> Locator:
    return opened.page.get_by_role("combobox", name="Search")


def results_of(opened: Dashboard) -> Locator:
    return opened.page.get_by_role("listbox", name="Search results")


def type_in(opened: Dashboard, text: str) -> Locator:
    """Type into the box and return the list of what is found."""
    box = box_of(opened)
    box.fill(text)
    results_of(opened).get_by_role("option", name=f"“{text}”").wait_for()
    return results_of(opened)


def choice(opened: Dashboard, kind: str, record: str) -> Locator:
    return results_of(opened).locator(f"[data-kind='{kind}'][data-id='{record}']")


def test_kinds_come_in_order_with_their_counts(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    found = type_in(opened, "goma")
    kinds = found.get_by_role("option").evaluate_all("(all) => all.map((each) => each.dataset.kind)")
    assert kinds[0] == "words"
    assert list(dict.fromkeys(kinds)) == ["words", "place", "actor", "event", "source"]
    assert all(kinds.count(kind) <= 5 for kind in kinds)
    assert choice(opened, "place", "goma").get_attribute("id") == "gd-find-1", "the exact name first"
    group = found.get_by_role("group", name="Events")
    assert group.get_by_text("5 of ").is_visible()
    assert group.get_by_role("option").count() == 5


def test_it_is_driven_by_keys(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    box, keys = box_of(opened), opened.page.keyboard
    type_in(opened, "bukavu")
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant") is None
    keys.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert opened.page.locator(f"#{active}").get_attribute("data-kind") == "words"
    keys.press("ArrowUp")  # round to the last one
    last = results_of(opened).get_by_role("option").last
    assert last.get_attribute("aria-selected") == "true"
    keys.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "bukavu"
    keys.press("ArrowDown")
    results_of(opened).wait_for()
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Enter")
    opened.wait_for_query("place", "bukavu")
    opened.wait_for_state("s.selected.place === 'bukavu'")
    assert box.input_value() == ""
    assert box.evaluate("(node) => node === document.activeElement")


def test_choosing_an_event_selects_it_on_its_day(dashboard: Open) -> None:
    opened = dashboard().open(date="2024-01-01")
    type_in(opened, "rwanda severs")
    choice(opened, "event", FOUNDING).click()
    opened.wait_for_state("s.selected.event === v && s.date === '2025-03-17'", FOUNDING)
    opened.wait_for_query("event", FOUNDING)


def test_choosing_a_source_opens_it_in_its_panel(dashboard: Open, dataset: Dataset) -> None:
    source = next(s.id for s in dataset.sources.values() if s.title == "Resolution 2773 (2025)")
    opened = dashboard().open(date="2025-03-17")
    type_in(opened, "resolution 2773")
    choice(opened, "source", source).click()
    opened.wait_for_query("tab", "sources")
    opened.wait_for_query("source", source)


def test_choosing_a_party_filters_by_it_and_by_the_next_too(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17", days="90", tab="events")
    before = len(opened.state()["events"])
    type_in(opened, "belgium")
    choice(opened, "actor", "belgium").click()
    opened.wait_for_query("actor", "belgium")
    opened.wait_for_state("s.events.length < v", before)
    type_in(opened, "germany")
    choice(opened, "actor", "germany").click()
    opened.wait_for_query("actor", "belgium,germany")
    opened.page.get_by_role("button", name="Filters: 1").wait_for()


def test_words_filter_and_can_be_cleared(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    box = box_of(opened)
    everything = opened.state()["events"]
    box.fill("belgique")
    box.press("Enter")
    opened.wait_for_query("q", "belgique")
    opened.wait_for_state("s.events.length < v", len(everything))
    opened.page.get_by_role("button", name="Filters: 1").wait_for()
    box.fill("something else")
    opened.slider.focus()
    assert box.input_value() == "belgique", "an idle box says what the list is filtered by"
    opened.page.get_by_role("button", name="Clear the search").click()
    opened.wait_for_query("q", None)
    opened.wait_for_state("s.events.length === v", len(everything))
    box.fill("goma")
    box.press("Enter")
    opened.wait_for_query("q", "goma")
    box.fill("")
    box.press("Enter")
    opened.wait_for_query("q", None)


def test_the_first_choice_is_the_filter_for_words(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17", tab="places")
    found = type_in(opened, "belgium")
    found.get_by_role("option").first.click()
    opened.wait_for_query("q", "belgium")
    opened.wait_for_query("tab", None)
    assert box_of(opened).input_value() == "belgium"


def test_a_link_with_words_fills_the_box(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17", q="belgium")
    assert box_of(opened).input_value() == "belgium"
    opened.page.get_by_role("button", name="Filters").click()
    opened.page.get_by_role("button", name="Clear all filters").click()
    opened.wait_for_query("q", None)
    opened.page.wait_for_function("() => document.querySelector('.gd-find-input').value === ''")


def test_nothing_found_is_said(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    type_in(opened, "xyzzyx")
    opened.page.get_by_text("No place, party, event or source").wait_for()
    assert results_of(opened).get_by_role("option").count() == 1


def test_on_a_phone_it_fits_and_can_be_touched(dashboard: Open) -> None:
    opened = dashboard(**PHONE).open(date="2025-03-17")
    type_in(opened, "goma")
    for node in [box_of(opened), *results_of(opened).get_by_role("option").all()[:6]]:
        box: Any = node.bounding_box()
        assert box["height"] >= TOUCH
    list_box: Any = opened.page.locator(".gd-find-results").bounding_box()
    assert list_box["x"] >= 0
    assert list_box["x"] + list_box["width"] <= 390
    assert opened.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    choice(opened, "place", "goma").tap()
    opened.wait_for_query("place", "goma")


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, PHONE], ids=["desktop", "dark", "phone"])
def test_the_open_list_breaks_no_rule(dashboard: Open, options: dict[str, Any]) -> None:
    opened = dashboard(**options).open(date="2025-03-17")
    type_in(opened, "goma")
    opened.page.keyboard.press("ArrowDown")
    assert violations(opened.page, ".gd-find") == []


def test_in_french(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17", lang="fr")
    opened.page.get_by_role("combobox", name="Rechercher").fill("brussels")
    found = opened.page.get_by_role("listbox", name="Résultats de la recherche")
    found.get_by_role("option", name="Bruxelles").first.wait_for()
    assert found.get_by_role("group", name="Lieux").is_visible()
