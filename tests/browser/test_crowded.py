"""A crowded map: the colours of the towns stay as they are, and their names readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from benchmarks.synthetic import write_package

from geodash.package import load_dataset
from tests.browser.conftest import PIXELS, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Dataset]]:
    """A server of 20,000 generated events, and the data."""
    folder = write_package(tmp_path_factory.mktemp("generated"), 20_000)
    with serve(folder) as address:
        yield address, load_dataset(folder)


BESIDE_TOWN = f"""(town) => {{
  const canvas = document.querySelector('canvas.geodash-marks');
  const corner = canvas.getBoundingClientRect();
  const at = map.latLngToContainerPoint(town);
  const pixels = ({PIXELS})(canvas).getImageData(at.x - corner.x + 12, at.y - corner.y - 5, 30, 10).data;
  return pixels.every((value) => value === 0);
}}"""


def test_events_leave_the_names_of_the_two_cities_free_on_a_phone(
    dashboard: Callable[..., Dashboard], dataset: Dataset
) -> None:
    opened = dashboard(viewport={"width": 390, "height": 844}).open(date="2025-03-17")
    for city in (dataset.places["goma"], dataset.places["bukavu"]):
        assert opened.frame.evaluate(BESIDE_TOWN, [city.lat, city.lon]), city.id


AT_TOWNS = """(towns) => {
  const canvas = document.querySelector('canvas.geodash-marks');
  const { x, y } = canvas.getBoundingClientRect();
  const pen = COPY(canvas);
  return towns.map((town) => {
    const at = map.latLngToContainerPoint(town);
    return Array.from(pen.getImageData(Math.round(at.x - x), Math.round(at.y - y), 1, 1).data);
  });
}""".replace("COPY", f"({PIXELS})")


def test_discs_of_many_events_leave_the_colour_of_every_town(
    dashboard: Callable[..., Dashboard], generated: tuple[str, Dataset]
) -> None:
    address, dataset = generated
    places = [dataset.places[place_id] for place_id in dataset.holdings]
    towns = [(place.lat, place.lon) for place in places if place.lat is not None]
    seen = []
    for layers in ("control", "control,events"):
        opened = dashboard(server=address).open(date="2025-03-17", days="all", layers=layers)
        seen.append(opened.frame.evaluate(AT_TOWNS, towns))
        assert opened.frame.get_by_text("Disc: many events").is_visible() == (layers != "control")
    coloured = [pixel for pixel in seen[0] if pixel[3] == 255]
    assert len(coloured) > 60
    assert seen[1] == seen[0]


def test_a_town_on_a_disc_of_many_events_can_be_pointed_at(
    dashboard: Callable[..., Dashboard], generated: tuple[str, Dataset]
) -> None:
    address, _ = generated
    opened = dashboard(server=address).open(date="2025-03-17", days="all")
    at = opened.frame.evaluate("() => map.latLngToContainerPoint([-1.6741, 29.2284])")
    box = opened.page.locator("iframe").first.bounding_box()
    assert box is not None
    x, y = box["x"] + at["x"], box["y"] + at["y"]
    opened.page.mouse.move(x, y)
    tooltip = opened.frame.get_by_role("tooltip")
    tooltip.get_by_text("Goma", exact=True).wait_for()
    opened.page.mouse.move(x + 11, y - 7)
    tooltip.get_by_text("events").wait_for()
    opened.page.mouse.click(x, y)
    opened.wait_for_query("place", "goma")


FIRST = """
const transfer = ImageBitmapRenderingContext.prototype.transferFromImageBitmap;
window.written = [];
ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (picture) {
  if (this.canvas.classList.contains("geodash-labels")) {
    const { lat, lng } = map.getCenter();
    const day = document.querySelector(".gd-date").textContent;
    window.written.push([day, lat.toFixed(1), lng.toFixed(1)].join());
  }
  transfer.call(this, picture);
};"""
"""Notes, whenever the names of the map are written, of which day and where."""


def test_a_map_opens_on_what_its_link_says_and_draws_nothing_before(
    dashboard: Callable[..., Dashboard], generated: tuple[str, Dataset]
) -> None:
    opened = dashboard(server=generated[0])
    opened.page.add_init_script(FIRST)
    opened.open(date="2024-06-01", days="all", view="-1.6,29.2,9")
    assert set(opened.frame.evaluate("window.written")) == {"1 June 2024,-1.6,29.2"}
