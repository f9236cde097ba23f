"""What narrows the events is said over the list and in the sentence, and taken back with one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_accessibility import violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

CHIPS = ".gd-chip-set"


@pytest.mark.parametrize("width", [1440, 390])
def test_each_filter_is_a_chip_with_a_cross(dashboard: Open, width: int) -> None:
    opened = dashboard(viewport={"width": width, "height": 900})
    opened.page.goto(f"{opened.address}/?date=2025-03-17&cat=sanctions&deaths=1&q=goma&actor=belgium")
    opened.page.locator(CHIPS).first.wait_for()
    opened.wait_until_settled()
    chips = opened.page.locator(CHIPS)
    names = chips.evaluate_all("(found) => found.map((each) => each.dataset.filter)")
    assert names == ["cat", "actor", "deaths", "q"]
    assert "Sanctions" in chips.first.inner_text()
    assert "Sanctions" in opened.page.locator(".gd-sentence").inner_text()
    assert violations(opened.page, ".gd-chips-set") == []
    for left, name in enumerate(("cat", "deaths", "q"), 1):
        opened.page.locator(f"{CHIPS}[data-filter={name}]").click()
        opened.wait_for_query(name, None)
        opened.page.wait_for_function(
            "([chips, count]) => document.querySelectorAll(chips).length === count", arg=[CHIPS, 4 - left]
        )
        opened.wait_until_settled()
    assert opened.page.evaluate("document.activeElement !== document.body")
    chips.click()
    opened.wait_for_query("actor", None)
    chips.wait_for(state="detached")
    opened.page.wait_for_function(
        "() => !document.querySelector('.gd-sentence').innerText.includes('Belgium')"
    )


def test_an_empty_list_says_what_empties_it(dashboard: Open) -> None:
    opened = dashboard()
    opened.page.goto(f"{opened.address}/?date=2025-03-17&cat=aid&deaths=5000")
    empty = opened.page.locator(".gd-empty p")
    empty.get_by_text("29 events lie in this window; none passes all filters: categories: Aid").wait_for()
    silence = empty.get_by_text("up to 31 August 2026: what it does not hold may have happened all the same.")
    assert silence.is_visible()  # nobody is said to have done nothing
    opened.page.goto(
        f"{opened.address}/?date=2025-03-17&cat=battle&pair=belgium,rwanda"
    )  # which no chip names
    empty.get_by_text("No events here pass the filters.").wait_for()
    opened.page.goto(f"{opened.address}/?date=2016-06-01&days=7&cat=aid")
    empty.get_by_text("No events in these 7 days. Widen the window.").wait_for()


def test_an_empty_list_clears_its_filters_with_one_press(dashboard: Open) -> None:
    opened = dashboard()
    opened.page.goto(f"{opened.address}/?date=2025-03-17&cat=aid&deaths=5000&lang=fr")
    opened.page.get_by_role("button", name="Effacer tous les filtres").last.click()
    opened.wait_for_query("cat", None)
    opened.wait_for_query("deaths", None)
    opened.options.first.wait_for()
    assert opened.page.locator(CHIPS).count() == 0
