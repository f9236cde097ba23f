"""Every window that people have, in both languages: nothing covered or outside, list and clock in reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.reach import assert_nothing_covered, assert_readable

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

WINDOWS = {
    "small phone": (320, 640),
    "phone": (360, 740),
    "larger phone": (390, 844),
    "phone on its side": (844, 390),
    "small phone on its side": (667, 375),
    "smallest phone on its side": (640, 360),
    "tablet": (768, 1024),
    "larger tablet": (820, 1180),
    "laptop at 125 %": (1093, 500),
    "half a screen": (1024, 420),
    "low laptop": (1280, 640),
    "lower laptop": (1366, 480),
    "laptop": (1366, 650),
    "1440 x 900 at 200 %": (720, 450),
    "desktop": (1920, 1080),
    "large desktop": (2560, 1440),
}
GEOMETRY = """() => {
  const nodes = [...document.querySelectorAll('button, input, select, a[href], [role=tab], [role=slider]')]
    .filter((node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((node) => !node.closest('.gd-hidden, .st-key-w_unbrief'));
  const clipped = (node) => {
    let box = node.getBoundingClientRect();
    let { left, top, right, bottom } = box;
    for (let above = node.parentElement; above; above = above.parentElement) {
      if (getComputedStyle(above).overflow === 'visible') continue;
      const edge = above.getBoundingClientRect();
      [left, top] = [Math.max(left, edge.left), Math.max(top, edge.top)];
      [right, bottom] = [Math.min(right, edge.right), Math.min(bottom, edge.bottom)];
    }
    return { node, left, top, right, bottom };
  };
  const boxes = nodes.map(clipped)
    .filter(({ left, top, right, bottom }) => right - left > 2 && bottom - top > 2);
  const name = ({ node }) => node.outerHTML.slice(0, 90);
  const over = [];
  boxes.forEach((one, at) => {
    for (const other of boxes.slice(0, at)) {
      if (one.node.contains(other.node) || other.node.contains(one.node)) continue;
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (wide > 1.5 && high > 1.5) over.push([name(one), name(other), Math.round(wide), Math.round(high)]);
    }
  });
  const outside = boxes.filter(({ left, right }) => left < -1 || right > innerWidth + 1).map(name);
  const page = document.querySelector('[data-testid="stMain"]') ?? document.scrollingElement;
  return { over, outside, wider: Math.max(0, page.scrollWidth - page.clientWidth) };
}"""
"""Controls that overlap as seen, those beyond a side of the window, and by how much the page is wider."""
KNOB = """(knob) => {
  knob.scrollIntoView({ block: 'center' });
  const { left, right, top, bottom } = knob.getBoundingClientRect();
  const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return seen !== null && (knob.contains(seen) || seen.contains(knob) || seen.closest('.gd-track') !== null);
}"""


WHOLE = """() => {
  const sentence = document.querySelector('.gd-sentence');
  const { left, bottom } = sentence.getBoundingClientRect();
  const isOnTop = document.elementFromPoint(left + 20, bottom - 6) === sentence;
  return sentence.scrollWidth <= sentence.clientWidth && isOnTop;
}"""
"""Whether the sentence that tells who holds how many towns can be read to its end."""

NAMED = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector('.gd-title h1'));
  const name = range.getBoundingClientRect();
  return [...document.querySelectorAll('button')].filter((node) => node.checkVisibility()).every((node) => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return left >= name.right || right <= name.left || top >= name.bottom || bottom <= name.top;
  });
}"""
"""Whether no button lies over the name of the page."""


def assert_in_order(opened: Dashboard, window: str) -> None:
    for where in (opened.page, opened.frame):
        found = where.evaluate(GEOMETRY)
        assert found == {"over": [], "outside": [], "wider": 0}, window


FINGER = {"has_touch": True, "is_mobile": True}


@pytest.mark.parametrize(
    ("lang", "pointer"),
    [("en", {}), ("fr", {}), ("en", FINGER), ("fr", FINGER)],
    ids=["en", "fr", "en, finger", "fr, finger"],
)
def test_every_window_has_room_for_everything(dashboard: Open, lang: str, pointer: dict[str, bool]) -> None:
    opened = dashboard(**pointer).open(date="2025-03-17", lang=lang)
    assert opened.page.evaluate("() => matchMedia('(pointer: coarse)').matches") == bool(pointer)
    for days, (window, (width, height)) in enumerate(WINDOWS.items(), 1):
        opened.page.set_viewport_size({"width": width, "height": height})
        opened.page.wait_for_function("(width) => innerWidth === width", arg=width)
        assert_readable(opened)
        assert_nothing_covered(opened.page)
        assert_nothing_covered(opened.frame)
        opened.page.mouse.move(0, 0)
        opened.page.evaluate("() => document.querySelector('.gd-sentence').scrollIntoView()")
        opened.page.wait_for_function(WHOLE)
        assert opened.page.evaluate(NAMED), window
        assert_in_order(opened, window)
        assert opened.slider.evaluate(KNOB), window
        opened.slider.press("ArrowLeft")
        opened.wait_for_state("s.date === v", f"2025-03-{17 - days:02d}")


@pytest.mark.parametrize("size", [(820, 1180), (768, 1024), (1366, 650), (1024, 768), (390, 844)])
def test_the_legend_opens_by_itself_only_beside_the_region(dashboard: Open, size: tuple[int, int]) -> None:
    opened = dashboard(viewport={"width": size[0], "height": size[1]}).open(date="2025-03-17")
    toggle = opened.frame.locator(".gd-legend [aria-expanded]")
    assert toggle.get_attribute("aria-expanded") == "false"


FITTING = [
    (768, 1024),
    (820, 1180),
    (834, 1112),
    (1024, 768),
    (1280, 720),
    (1366, 650),
    (1440, 900),
    (1920, 1080),
]
TOO_HIGH = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return Math.max(main.scrollHeight - main.clientHeight, document.documentElement.scrollHeight - innerHeight);
}"""
TABS_WHOLE = """() => {
  const tabs = document.querySelector('.gd-tabs');
  return tabs.scrollWidth <= tabs.clientWidth;
}"""
DAYS = ["2025-01-29", "2025-03-17", "2025-12-12"]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_beside_a_wide_map_the_page_fits_its_window(dashboard: Open, lang: str, day: str) -> None:
    assert_fitting(dashboard().open(date=day, lang=lang))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_fits_under_a_finger_too(dashboard: Open, lang: str) -> None:
    opened = dashboard(**FINGER).open(date=DAYS[0], lang=lang)
    assert_fitting(opened)
    for day in DAYS[1:]:
        assert_fitting(opened.visit("events", date=day, lang=lang))


def assert_fitting(opened: Dashboard) -> None:
    for width, height in FITTING:
        opened.page.set_viewport_size({"width": width, "height": height})
        opened.page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
        assert opened.page.evaluate(TOO_HIGH) <= 0, (width, height)
        assert opened.page.evaluate(TABS_WHOLE), (width, height)
        assert opened.page.evaluate(WHOLE), (width, height)
