"""The clock: by keys, pointer, touch, typing and play."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import PIXELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


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


def test_the_cells_catch_up_with_the_clock(dashboard: Open) -> None:
    """While steps come faster than the ground can be drawn it follows later, and always ends on the day."""
    opened = dashboard().open(date="2025-01-20")
    seen = f"""() => {{
      const canvas = document.querySelector('canvas.geodash-cells');
      const {{ data }} = ({PIXELS})(canvas).getImageData(0, 0, canvas.width, canvas.height);
      return data.reduce((sum, value) => sum + value, 0);
    }}"""
    at_rest = f"""() => {{
      const [last, times] = window.read ?? [0, 0];
      const sum = ({seen})();
      window.read = [sum, sum === last ? times + 1 : 0];
      return sum > 0 && times > 20 ? sum : 0;
    }}"""
    before = opened.frame.wait_for_function(at_rest).json_value()
    opened.slider.focus()
    for key in ["PageDown"] * 12 + ["PageUp"] * 12:
        opened.page.keyboard.down(key)
    opened.frame.wait_for_function(f"(sum) => ({seen})() === sum", arg=before)
    for _ in range(3):
        opened.page.keyboard.down("PageDown")
    opened.frame.wait_for_function(f"(sum) => ({seen})() !== sum", arg=before)


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


def test_a_day_can_be_typed(dashboard: Open) -> None:
    opened = dashboard().open()
    box = opened.page.get_by_role("textbox", name="date", exact=False).first
    for typed, day in [("2025-01-30", "2025-01-30"), ("31 January 2025", "2025-01-31")]:
        box.fill(typed)
        box.press("Enter")
        opened.wait_for_query("date", day)
        assert opened.state()["date"] == day


@pytest.mark.parametrize(
    ("lang", "typed", "said"),
    [
        ("en", "Today", "The last day on which control is known, 16 March 2026, stands for today."),
        ("fr", "aujourd’hui", "le 16 mars 2026, tient lieu d’aujourd’hui."),
    ],
)
def test_today_is_the_last_day_with_what_is_known(dashboard: Open, lang: str, typed: str, said: str) -> None:
    opened = dashboard().open(date="2025-01-27", lang=lang)
    field = opened.page.locator("input.gd-date").first
    field.fill(typed)
    field.press("Enter")
    opened.wait_for_query("date", "2026-03-16")
    opened.page.locator("#gd-clock-note").get_by_text(said).wait_for()
    assert field.get_attribute("aria-invalid") is None


def test_next_and_previous_change(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-01-28")
    opened.page.get_by_role("button", name="Next change of control").click()
    opened.wait_for_state("s.date > v", "2025-01-28")
    later = opened.state()["date"]
    opened.page.get_by_role("button", name="Previous change of control").click()
    opened.wait_for_state("s.date < v", later)


def test_a_phone_moves_the_clock_by_touch(dashboard: Open) -> None:
    opened = dashboard(**PHONE).open(date="2025-03-17")
    boxes: dict[str, Any] = {
        "map": opened.page.locator("iframe").bounding_box(),
        "clock": opened.slider.bounding_box(),
        "list": opened.page.get_by_role("listbox").bounding_box(),
    }
    assert boxes["map"]["y"] < boxes["clock"]["y"] < boxes["list"]["y"]
    assert opened.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    touch(opened, [(0.5, 0)], [(0.5, -80)], [(0.5, -160)])
    touch(opened, [(0.4, 0), (0.6, 0)], [(0.3, 0), (0.7, 0)], [(0.1, 0), (0.9, 0)])
    assert opened.state()["date"] == "2025-03-17", "a swipe up the page and two fingers leave the day"
    opened.page.evaluate("() => scrollTo(0, 0)")
    touch(opened, [(0.5, 0)], [(0.45, 0)], [(0.4, 0)])
    opened.wait_for_state("s.date !== '2025-03-17'")
    moved = opened.state()["date"]
    track = opened.track
    opened.page.touchscreen.tap(track["x"] + track["width"] * 0.8, track["y"] + track["height"] / 2)
    opened.wait_for_state("s.date !== v", moved)
    opened.wait_for_query("date", opened.state()["date"])


# Until the page has stood still for ten frames: no finger may come down on a track that still scrolls.
SCROLLED = """() => new Promise((done) => {
  const look = (at, still) =>
    still === 10 ? done() : requestAnimationFrame(() => look(scrollY, scrollY === at ? still + 1 : 0));
  look(scrollY, 0);
})"""


def touch(opened: Dashboard, *steps: list[tuple[float, float]]) -> None:
    """Fingers on the track: shares of its width and pixels below its middle, from touching to letting go."""
    opened.page.evaluate(SCROLLED)
    fingers = opened.page.context.new_cdp_session(opened.page)
    track = opened.track
    for number, points in enumerate([*steps, []]):
        kind = "touchStart" if number == 0 else "touchMove" if points else "touchEnd"
        at = [
            {"x": track["x"] + share * track["width"], "y": track["y"] + track["height"] / 2 + below}
            for share, below in points
        ]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})


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
