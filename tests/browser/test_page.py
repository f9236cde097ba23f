"""What only a real browser shows: the map, the clock and the list as one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from geodash.model.selection import EventFilter, filter_mask, select_events, window_mask
from geodash.model.snapshot import snapshot_at
from tests.browser.conftest import PAINTED, wait_until_listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

ONE_DAY = timedelta(days=1)
FOUNDING = "rwa-bel-sever-relations-20250317"


def test_the_page_needs_no_other_host(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date="2025-03-17")
    state = opened.state()
    day = date(2025, 3, 17)
    assert state["control"]["goma"] == snapshot_at(dataset, day).by_place["goma"].controller
    assert len(state["events"]) == int(window_mask(dataset.event_columns, day, 30).sum())
    sheets = opened.frame.evaluate(f"() => [...document.querySelectorAll('.geodash canvas')].map({PAINTED})")
    assert sheets == [True] * 4
    assert opened.foreign == []
    assert opened.errors == []


def test_browser_and_python_agree_around_every_change(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open()
    changes = {record.valid_from for record in dataset.control}
    days = sorted({day + step for day in changes for step in (-ONE_DAY, 0 * ONE_DAY, ONE_DAY)})
    days += [
        dataset.first_day,
        dataset.control_known_until,
        dataset.control_known_until + ONE_DAY,
        dataset.last_day,
    ]
    drawn: list[list[dict[str, str]]] = opened.frame.evaluate(
        """(days) => days.map((date) => {
          window.geodash.setState({date});
          const state = window.geodash.getState();
          return state.date === date ? [state.control, state.basis] : [{date: state.date}, {}];
        })""",
        [day.isoformat() for day in days],
    )
    for day, (control, basis) in zip(days, drawn, strict=True):
        rows = snapshot_at(dataset, day).control
        assert control == {row.place_id: row.controller for row in rows}, day
        assert basis == {row.place_id: row.basis for row in rows}, day


def test_an_open_gap_is_unknown_and_the_time_after_has_no_data(dashboard: Open) -> None:
    opened = dashboard().open(date="2023-12-20")
    assert opened.state()["control"]["bunagana"] == "unknown"
    opened.open(date="2026-03-17")
    assert set(opened.state()["control"].values()) == {"no_data"}


@pytest.mark.parametrize("size", [(1440, 900), (1100, 800), (700, 800)])
def test_a_desktop_page_is_one_screen(dashboard: Open, size: tuple[int, int]) -> None:
    opened = dashboard(viewport=dict(zip(("width", "height"), size, strict=True))).open(date="2025-03-17")
    beyond = opened.page.evaluate(
        """() => {
          const main = document.querySelector('[data-testid="stMain"]');
          return main.scrollHeight - main.clientHeight;
        }"""
    )
    assert beyond <= 0


@pytest.mark.parametrize("size", [(1366, 650), (390, 844)])
def test_what_changed_since_a_link_was_made_leaves_the_clock_in_reach(
    dashboard: Open, size: tuple[int, int]
) -> None:
    opened = dashboard(viewport=dict(zip(("width", "height"), size, strict=True)))
    opened.open(date="2025-03-17", v="1.0.0")
    listed = opened.page.locator(".gd-since")
    assert listed.locator("li").first.inner_text().startswith("On 17 March 2025, ")
    box, clock = listed.bounding_box(), opened.page.locator(".st-key-gd_clock").bounding_box()
    assert box
    assert clock
    assert box["y"] + box["height"] < clock["y"]
    listed.locator("summary").click()
    folded = listed.bounding_box()
    assert folded
    assert folded["height"] < box["height"] / 2
    opened.slider.press("ArrowLeft")
    opened.wait_for_query("date", "2025-03-16")
    listed.wait_for(state="detached")


def test_the_list_shows_what_the_map_draws(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date="2025-03-17", days="60", q="goma")
    columns = dataset.event_columns
    flags = filter_mask(columns, EventFilter(text="goma")) & window_mask(columns, date(2025, 3, 17), 60)
    expected = [event.id for event in select_events(dataset, flags)]
    assert opened.state()["events"] == expected
    wait_until_listed(opened.page, expected)
    counted = opened.page.locator(".gd-figures .gd-caption")
    assert "that pass the filters" in counted.inner_text()
    opened.open(date="2025-03-17", days="60")
    assert "filters" not in counted.inner_text()


def test_the_figures_say_how_many_records_the_list_shows(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date="2025-03-17", days="30")
    shown = select_events(dataset, window_mask(dataset.event_columns, date(2025, 3, 17), 30))
    caption = opened.page.locator(".gd-figures .gd-caption")
    assert f"29 events in 30 days ({len(shown)} records)" in caption.inner_text()
    opened.open(date="2013-12-01", days="30")
    assert "record" not in caption.inner_text()


def test_choosing_in_the_list_moves_clock_map_and_link(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17", days="60")
    row = opened.page.locator('[data-event-id="bukavu-captured-20250216"]')
    for _ in range(2):  # the same row twice in a row, with a day in between
        row.click()
        opened.wait_for_state("s.selected.event === v && s.date === '2025-02-16'", "bukavu-captured-20250216")
        opened.wait_for_query("event", "bukavu-captured-20250216")
        opened.page.get_by_role("heading", name="Bukavu").first.wait_for()
        opened.slider.focus()
        opened.page.keyboard.press("ArrowRight")
        opened.wait_for_query("date", "2025-02-17")


def test_the_list_is_driven_by_keys(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    opened.page.get_by_role("listbox").focus()
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    opened.wait_for_state("s.selected.event !== null")
    chosen = opened.state()["selected"]["event"]
    opened.wait_for_query("event", chosen)
    assert opened.page.locator(f'[data-event-id="{chosen}"]').get_attribute("aria-selected") == "true"


def test_choosing_on_the_map_selects_in_the_list(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    opened.frame.evaluate("(id) => window.geodash.setState({event: id})", FOUNDING)
    opened.wait_for_query("event", FOUNDING)
    assert opened.page.locator(f'[data-event-id="{FOUNDING}"]').get_attribute("aria-selected") == "true"


def test_the_map_asks_and_the_clock_decides(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-06-01", place="goma")
    opened.page.evaluate(
        """() => {
          window.asked = [];
          document.addEventListener('geodash:frame', ({detail}) => {
            if (detail.type === 'change') window.asked.push(detail.patch);
          });
        }"""
    )
    shown = opened.frame.evaluate(
        """(event) => {
          const follow = window.geodash.follow;
          window.followed = 0;
          window.geodash.follow = (state) => { window.followed += 1; follow(state); };
          window.geodash.setState({event});
          const {date, selected} = window.geodash.getState();
          return [date, selected, window.followed];
        }""",
        FOUNDING,
    )
    assert opened.page.evaluate("() => window.asked") == [{"event": FOUNDING}]
    assert shown == ["2025-03-17", {"event": FOUNDING, "place": None}, 1]


def test_a_town_on_the_map_opens_its_card(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17", layers="control,labels")
    opened.frame.evaluate("() => window.geodash.setState({view: [-2.49077, 28.84281, 11]})")
    opened.click_middle_of_map()
    opened.wait_for_query("place", "bukavu")
    opened.page.locator(".gd-card").get_by_text("Held by M23 since").first.wait_for()
    assert opened.state()["date"] == "2025-03-17"


@pytest.mark.loaded
def test_a_link_to_an_event_opens_on_its_day(dashboard: Open) -> None:
    opened = dashboard().open(event="goma-captured-20250127")
    assert opened.state()["date"] == "2025-01-27"
    opened.wait_for_query("date", "2025-01-27")


def test_the_founding_story_is_one_click_away(dashboard: Open) -> None:
    opened = dashboard().open()
    opened.page.get_by_role("button", name="17 March 2025").click()
    opened.wait_for_query("event", FOUNDING)
    opened.wait_for_query("date", "2025-03-17")
    opened.page.get_by_text("Accounts differ").first.wait_for()


def test_french_everywhere(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17", lang="fr")
    opened.page.get_by_role("listbox", name="Événements").wait_for()
    assert "17 mars 2025" in opened.slider.get_attribute("aria-valuetext")
    opened.frame.get_by_text("Légende").first.wait_for()


def test_the_frame_of_the_map_has_its_name_in_the_language_of_the_page(
    dashboard: Callable[..., Dashboard],
) -> None:
    opened = dashboard().open(date="2025-03-17", lang="fr")
    opened.frame.get_by_text("Légende").first.wait_for()
    frame = opened.page.locator("iframe")
    assert str(frame.get_attribute("aria-label")).startswith("Carte\u00a0: ")
    assert opened.frame.evaluate("() => [document.title, document.documentElement.lang]") == [
        frame.get_attribute("aria-label"),
        "fr",
    ]
    opened.page.get_by_text("EN", exact=True).click()
    opened.page.get_by_role("listbox", name="Events").wait_for()
    opened.frame.get_by_text("Legend").first.wait_for()
    opened.page.wait_for_function(
        """() => document.querySelector('iframe').ariaLabel.startsWith('Map: ')
          && document.documentElement.lang === 'en'"""
    )


def test_typing_a_filter_keeps_the_map(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    opened.frame.evaluate("() => { window.marked = true; }")
    before = opened.state()["events"]
    box = opened.page.get_by_role("combobox", name="Search")
    box.fill("belgique")
    box.press("Enter")
    opened.wait_for_query("q", "belgique")
    opened.wait_for_state("s.events.length < v", len(before))
    assert FOUNDING in opened.state()["events"]
    assert opened.frame.evaluate("() => window.marked")
