"""A class of holders in the legend is drawn alone, or no longer: numbers count all, and the page says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.sites import opened_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geodash.model.dataset import Dataset
    from tests.browser.contexts import Contexts
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

DAY = "2025-03-17"
OVERFLOW = "(node) => node.scrollHeight - node.clientHeight"
SMALLEST = "(nodes) => Math.min(...nodes.map((node) => node.getBoundingClientRect().height))"
WINDOWS = [(1440, 900), (1366, 768), (1366, 650), (1280, 640), (1536, 730), (1920, 1080)]


def left_out(opened: Dashboard) -> set[str]:
    return {town["place"] for town in opened.state()["drawn"]["towns"] if town["left"]}


def others(opened: Dashboard, dataset: Dataset, *classes: str) -> set[str]:
    """Places on the map whose holder is of no class of these."""
    control = opened.state()["control"]
    return {
        town["place"]
        for town in opened.state()["drawn"]["towns"]
        if dataset.class_of(control[town["place"]]) not in classes
    }


def draw_alone(opened: Dashboard, dataset: Dataset, names: tuple[str, str]) -> None:
    """Draw two classes alone, one by pointer and one by key."""
    legend = opened.frame.locator(".gd-legend")
    counts = legend.locator(".gd-count").all_inner_texts()
    rebels, state = (legend.get_by_role("button", name=name) for name in names)
    assert left_out(opened) == set()
    rebels.click()
    opened.wait_for_query("holders", "m23")
    opened.wait_for_state("s.holders === 'm23'")
    assert left_out(opened) == others(opened, dataset, "m23") != set()
    state.focus()
    opened.page.keyboard.press("Enter")
    opened.wait_for_query("holders", "government,m23")
    opened.wait_for_state("s.holders === 'government,m23'")
    assert left_out(opened) == others(opened, dataset, "m23", "government") != set()
    assert legend.locator(".gd-count").all_inner_texts() == counts
    assert legend.locator(".gd-classes li:not([hidden]) > .gd-sign").evaluate_all(SMALLEST) >= 24


def test_a_class_pressed_is_drawn_alone_and_all_are_counted(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date=DAY)
    sentence = opened.page.locator(".gd-sentence")
    before = sentence.inner_text()
    draw_alone(opened, dataset, ("M23 / AFC", "Government side"))
    names = "M23 / AFC, Government side"
    opened.page.locator(".gd-sentence", has_text=f"draws only these holders: {names}").wait_for()
    assert sentence.inner_text().startswith(before)
    assert f"Holders shown: {names}" in opened.frame.locator(".gd-asof").first.inner_text()
    chip = opened.page.locator('.gd-chip-set[data-filter="holders"]')
    assert names in chip.inner_text()
    chip.click()
    opened.wait_for_query("holders", None)
    opened.wait_for_state("s.holders === null")
    assert left_out(opened) == set()
    opened.page.locator(".gd-sentence", has_not_text="only these holders").wait_for()
    opened.page.go_back()
    opened.wait_for_state("s.holders === 'government,m23'")


def test_all_is_cleared_with_one_press(dashboard: Open) -> None:
    opened = dashboard().open(date=DAY, cat="battle", holders="m23,unknown", lang="fr")
    opened.wait_for_state("s.holders === 'm23,unknown'")
    assert opened.page.locator(".gd-chip-set").count() == 2
    opened.page.locator(".gd-chips-set .gd-link").click()
    opened.wait_for_query("holders", None)
    opened.wait_for_query("cat", None)
    opened.page.locator(".gd-chip-set").first.wait_for(state="detached")


def test_it_works_without_a_server(contexts: Contexts, dataset: Dataset, tmp_path: Path) -> None:
    with opened_site(contexts, dataset, tmp_path / "site", date=DAY, lang="fr") as opened:
        draw_alone(opened, dataset, ("M23 / AFC", "Camp gouvernemental"))
        opened.page.reload()
        opened.wait_until_ready()
        opened.wait_for_state("s.holders === 'government,m23'")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_all_of_the_legend_is_in_sight(dashboard: Open, lang: str) -> None:
    opened = dashboard(viewport={"width": WINDOWS[0][0], "height": WINDOWS[0][1]}).open(date=DAY, lang=lang)
    legend = opened.frame.locator(".gd-legend")
    for width, height in WINDOWS:
        opened.page.set_viewport_size({"width": width, "height": height})
        opened.page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
        if not legend.locator(".gd-legend-body").is_visible():
            legend.locator(".gd-toggle").click()
        assert legend.evaluate(OVERFLOW) <= 0, (width, height)


APART = """() => {
  const box = (name) => document.querySelector(name).getBoundingClientRect();
  const [day, legend] = [box(".gd-asof"), box(".gd-legend")];
  return Math.max(legend.top - day.bottom, legend.left - day.right);
}"""


@pytest.mark.loaded
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("day", [DAY, "2027-01-01"])
def test_what_the_day_warns_of_does_not_lie_on_the_legend(dashboard: Open, lang: str, day: str) -> None:
    viewport = {"width": WINDOWS[0][0], "height": WINDOWS[0][1]}
    opened = dashboard(viewport=viewport).open(date=day, lang=lang, holders="m23")
    legend = opened.frame.locator(".gd-legend")
    assert opened.frame.locator(".gd-side").first.locator(".gd-warning:visible").count() == 1 + (day != DAY)
    for width, height in WINDOWS:
        opened.page.set_viewport_size({"width": width, "height": height})
        opened.page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
        assert opened.frame.evaluate(APART) > 0, (width, height)
        scrolled = 0 if day == DAY else 30  # two warnings in a low map: the last row is scrolled to
        assert legend.evaluate(OVERFLOW) <= scrolled, (width, height)
