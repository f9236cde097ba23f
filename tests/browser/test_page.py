"""What only a real browser shows: the map, the clock and the list as one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from geodash.briefing.bundle import bundle
from geodash.i18n import Translator
from geodash.model.selection import EventColumns, EventFilter, filter_mask, select_events, window_mask
from geodash.model.snapshot import snapshot_at
from geodash.ui.resources import ASSETS
from geodash.wording.statement import control_statement
from tests.browser.conftest import PAINTED, PIXELS, wait_until_listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from tests.browser.conftest import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

ONE_DAY = timedelta(days=1)
FOUNDING = "rwa-bel-sever-relations-20250317"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


BESIDE_TOWN = f"""(town) => {{
  const canvas = document.querySelector('canvas.geodash-marks');
  const corner = canvas.getBoundingClientRect();
  const at = map.latLngToContainerPoint(town);
  const pixels = ({PIXELS})(canvas).getImageData(at.x - corner.x + 12, at.y - corner.y - 5, 30, 10).data;
  return pixels.every((value) => value === 0);
}}"""


def test_events_leave_the_names_of_the_two_cities_free_on_a_phone(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard(viewport={"width": 390, "height": 844}).open(date="2025-03-17")
    for city in (dataset.places["goma"], dataset.places["bukavu"]):
        assert opened.frame.evaluate(BESIDE_TOWN, [city.lat, city.lon]), city.id


def test_the_page_needs_no_other_host(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    state = opened.state()
    assert state["control"]["goma"] == "m23"
    assert len(state["events"]) > 10
    sheets = opened.frame.evaluate(f"() => [...document.querySelectorAll('canvas')].map({PAINTED})")
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
    drawn: list[dict[str, str]] = opened.frame.evaluate(
        """(days) => days.map((date) => {
          window.geodash.setState({date});
          const state = window.geodash.getState();
          return state.date === date ? state.control : {date: state.date};
        })""",
        [day.isoformat() for day in days],
    )
    for day, control in zip(days, drawn, strict=True):
        expected = {row.place_id: row.controller for row in snapshot_at(dataset, day).control}
        assert control == expected, day


def test_an_open_gap_is_unknown_and_the_time_after_has_no_data(dashboard: Open) -> None:
    opened = dashboard().open(date="2023-12-20")
    assert opened.state()["control"]["bunagana"] == "unknown"
    opened.open(date="2026-03-17")
    assert set(opened.state()["control"].values()) == {"no_data"}


def test_scrubbing_keeps_the_map_and_sends_nothing_until_it_settles(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    page = opened.page
    page.evaluate("() => { window.kept = document.querySelector('iframe'); }")
    opened.frame.evaluate("() => { window.marked = true; }")
    opened.frame.evaluate("() => window.geodash.setState({view: [-1.5, 29.1, 9]})")
    view = opened.state()["view"]
    opened.sent.clear()
    thumb = opened.slider.bounding_box()
    middle = thumb["y"] + thumb["height"] / 2
    start = thumb["x"] + thumb["width"] / 2
    page.mouse.move(start, middle)
    page.mouse.down()
    seen = set()
    for step in range(60):
        page.mouse.move(start - 4 * step, middle)
        seen.add(opened.state()["date"])
    assert opened.sent == []
    assert len(seen) > 30
    page.mouse.up()
    settled = opened.state()["date"]
    opened.wait_for_query("date", settled)
    opened.wait_until_settled()
    assert len(opened.sent) == 1
    assert page.evaluate("() => window.kept === document.querySelector('iframe')")
    assert opened.frame.evaluate("() => window.marked")
    assert opened.state()["view"] == view
    assert opened.state()["date"] == settled


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


def test_keys_move_the_clock(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date="2025-03-31")
    opened.slider.focus()
    for key, expected in [
        ("ArrowLeft", "2025-03-30"),
        ("ArrowRight", "2025-03-31"),
        ("PageUp", "2025-04-30"),
        ("PageDown", "2025-03-30"),
        ("Home", dataset.first_day.isoformat()),
        ("End", dataset.control_known_until.isoformat()),
    ]:
        opened.page.keyboard.press(key)
        opened.wait_for_state("s.date === v", expected)
    assert "2026" in opened.slider.get_attribute("aria-valuetext")
    opened.wait_for_query("date", dataset.control_known_until.isoformat())


@pytest.mark.parametrize("typed", ["2025-01-30", "30 January 2025"])
def test_a_day_can_be_typed(dashboard: Open, typed: str) -> None:
    opened = dashboard().open()
    box = opened.page.get_by_role("textbox", name="date", exact=False).first
    box.fill(typed)
    box.press("Enter")
    opened.wait_for_query("date", "2025-01-30")
    assert opened.state()["date"] == "2025-01-30"


def test_next_and_previous_change(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-01-28")
    opened.page.get_by_role("button", name="Next change of control").click()
    opened.wait_for_state("s.date > v", "2025-01-28")
    later = opened.state()["date"]
    opened.page.get_by_role("button", name="Previous change of control").click()
    opened.wait_for_state("s.date < v", later)


def test_the_list_shows_what_the_map_draws(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date="2025-03-17", days="60", q="goma")
    columns = EventColumns.of(dataset)
    flags = filter_mask(columns, EventFilter(text="goma")) & window_mask(columns, date(2025, 3, 17), 60)
    expected = [event.id for event in select_events(dataset, flags)]
    assert opened.state()["events"] == expected
    wait_until_listed(opened.page, expected)


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


def test_a_town_on_the_map_opens_its_card(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17", layers="control,labels")
    opened.frame.evaluate("() => window.geodash.setState({view: [-2.49077, 28.84281, 11]})")
    opened.click_middle_of_map()
    opened.wait_for_query("place", "bukavu")
    opened.page.get_by_text("Held by M23 since").first.wait_for()
    assert opened.state()["date"] == "2025-03-17"


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
    opened.page.get_by_text("EN", exact=True).click()
    opened.page.get_by_role("listbox", name="Events").wait_for()
    opened.frame.get_by_text("Legend").first.wait_for()


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


def test_a_phone_moves_the_clock_by_touch(dashboard: Open) -> None:
    opened = dashboard(**PHONE).open(date="2025-03-17")
    boxes: dict[str, Any] = {
        "map": opened.page.locator("iframe").bounding_box(),
        "clock": opened.slider.bounding_box(),
        "list": opened.page.get_by_role("listbox").bounding_box(),
    }
    assert boxes["map"]["y"] < boxes["clock"]["y"] < boxes["list"]["y"]
    assert opened.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    track = opened.track
    opened.page.touchscreen.tap(track["x"] + track["width"] * 0.3, track["y"] + track["height"] / 2)
    opened.wait_for_state("s.date !== '2025-03-17'")
    opened.wait_for_query("date", opened.state()["date"])


def test_playing_sends_nothing(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-01-20")
    opened.sent.clear()
    opened.page.get_by_role("button", name="Play", exact=True).click()
    opened.wait_for_state("s.date > v", "2025-02-05")
    assert opened.sent == []
    opened.page.get_by_role("button", name="Pause").click()
    opened.wait_for_query("date", opened.state()["date"])
    assert len(opened.sent) == 1


def test_a_hidden_tab_does_not_play_on(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-01-20")
    opened.page.get_by_role("button", name="Play", exact=True).click()
    opened.wait_for_state("s.date > v", "2025-01-25")
    opened.page.evaluate(
        """() => {
          Object.defineProperty(document, 'hidden', {value: true, configurable: true});
          document.dispatchEvent(new Event('visibilitychange'));
        }"""
    )
    opened.page.get_by_role("button", name="Play", exact=True).wait_for()
    opened.wait_for_query("date", opened.state()["date"])


def test_playing_starts_again_at_the_end_when_asked(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date=(dataset.control_known_until - timedelta(days=20)).isoformat())
    opened.page.get_by_role("button", name="Start again at the end").click()
    opened.page.get_by_role("button", name="Play", exact=True).click()
    opened.wait_for_state("s.date < v", "2025-06-01")
    opened.page.get_by_role("button", name="Pause").click()


def test_two_fingers_zoom_the_time_shown(dashboard: Open) -> None:
    opened = dashboard(**PHONE).open(date="2025-03-17")
    track = opened.track
    middle = track["y"] + track["height"] / 2
    fingers = opened.page.context.new_cdp_session(opened.page)

    def touch(kind: str, left: float, right: float) -> None:
        points = [{"x": track["x"] + x, "y": middle, "id": i} for i, x in enumerate((left, right))]
        fingers.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points if kind != "touchEnd" else []}
        )

    touch("touchStart", 150, 200)
    for spread in range(0, 100, 10):
        touch("touchMove", 150 - spread, 200 + spread)
    touch("touchEnd", 0, 0)
    opened.page.get_by_role("group", name="Time shown").wait_for()
    pressed = opened.page.locator(".gd-spans [aria-pressed='true']")
    assert pressed.count() == 0, "the span is no longer that of a button"
    assert opened.state()["date"] != ""


def test_wording_is_the_same_in_browser_and_python(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open()
    days = [date(2012, 1, 1), date(2013, 11, 10), date(2023, 12, 20), date(2025, 3, 17), date(2026, 3, 16)]
    days.append(dataset.control_known_until + ONE_DAY)
    spoken: list[list[str]] = opened.page.evaluate(
        """async ([code, ids, days]) => {
          const both = new Function(`${code}; return {...$core_statement, ...$core_scene};`);
          const { controlStatement, dayOf } = both();
          const scene = await [...window.geodashScenes.values()][0];
          return days.flatMap((day) => ['en', 'fr'].map((lang) => ids.map((id) =>
            controlStatement(scene, lang, scene.placeIndex.get(id), dayOf(day)))));
        }""",
        [bundle(ASSETS, "core/statement"), list(dataset.holdings), [day.isoformat() for day in days]],
    )
    expected = [
        [control_statement(dataset, row, day, tr) for row in snapshot_at(dataset, day).control]
        for day in days
        for tr in (Translator("en"), Translator("fr"))
    ]
    assert [[plain(text) for text in texts] for texts in spoken] == [
        [plain(t) for t in ts] for ts in expected
    ]


def plain(text: str) -> str:
    """Without the kinds of space that number formats of browser and Python differ in."""
    return " ".join(text.split())
