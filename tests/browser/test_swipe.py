"""Two days on one map: each side, and the divider between them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.i18n import Translator
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import Basis
from geodash.wording.statement import control_statement
from tests.browser.conftest import PIXELS
from tests.browser.opened import READY

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Route

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

EARLIER, LATER = "2025-01-20", "2025-03-17"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_each_side_shows_its_own_day(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date=LATER, compare=EARLIER, place="goma")
    days = [date.fromisoformat(day) for day in (EARLIER, LATER)]
    before, after = (snapshot_at(dataset, day) for day in days)
    english = Translator("en")
    goma = [control_statement(dataset, s.by_place["goma"], s.date, english) for s in (before, after)]
    assert goma[0] != goma[1]
    divider = opened.frame.get_by_role("slider")
    tooltip = opened.frame.get_by_role("tooltip")
    for key, statement in (("End", goma[0]), ("Home", goma[1])):
        divider.press(key)
        x, y = position(opened, "goma")
        opened.page.mouse.move(x, y)
        tooltip.get_by_text(statement).wait_for()
        opened.page.mouse.move(x, y + 150)
    counts = opened.frame.locator(".gd-legend .gd-count").all_text_contents()
    was, now = before.count(Basis.REPORTED), after.count(Basis.REPORTED)
    first = [group for group in now if was[group] or now[group]][:2]
    assert counts[:2] == [f"{was[group]} → {now[group]}" for group in first]
    dates = opened.frame.locator(".gd-date").all_text_contents()
    assert dates == ["20 January 2025", "17 March 2025"]


def position(opened: Dashboard, place: str) -> tuple[float, float]:
    """Where a place is on the page, from the map's own view."""
    x, y = opened.page.evaluate(
        """async (id) => {
          const scene = await [...window.geodashScenes.values()][0];
          const row = scene.placeIndex.get(id);
          const frame = document.querySelector('iframe[title="streamlit_folium.st_folium"]');
          const [lat, lon, zoom] = frame.contentWindow.geodash.getState().view;
          const world = ([lat, lon]) => {
            const angle = (lat * Math.PI) / 180;
            return [(lon + 180) / 360, 0.5 - Math.log(Math.tan(Math.PI / 4 + angle / 2)) / (2 * Math.PI)];
          };
          const box = frame.getBoundingClientRect();
          const [middle, place] = [world([lat, lon]), world([scene.places.lat[row], scene.places.lon[row]])];
          const away = [0, 1].map((i) => (place[i] - middle[i]) * 256 * 2 ** zoom);
          return [box.x + box.width / 2 + away[0], box.y + box.height / 2 + away[1]];
        }""",
        place,
    )
    return x, y


def percent_of(divider: Locator) -> int:
    return int(divider.get_attribute("aria-valuenow") or "-1")


def test_the_divider_is_moved_by_keys_and_pointer(dashboard: Open) -> None:
    opened = dashboard().open(date=LATER, compare=EARLIER)
    divider = opened.frame.get_by_role("slider", name="Divider between the two days")
    view = opened.state()["view"]
    start = percent_of(divider)
    divider.press("ArrowRight")
    assert percent_of(divider) == start + 2
    divider.press("PageDown")
    assert percent_of(divider) == start - 8
    divider.press("End")
    assert percent_of(divider) == 100
    divider.press("Home")
    assert percent_of(divider) == 0
    spoken = divider.get_attribute("aria-valuetext")
    assert spoken == "0%: 20 January 2025 on the left, 17 March 2025 on the right"
    grip = opened.frame.locator(".gd-grip").bounding_box()
    assert grip is not None
    assert grip["width"] >= 44
    assert grip["height"] >= 44
    mouse = opened.page.mouse
    mouse.move(grip["x"] + 22, grip["y"] + 22)
    mouse.down()
    mouse.move(grip["x"] + 322, grip["y"] + 60, steps=5)
    mouse.up()
    width = opened.frame.evaluate("() => document.body.clientWidth")
    assert percent_of(divider) == pytest.approx(100 * (300 + 24) / width, abs=1)
    assert opened.state()["view"] == view, "the map must not move with the divider"
    assert opened.state()["selected"] == {"event": None, "place": None}


def test_the_first_view_waits_for_the_style_sheet_that_it_is_measured_by(dashboard: Open) -> None:
    usual, late = dashboard().open(date=LATER, compare=EARLIER), dashboard()
    held: list[Route] = []
    late.page.route("**/map-*.css", lambda route: held.append(route))  # noqa: PLW0108  it needs a function
    with late.page.expect_request("**/map-*.css"):
        late.page.goto(f"{late.address}/?date={LATER}&compare={EARLIER}")
    late.page.wait_for_function(
        """() => [...document.querySelectorAll('iframe')]
          .flatMap((frame) => frame.contentWindow.performance.getEntriesByType('resource'))
          .some(({ name }) => name.includes('map-geodash'))"""
    )
    assert not late.page.evaluate(READY)
    for route in held:  # named early by the page, and asked for by the frame
        route.continue_()
    late.wait_until_ready()
    assert late.state()["view"] == usual.state()["view"]
    shares = [percent_of(opened.frame.get_by_role("slider")) for opened in (usual, late)]
    assert shares[0] == shares[1]


def test_the_edge_stays_under_the_divider_while_the_map_moves(dashboard: Open) -> None:
    """The drawn cells of the two days meet where the divider is, also in the middle of a drag of the map."""
    opened = dashboard().open(date=LATER, compare="2012-01-01", layers="influence")
    box = opened.page.locator("iframe").first.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.5
    opened.page.mouse.move(x, y)
    opened.page.mouse.down()
    opened.page.mouse.move(x - 25, y + 10, steps=6)
    script = """() => {
      const canvas = document.querySelector('canvas.geodash-cells');
      const edge = document.querySelector('.gd-edge').getBoundingClientRect();
      const at = Math.round(edge.x + 1 - canvas.getBoundingClientRect().x);
      const pen = PIXELS(canvas);
      const painted = (x) => pen.getImageData(x, 0, 3, canvas.height).data.some((value) => value !== 0);
      return [painted(at - 3), painted(at)];
    }"""
    painted = opened.frame.evaluate(script.replace("PIXELS", f"({PIXELS})"))
    opened.page.mouse.up()
    assert painted == [False, True]


def test_a_thumb_moves_the_divider_on_a_phone(dashboard: Open) -> None:
    opened = dashboard(**PHONE).open_tab("compare", date=LATER, compare=EARLIER, lang="fr")
    divider = opened.frame.get_by_role("slider", name="Séparation entre les deux jours")
    grip = opened.frame.locator(".gd-grip").bounding_box()
    assert grip is not None
    touch = opened.page.context.new_cdp_session(opened.page)
    x, y = grip["x"] + 22, grip["y"] + 22
    view = opened.state()["view"]
    for kind, shift in (("touchStart", 0), ("touchMove", -40), ("touchMove", -100), ("touchEnd", None)):
        points = [] if shift is None else [{"x": x + shift, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert percent_of(divider) == pytest.approx(50 - 100 * 100 / 358, abs=2)
    assert opened.state()["view"] == view
    assert opened.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    tab = opened.page.locator(".gd-tab-compare")
    assert tab.evaluate("(node) => node.scrollWidth <= node.clientWidth")
    small = opened.page.locator(".gd-tab-compare :is(button, input, a)").evaluate_all(
        """(nodes) => nodes
          .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height < 44)
          .map((node) => node.textContent)"""
    )
    assert small == []
