"""Layers that only the descriptor adds, on the page and in its one file: drawn, named, and switched."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.link.state import DashboardState
from geodash.package import load_dataset
from geodash.products.order import Order, make_file
from tests.another import ELFASHER
from tests.browser.conftest import PAINTED, PIXELS, serve
from tests.extended import CAMPS, IN_OWN, LAYER, OWN, with_camps, with_layers, with_territories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Frame, Page

    from tests.browser.opened import Dashboard

pytestmark = pytest.mark.browser

AT = f"""(points) => {{
  const page = new OffscreenCanvas(innerWidth, innerHeight).getContext("2d");
  for (const canvas of document.querySelectorAll("canvas.geodash-sheet")) {{
    const {{ x, y, width, height }} = canvas.getBoundingClientRect();
    page.drawImage(({PIXELS})(canvas).canvas, x, y, width, height);
  }}
  const frame = document.querySelector(".geodash").getBoundingClientRect();
  const [lat, lon, zoom] = geodash.getState().view;
  const across = (degrees) => (degrees / 360) * 256 * 2 ** zoom;
  const down = (degrees) =>
    -across((Math.asinh(Math.tan((degrees * Math.PI) / 180)) * 180) / Math.PI);
  return points.map((point) => {{
    const x = frame.x + frame.width / 2 + across(point[1]) - across(lon);
    const y = frame.y + frame.height / 2 + down(point[0]) - down(lat);
    const {{ data }} = page.getImageData(Math.round(x) - 3, Math.round(y) - 3, 7, 7);
    return Array.from({{ length: 49 }}, (_, i) => Array.from(data.slice(4 * i, 4 * i + 3)));
  }});
}}"""
"""Colours of seven by seven pixels around each point, which Mercator puts into the view."""
COLOUR = tuple(bytes.fromhex(LAYER["colour"]["light"].removeprefix("#")))
BARE = (11.1, 25.6)
"""Land beside the area."""
NEARLY = 24
"""By how much of 255 the middle of a thin line may differ from its colour."""

Pixels = list[list[int]]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package with a layer of points, one of lines and one of areas."""
    folder = tmp_path_factory.mktemp("layers") / "data"
    return with_layers(ELFASHER, folder, *([shape] for shape in OWN.values()), roles=list(OWN))


@pytest.fixture(scope="module")
def server(own: Path) -> Iterator[str]:
    with serve(own) as address:
        yield address


def has_colour(pixels: Pixels) -> bool:
    return any(max(abs(a - b) for a, b in zip(pixel, COLOUR, strict=True)) <= NEARLY for pixel in pixels)


def assert_drawn(where: Frame | Page, *, drawn: bool = True) -> None:
    """Point and line have the colour of the layer; in the area it lies thinly over the land."""
    point, line, area, bare = where.evaluate(AT, [*IN_OWN.values(), BARE])
    assert has_colour(point) == drawn
    assert has_colour(line) == drawn
    assert (area != bare) == drawn


def names_in_legend(where: Frame | Page) -> set[str]:
    """Names of the own layers that the legend shows."""
    rows = where.locator(".gd-legend li:not([hidden])").all_text_contents()
    return {text.strip() for text in rows if text.strip().startswith("Own ")}


def test_page_draws_names_and_switches_them(dashboard: Callable[..., Dashboard], server: str) -> None:
    opened = dashboard(server=server).open(date="2023-11-25", layers=",".join(f"own_{role}" for role in OWN))
    assert names_in_legend(opened.frame) == {f"Own {role}" for role in OWN}
    assert_drawn(opened.frame)
    opened.open(date="2023-11-25", layers="")
    assert names_in_legend(opened.frame) == set()
    assert_drawn(opened.frame, drawn=False)


def test_page_in_one_file_draws_them(chromium: Browser, own: Path, tmp_path: Path) -> None:
    state = DashboardState(date=date(2023, 11, 25), layers=frozenset(f"own_{role}" for role in OWN))
    file = tmp_path / "page.html"
    file.write_bytes(make_file(load_dataset(own), state, Order("page", "html")).content)
    page = chromium.new_page()
    page.goto(file.as_uri())
    page.wait_for_function("() => window.geodash?.getState().ready")
    assert_drawn(page)
    assert names_in_legend(page) == {f"Own {role}" for role in OWN}
    page.close()


def test_the_camps_of_the_document_are_drawn(dashboard: Callable[..., Dashboard], tmp_path: Path) -> None:
    points = [feature["geometry"]["coordinates"][::-1] for feature in CAMPS["features"]]
    with serve(with_camps(tmp_path / "data")) as address:
        opened = dashboard(server=address).open(layers="camps", view="-1.6,29.2,11")
        # The symbol of a town may stand over one of them.
        assert any(map(has_colour, opened.frame.evaluate(AT, points)))
        assert opened.frame.locator(".gd-legend").get_by_text(LAYER["name_en"]).is_visible()


def shaded(frame: Frame) -> bool:
    return bool(frame.evaluate(f"() => ({PAINTED})(document.querySelector('.geodash-shades'))"))


def test_territories_are_shaded_by_their_events_when_asked_for(
    dashboard: Callable[..., Dashboard], tmp_path: Path
) -> None:
    boxes = {
        ("North Darfur", "El Fasher"): (24.6, 13.0, 26.2, 14.2),
        ("East Darfur", "Bare"): (26, 11, 27, 12),
    }
    with serve(with_territories(ELFASHER, tmp_path / "data", boxes)) as address:
        opened = dashboard(server=address).open(date="2023-11-25")
        assert opened.frame.locator(".gd-shades").is_hidden()
        assert not shaded(opened.frame)
        opened.open(date="2023-11-25", layers="control,units")
        row = opened.frame.locator(".gd-shades")
        assert row.locator(".gd-shade").all_inner_texts() == ["1–4", "5–19", "20–99", "100–499", "500+"]
        assert "not control" in row.inner_text()
        whole = row.locator(".gd-months").inner_text()
        assert shaded(opened.frame)
        opened.page.get_by_title("Show 30 days around the date").click()
        opened.frame.wait_for_function(
            "(whole) => document.querySelector('.gd-months').textContent !== whole", arg=whole
        )
        opened.frame.wait_for_function(f"() => !({PAINTED})(document.querySelector('.geodash-shades'))")
        opened.open(date="2025-05-06", layers="control,units", cat="diplomacy")
        opened.frame.wait_for_function(f"() => !({PAINTED})(document.querySelector('.geodash-shades'))")
