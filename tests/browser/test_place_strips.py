"""Strips of the places panel: a click moves the clock, bars end with what is known, a key explains them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.browser.placepanel import PHONE, open_places

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geodash.model.dataset import Dataset
    from geodash.model.holdings import Holding
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser


def test_a_click_on_a_strip_moves_the_clock_there(dashboard: Open, dataset: Dataset) -> None:
    places = open_places(dashboard, date="2025-03-17")
    places.show_span("all")
    places.click_strip("kalemie", 0.5)
    middle = dataset.first_day + (dataset.last_day - dataset.first_day) / 2
    places.opened.wait_for_state("s.date !== v", "2025-03-17")
    chosen = date.fromisoformat(places.opened.state()["date"])
    assert abs((chosen - middle).days) < 45
    assert places.opened.state()["selected"] == {"event": None, "place": None}
    assert abs(places.line() - 0.5) < 0.02
    places.opened.wait_for_query("date", chosen.isoformat())


def test_a_click_beside_a_change_means_the_change(dashboard: Open, dataset: Dataset) -> None:
    places = open_places(dashboard, date="2025-03-17")
    places.show_span("all")
    fallen = next(h.records[0].valid_from for h in dataset.holdings["alimbongo"] if h.records)
    days = (dataset.last_day - dataset.first_day).days + 1
    places.click_strip("alimbongo", (fallen - dataset.first_day).days / days)
    places.opened.wait_for_state("s.date === v", fallen.isoformat())


def test_the_line_follows_the_clock_and_the_axis_the_timeline(dashboard: Open) -> None:
    places = open_places(dashboard, date="2025-03-17")
    wide = places.line()
    places.show_span("90")
    places.page.wait_for_function(
        "(wide) => !document.querySelector('.gd-place-day').style.transform.includes(wide)",
        arg=f"{wide * 100:.0f}.",
    )
    assert abs(places.line() - 0.5) < 0.02
    assert "Mar" in places.page.locator(".gd-place-head").inner_text()
    places.opened.frame.evaluate("() => window.geodash.setState({date: '2025-03-27'})")
    places.page.wait_for_function("() => document.documentElement.dataset.geodash !== 'unsettled'")
    assert abs(places.line() - 0.5 - 10 / 90) < 0.02


def test_bars_end_with_what_is_known(dashboard: Open, dataset: Dataset) -> None:
    places = open_places(dashboard, date="2025-03-17")
    known = (dataset.control_known_until - date(1970, 1, 1)).days + 1
    strips = places.list.evaluate(
        """(list) => [...list.querySelectorAll('.gd-history')].map((strip) =>
          [...strip.querySelectorAll('rect:not(.gd-thin)')].map(({ x, width }) =>
            [x.baseVal.value, x.baseVal.value + width.baseVal.value]))"""
    )
    assert len(strips) == len(dataset.holdings)
    bars = [bar for strip in strips for bar in strip]
    assert all(end <= known for start, end in bars if start < known)
    reported_later = [chain for chain in dataset.holdings.values() if is_reported_later(dataset, chain)]
    assert 0 < sum(any(start >= known for start, _ in strip) for strip in strips) <= len(reported_later)
    hatched = places.strip("goma").evaluate("(strip) => getComputedStyle(strip, '::after').width")
    assert float(hatched.removesuffix("px")) > 4


def is_reported_later(dataset: Dataset, chain: Sequence[Holding]) -> bool:
    """Whether a place has a report after systematic coverage."""
    return any(holding.interval.start > dataset.control_known_until for holding in chain)


def test_a_phone_has_room_for_a_thumb(dashboard: Open) -> None:
    places = open_places(dashboard, PHONE, date="2025-03-17", lang="fr")
    assert places.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    for target in (places.search, places.order, places.page.get_by_role("button", name="Contrôle suivi")):
        assert places.box(target)["height"] >= 44
    strip = places.strip("goma")
    strip.scroll_into_view_if_needed()
    assert strip.bounding_box()["height"] >= 44
    places.click_strip("goma", 0.2)
    places.opened.wait_for_state("s.date < v", "2024-01-01")
    places.page.locator("#gd-place-goma .gd-place-name").tap()
    places.page.locator(".gd-card").get_by_role("heading", name="Goma").wait_for()
    places.page.get_by_role("button", name="Retour", exact=True).tap()
    places.list.wait_for()


def test_the_key_explains_every_bar(dashboard: Open) -> None:
    places = open_places(dashboard, date="2025-03-17")
    key = places.page.locator(".gd-place-key")
    assert key.locator("li").all_inner_texts() == [
        "M23 / AFC", "Government side", "East African force", "Local armed group", "Other holder",
        "Contested", "Unknown", "Not known after 16 March 2026", "Implied by the next record",
        "No report within a year",
    ]  # fmt: skip
    places.page.get_by_role("button", name="What the bars mean").click()
    key.wait_for(state="hidden")
    shapes = key.evaluate(
        """(key) => [...key.querySelectorAll('svg')].map((one) => [...one.querySelectorAll('rect')]
          .map((bar) => [...["y", "height", "data-look"].map((name) => bar.getAttribute(name))].join())
          .join(" "))"""
    )
    assert len(set(shapes)) == len(shapes)
