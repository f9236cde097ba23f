"""Layers that only the descriptor adds, on the page and in its one file: drawn, named, and switched."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.link.state import DashboardState
from geodash.package import load_dataset
from geodash.products.order import Order, make_file
from tests.another import ELFASHER
from tests.browser.conftest import PIXELS, serve
from tests.extended import CAMPS, IN_OWN, LAYER, OWN, with_camps, with_layers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Frame, Page

    from tests.browser.conftest import Dashboard

pytestmark = pytest.mark.browser

AT = f"""(points) => {{
  const sheets = [...document.querySelectorAll("canvas.geodash-sheet")].map((canvas) => {{
    const {{ x, y }} = canvas.getBoundingClientRect();
    return {{ x, y, pen: ({PIXELS})(canvas) }};
  }});
  const pixel = ({{ x, y, pen }}, at) =>
    Array.from(pen.getImageData(Math.round(at.x - x), Math.round(at.y - y), 1, 1).data);
  const hex = (rgb) => "#" + rgb.map((value) => value.toString(16).padStart(2, "0")).join("");
  return points
    .map((point) => map.latLngToContainerPoint(point))
    .map((at) => sheets.map((sheet) => pixel(sheet, at)))
    .map((pixels) => pixels.filter((rgba) => rgba[3] === 255).map((rgba) => hex(rgba.slice(0, 3))));
}}"""
"""Opaque colours of the sheets of the map at each point, from the lowest sheet up."""
COLOUR = LAYER["colour"]["light"].lower()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package with a layer of points, one of lines and one of areas."""
    folder = tmp_path_factory.mktemp("layers") / "data"
    return with_layers(ELFASHER, folder, *([shape] for shape in OWN.values()), roles=list(OWN))


@pytest.fixture(scope="module")
def server(own: Path) -> Iterator[str]:
    with serve(own) as address:
        yield address


def colours(where: Frame | Page) -> dict[str, list[str]]:
    return dict(zip(IN_OWN, where.evaluate(AT, list(IN_OWN.values())), strict=True))


def assert_drawn(found: dict[str, list[str]], *, drawn: bool = True) -> None:
    """Point and line have the colour of the layer; the area lets the land shine through."""
    assert (COLOUR in found["point"]) == drawn
    assert (COLOUR in found["line"]) == drawn
    assert (found["area"][0] != found["bare"][0]) == drawn


def test_page_draws_names_and_switches_them(dashboard: Callable[..., Dashboard], server: str) -> None:
    opened = dashboard(server=server).open(date="2023-11-25", layers=",".join(f"own_{role}" for role in OWN))
    legend = opened.frame.locator(".gd-legend")
    for role in OWN:
        assert legend.get_by_text(f"Own {role}").is_visible()
    assert_drawn(bare_and_own(opened.frame))
    opened.open(date="2023-11-25", layers="")
    for role in OWN:
        assert not legend.get_by_text(f"Own {role}").is_visible()
    assert_drawn(bare_and_own(opened.frame), drawn=False)


def test_page_in_one_file_draws_them(chromium: Browser, own: Path, tmp_path: Path) -> None:
    state = DashboardState(date=date(2023, 11, 25), layers=frozenset(f"own_{role}" for role in OWN))
    file = tmp_path / "page.html"
    file.write_bytes(make_file(load_dataset(own), state, Order("page", "html")).content)
    page = chromium.new_page()
    page.goto(file.as_uri())
    page.wait_for_function("() => window.geodash?.getState().ready")
    assert_drawn(bare_and_own(page))
    for role in OWN:
        page.locator(".gd-legend").get_by_text(f"Own {role}").wait_for(state="attached")
    page.close()


def test_the_camps_of_the_document_are_drawn(dashboard: Callable[..., Dashboard], tmp_path: Path) -> None:
    points = [feature["geometry"]["coordinates"][::-1] for feature in CAMPS["features"]]
    with serve(with_camps(tmp_path / "data")) as address:
        opened = dashboard(server=address).open(layers="camps", view="-1.6,29.2,11")
        assert all(COLOUR in seen for seen in opened.frame.evaluate(AT, points))
        assert opened.frame.locator(".gd-legend").get_by_text(LAYER["name_en"]).is_visible()


def bare_and_own(where: Frame | Page) -> dict[str, list[str]]:
    """Colours in each layer, and of land that no layer covers."""
    [bare] = where.evaluate(AT, [[11.1, 25.6]])
    return colours(where) | {"bare": bare}
